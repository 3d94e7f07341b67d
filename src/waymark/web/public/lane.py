# SPDX-License-Identifier: Apache-2.0
"""The fast lane: what helps against a threat before a single question is answered."""

from __future__ import annotations

from itertools import chain
from typing import Any

from waymark.web.public import cards, planner, wording
from waymark.web.public.journey import Journey

__all__ = ["lane_page"]

# Three steps and no more; the person to reach is the last, because the numbers stand there.
CHILD = ("stop", "give_nothing", "tell")
ADULT = ("stop_contact_with_offender", "do_not_pay", "stay_with_child", "report_to_dsl")
MOST = 3
# Not known yet, but what most threats are about: these words come first.
THREAT = {"threat": "explicit", "contact_status": "ongoing", "demand": ["money", "more_images"]}


def lane_page(visit: Journey) -> dict[str, Any]:
    """Return the three steps, with who can be reached in this country."""
    words = wording.page_text("start", "lane", country=visit.country)
    steps = [words[name] for name in CHILD] if visit.audience == "child" else _for_adults(visit)
    last = {**steps[-1], "contacts": _people(visit.country)}
    hidden = wording.page_text("plan", "privacy")
    return {
        "words": words,
        "steps": [*steps[:-1], last],
        "privacy": {"heading": hidden["heading"], "lines": hidden[visit.audience]},
    }


def _for_adults(visit: Journey) -> list[dict[str, Any]]:
    known = {"audience": visit.audience, "country": visit.country or "unknown"}
    made = planner.make({**known, **THREAT})
    found = {step["action"]: step for stage in made["stages"] for step in stage["steps"]}
    return [
        {key: wording.change(found[name].get(key)) for key in ("title", "text", "say")}
        for name in ADULT
        if name in found
    ][:MOST]


def _people(country: str | None) -> list[dict[str, Any]]:
    kinds = cards.kinds(country)
    wanted = ("child_helpline", "crisis_line", "emergency")
    return list(chain.from_iterable(kinds.get(kind, [])[:1] for kind in wanted))
