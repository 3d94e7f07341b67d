# SPDX-License-Identifier: Apache-2.0
"""Contacts as a page shows them: hours in plain words, how old they are, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.utils.formats import date_format

from waymark.directory.freshness import day_of
from waymark.directory.phones import dialled
from waymark.web.public import places, wording
from waymark.web.public.journey import Journey
from waymark.web.public.opening import opening

__all__ = ["card", "cards", "day_words", "kinds", "missing", "today"]

Entry = dict[str, Any]


def cards(entries: Sequence[Entry], country: str | None) -> list[Entry]:
    """Return contacts ready to be shown."""
    return [card(entry, country) for entry in entries]


def today() -> date:
    """Return the day on which ages are counted."""
    return datetime.now(UTC).date()


def card(entry: Entry, country: str | None) -> Entry:
    """Return one contact with its hours, its mark and the date of its source in words."""
    words = wording.page_text("plan", "contacts")
    mark, old = _mark(entry, words)
    seen = entry.get("source_date")
    as_of = words["as_of"].replace("{date}", day_words(seen)) if seen else ""
    return entry | {
        "hours": _hours(entry, country, words),
        "dial": dialled(entry["phone"]) if entry.get("phone") else "",
        "mark": mark,
        "old": old,
        "more": list(_more(entry)),
        "as_of": "" if entry["status"] == "checked" else as_of,
    }


def kinds(country: str | None) -> dict[str, list[Entry]]:
    """Return the contacts of a country by kind, ready to be shown."""
    return {kind: cards(entries, country) for kind, entries in places.contacts_of(country)}


def missing(visit: Journey, words: str | None) -> Entry | None:
    """Return what the plan says where a step's service is not known, and the helpline to ask."""
    if words is None:
        return None
    helplines = dict(places.contacts_of(visit.country)).get("child_helpline", [])[:1]
    shown = cards(helplines, visit.country)
    return {"words": wording.change(words), "contacts": shown, "choose": not visit.country}


def _mark(entry: Entry, words: dict[str, str]) -> tuple[str, bool]:
    """How sure we are, and whether that is a warning."""
    looked = entry.get("checked_on")
    if entry["status"] == "fallback":
        return words["fallback"], False
    if not looked and entry.get("doubtful"):
        return str(wording.page_text("help", "hours", "unsure")), True
    if not looked:
        # The emergency line above says the same number; a doubt beside it could cost a call.
        doubt = entry["kind"] != "emergency" or not entry.get("source_date")
        return words["unchecked"] if doubt else "", False
    old = entry["status"] != "checked"
    said = words["not_checked_since" if old else "checked"]
    return said.replace("{date}", day_words(looked)), old


def _more(entry: Entry) -> Iterator[str]:
    """What else is good to know before going there."""
    words = wording.page_text("help", "hours")
    if entry.get("anonymous"):
        yield words["anonymous"]
    for part in ("waiting", "refer"):
        if entry.get(part):
            yield f"{words[part]} {wording.change(entry[part]).rstrip('.')}."
    if languages := entry.get("languages"):
        yield f"{words['languages']} {', '.join(languages)}."
    if entry.get("own"):
        yield f"{words['own']}."


def _hours(entry: Entry, country: str | None, words: dict[str, str]) -> str:
    now = opening(entry, country)
    if entry.get("open") == "24h":
        return now
    stated = str(entry.get("hours") or "")
    stated = stated[:1].upper() + stated[1:]
    if not stated and entry.get("phone") and entry["kind"] != "emergency":
        return words["hours_unknown"].rstrip(".")
    return f"{now}. {stated}" if now else stated


def day_words(stated: str) -> str:
    """Say a date as exactly as it is known: a day, a month or a year."""
    day: date = day_of(stated)
    return date_format(day, ("Y", "F Y", "j F Y")[stated.count("-")])
