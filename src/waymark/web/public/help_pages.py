# SPDX-License-Identifier: Apache-2.0
"""What stands on the pages of who helps: the list, what a search finds, one country."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from waymark.directory.check import gaps_of
from waymark.directory.freshness import status_of
from waymark.directory.kinds import shown_kind
from waymark.directory.linked import as_linked
from waymark.directory.search import INTERNATIONAL, NEEDS, search
from waymark.web import here
from waymark.web.public import cards, places, wording

__all__ = ["country_page", "found_page", "index_page"]

Context = dict[str, Any]
MOST_FOUND = 30
LONGEST = 60  # letters of what somebody looks for
# The groups of a country's page and what stands in each, people before places to report.
GROUPS = {
    "now": ("emergency", "child_helpline", "crisis_line", "local", "police"),
    "down": ("removal_report_remove", "removal_scheme", "removal_take_it_down"),
    "report": ("exploitation_report", "hotline", "cybercrime_portal"),
    "more": (
        "child_protection", "own_behaviour", "relationship_abuse", "trafficking", "bullying",
        "mental_health", "substances", "sexual_assault_service", "barnahus", "legal_advice",
        "parent_helpline", "adult_survivor",
    ),
}  # fmt: skip


def index_page() -> Context:
    """Return the list of countries and the fields of the search."""
    words = wording.page_text("help")
    return {
        "words": words,
        "countries": [(code.lower(), name) for code, name in places.countries()],
        "needs": [(need, words["needs"][need]) for need in NEEDS],
        "longest": LONGEST,
    }


def found_page(words: str, need: str) -> Context:
    """Return what a search finds. Nothing of it is kept, and it stands in no address."""
    known = need if need in NEEDS else None
    found = search(here.directory(), words[:LONGEST], known, MOST_FOUND)
    services = [_service(*one) for one in found["services"][:MOST_FOUND]]
    return index_page() | {
        "asked": words[:LONGEST],
        "need": known or "",
        "found_countries": [(c.lower(), places.name_of(c)) for c in found["countries"]],
        "services": services,
        "providers": found["providers"][:MOST_FOUND],
        "resources": [one for one in found["resources"][:MOST_FOUND] if one["url"]],
        "many": any(len(some) > MOST_FOUND for some in found.values()),
        "none": not any(found.values()),
    }


def country_page(code: str) -> Context:
    """Return who helps in one country, and what is not known of it."""
    entry = places.country(code)
    words = wording.page_text("help", country=code)
    kinds = dict(places.contacts_of(code))
    groups = [
        (group, list(_sections(kinds, listed, code, words["kinds"])))
        for group, listed in GROUPS.items()
    ]
    return {
        "words": words,
        "code": code.lower(),
        "name": entry["name"],
        "groups": [(words["groups"][group], group, found) for group, found in groups if found],
        "write": _write(kinds, code),
        "notes": [wording.change(note) for note in entry["notes"]],
        "emergency_words": words["kinds"]["emergency"],
        "law_link": wording.page_text("law", "link"),
        "missing": _missing(entry, words["kinds"]) if entry["file"] else [],
        "linked": _linked(code, entry) if entry["file"] else "",
    }


def _sections(
    kinds: Context, listed: tuple[str, ...], code: str, names: dict[str, str]
) -> Iterator[tuple[str, list[Context]]]:
    """Heading and contacts of each kind; all ways to a removal stand under one heading."""
    shown: set[str] = set()
    for kind in listed:
        if entries := kinds.get(kind):
            heading = names[shown_kind(kind)]
            yield "" if heading in shown else heading, cards.cards(entries, code)
            shown.add(heading)


def _write(kinds: Context, code: str) -> list[Context]:
    """Those of the helplines that can be written to."""
    listed = [one for kind in ("child_helpline", "crisis_line") for one in kinds.get(kind, [])]
    return cards.cards([one for one in listed if one["text"] or one.get("chat")], code)


def _missing(entry: Context, names: dict[str, str]) -> list[str]:
    """The kinds of service for which nothing is held, as a visitor calls them."""
    return [names[gap] for gap in gaps_of(entry) if gap in names and gap != "local"]


def _service(code: str, kind: str, contact: Context) -> Context:
    fallback = code == INTERNATIONAL
    limit = here.directory()["limits"]["contact"]
    status = status_of(contact, cards.today(), limit=limit, fallback=fallback)
    country = None if fallback else code
    card = cards.card(contact | {"status": status}, country)
    return card | {
        "country": "" if fallback else places.name_of(code),
        "code": "" if fallback else code.lower(),
        "kind_words": wording.page_text("help", "kinds", kind),
    }


def _linked(code: str, entry: Context) -> str:
    """JSON-LD that can stand inside a script element: `<` never closes it."""
    text = json.dumps(as_linked(code, entry), ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
