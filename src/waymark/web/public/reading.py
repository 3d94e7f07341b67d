# SPDX-License-Identifier: Apache-2.0
"""What others wrote that helps with a step: a few links for this reader in this country."""

from __future__ import annotations

from typing import Any

from waymark.directory.resources import NEEDS
from waymark.web import here
from waymark.web.public import places, wording

__all__ = ["reading_page", "to_read"]

MOST = 2


def reading_page() -> dict[str, Any]:
    """Return the whole register, each entry under what it is for first of all."""
    words = wording.page_text("help", "reading", "parent")
    by_need: dict[str, list[dict[str, Any]]] = {need: [] for need in NEEDS}
    for one in here.directory()["resources"]:
        by_need[one["needs"][0]].append(_entry(one, words))
    groups = [(words["needs"][need], found) for need, found in by_need.items() if found]
    return {"words": words, "groups": groups}


def _entry(one: dict[str, Any], words: dict[str, Any]) -> dict[str, Any]:
    known = [code for code in one["countries"] or () if places.known(code)]
    return {
        "title": one["title"],
        "publisher": one["publisher"],
        "url": one["url"],
        "does": wording.change(one["does"]),
        "kind": words["kinds"][one["kind"]],
        "where": ", ".join(places.name_of(code) for code in known),
        "source": one["source"] if one["source"] != one["url"] else None,
    }


def to_read(action: str, audience: str, country: str | None) -> list[dict[str, Any]]:
    """Return the pages of others that a step links to, those of the country first.

    Args:
        action: the step.
        audience: who reads.
        country: where they are; None if they did not say.
    """
    fitting = [
        one
        for one in here.directory()["resources"]
        if action in one["steps"]
        and one["url"]
        and one["confidence"] != "low"
        and audience in one["audiences"]
        and (one["countries"] is None or country in one["countries"])
    ]
    return sorted(fitting, key=lambda one: one["countries"] is None)[:MOST]
