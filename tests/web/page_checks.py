# SPDX-License-Identifier: Apache-2.0
"""What must hold for a page, one function for each invariant; each returns the faults it finds.

The page tests use them on real pages, test_planted_faults.py on pages with a fault put in.
"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlsplit

from waymark.content.texts import Piece
from waymark.content.wordlists import read_word_rules

# A link may lead out when somebody taps it; these load or send without a word.
LOADS = {
    "audio", "button", "embed", "form", "frame", "iframe", "img", "input", "link", "object", "script",
    "source", "track", "video",
}  # fmt: skip
ADDRESSES = ("href", "src", "srcset", "action", "formaction", "data", "poster", "ping")
WAYS_IN = re.compile(
    r"getUserMedia|FileReader|clipboardData|onpaste|ondrop|ondragover|showOpenFilePicker|\bcapture=",
    re.IGNORECASE,
)
KEEPS = re.compile(r"localStorage|sessionStorage|indexedDB|serviceWorker|sendBeacon|caches\.open")


class _Tags(HTMLParser):
    """Every start tag of a page with its attributes, in order."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def tags(page):
    return _Tags(page).found


def said(page):
    """The words of a page as somebody reads them, sentence ends kept."""
    body = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", page.split("<main", 1)[-1])
    body = re.sub(r"</(?:p|li|h1|h2|summary|dt|dd|label|button|strong)>", ". ", body)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", "<" + body)))


def emergency_number(page):
    """7: before anything else a number that can be tapped, without script."""
    top = page.split("<main")[0]
    line = re.search(
        r'<aside class="danger"(?P<more>[^>]*)>(?P<inside>.*?)</aside>', top, re.DOTALL
    )
    if line is None:
        return ["no emergency line before the page begins"]
    faults = [] if "hidden" not in line["more"] else ["the emergency line is hidden"]
    calls = re.findall(r'<a href="tel:(\d+)"[^>]*><bdi>(\d+)</bdi>', line["inside"])
    if not calls:
        faults.append("no emergency number to tap")
    faults += [f"{shown} calls {called}" for called, shown in calls if called != shown]
    if "<form" in top.split('action="/leave"')[-1].split("</form>", 1)[-1]:
        faults.append("a question stands before the emergency number")
    return faults


def way_out_first(page):
    """After the skip link comes the way out."""
    body = page.split("<body>")[-1]
    first = [tag for tag in tags(body) if tag[0] in ("a", "button", "input", "select", "summary")]
    first = [one for one in first if one[1].get("type") != "hidden"][:2]
    leads = first and first[0][1].get("class") == "skip" and first[1][1].get("class") == "leave"
    place, main = body.find('action="/leave"'), body.find("<main")
    return [] if leads and -1 < place < main else ["the way out is not the first thing to reach"]


def three_steps_before_safety(page):
    """10: at most three steps, then the question whether the person is safe, and no way past it."""
    before, asked, after = page.partition('<div class="card safe">')
    faults = [] if asked and 'value="unsafe"' in after else ["nobody asks whether they are safe"]
    steps = re.findall(r"<h2>", before.split('<ol class="steps">')[-1].split("</ol>")[0])
    if not 1 <= len(steps) <= 3:
        faults.append(f"{len(steps)} steps stand before the question")
    if 'value="stage:' in page:
        faults.append("a button leads past the question")
    return faults


def no_way_in(page):
    """19: no file, no pasted picture, no camera, no free text, no preview of a link."""
    faults = []
    for tag, has in tags(page):
        kind = (has.get("type") or "").lower()
        if (kind, has.get("name")) == ("search", "find"):
            # looks for a service by name: sent as a form, found in memory, kept nowhere
            faults += [] if has.get("autocomplete") == "off" else ["the search is remembered"]
        elif tag == "input" and kind in ("file", "image", "url", "text", "search", ""):
            faults.append(f"a field of type {kind or 'text'}")
        if tag in ("textarea", "canvas", "iframe", "embed", "object", "video"):
            faults.append(f"a <{tag}>")
        if "contenteditable" in has or "multipart" in (has.get("enctype") or ""):
            faults.append(f"<{tag}> takes more than an answer")
        if tag in ("img", "source") and urlsplit(has.get("src") or "").netloc:
            faults.append("a preview of another page")
    return faults + [f"the script word {one}" for one in WAYS_IN.findall(page)]


def nothing_to_keep(page):
    """48: near a parent who is the danger a quick way out, and nothing to print, note or mail."""
    faults = way_out_first(page)
    for _, has in tags(page):
        if has.get("value") == "to:paper" or "download" in has:
            faults.append("something to print or to save")
        if (has.get("href") or "").startswith("mailto:"):
            faults.append("a link that opens the mail")
    rules = read_word_rules()
    traces = next(one for one in rules.lists if one.id == "traces")
    return faults + [f"says {one!r}" for one in rules.found(traces, Piece("", said(page), 1))]


def dated_contacts(page, overdue=()):
    """64: each contact tells how sure we are; an old check warns; the emergency line stays."""
    faults, told = emergency_number(page), set()
    for inside in re.findall(r'<li class="contact">(.*?)</li>', page, re.DOTALL):
        name = unescape(re.search(r"<strong>(.*?)</strong>", inside, re.DOTALL)[1])
        mark = re.search(r'<span class="mark( old)?">([^<]+)</span>', inside)
        dated = mark or re.search(r"<small>.*\b20\d\d", inside, re.DOTALL)
        if not dated and name not in told:
            faults.append(f"{name} does not tell how sure we are")
        elif mark and name in overdue and not (mark[1] and re.search(r"20\d\d", mark[2])):
            faults.append(f"{name} was checked long ago and does not warn")
        told.add(name)
    return faults


def nothing_stored_or_told(page, headers=None, answers=()):
    """65: nothing loads from elsewhere, no answer is in an address, nothing stays in the browser."""
    faults = [f"the script word {one}" for one in KEEPS.findall(page)]
    for tag, has in tags(page):
        for address in filter(None, (has.get(name) for name in ADDRESSES)):
            faults += _told_by(tag, address, has.get("rel") or "", answers)
    if headers is not None:
        if headers.get("Cache-Control") != "no-store":
            faults.append("the browser may keep the page")
        faults += nothing_in_location(headers, answers)
    return faults


def _told_by(tag, address, rel, answers):
    parts = urlsplit(address)
    if parts.netloc and tag in LOADS:
        yield f"<{tag}> loads from {parts.netloc}"
    elif parts.netloc and "noreferrer" not in rel:
        yield f"{parts.netloc} is told where somebody came from"
    elif not parts.netloc and parts.scheme not in ("tel", "data"):
        if parts.query:
            yield f"{address} carries more than a place"
        if any(one in re.split(r"[/?&=#:+]", address) for one in answers):
            yield f"{address} tells an answer"


def nothing_in_location(headers, answers=()):
    """65: an address that a page sends somebody on to is a place and no answer."""
    to = headers.get("Location", "")
    told = urlsplit(to).query or any(one in re.split(r"[/?&=#]", to) for one in answers)
    return [f"sends on to {to}"] if told else []


def asks_for_no_copy(page):
    """69: no text asks for a copy of the image or to look at it."""
    rules = read_word_rules()
    copies = next(one for one in rules.lists if one.id == "copies")
    return [f"says {one!r}" for one in rules.found(copies, Piece("", said(page), 1))]
