# SPDX-License-Identifier: Apache-2.0
"""The reviewed words round a plan: stage names, the safety check, what is honest to say."""

from __future__ import annotations

from typing import Any

from waymark.web.public import places, planner, wording
from waymark.web.public.journey import Journey

__all__ = ["around"]

DOING = {"forwarder", "creator_of_other", "requester"}


def around(visit: Journey, made: dict[str, Any]) -> dict[str, Any]:
    """Return what stands round the steps for this reader."""
    words = wording.page_text("plan", country=visit.country)
    reader = visit.audience
    kind = "child" if reader == "child" else "adult"
    return {
        "words": words,
        "names": words["stages"][kind],
        "intros": words["stage_intro"][reader],
        "promise": words["help_whatever"][reader],
        "opening": words["opening"][_opener(visit, made)],
        "safety": words["safety_check"][_safety_reader(visit)],
        "paying": words["paying"][reader] if planner.asks_for_more(visit.answers) else "",
        "privacy": words["privacy"][reader],
        "print_note": words["print"][reader],
        "law": _law(visit, words["law"]),
    }


def _opener(visit: Journey, made: dict[str, Any]) -> str:
    roles = visit.answers.get("child_role")
    if visit.audience == "child" and visit.friend:
        return "witness"
    if visit.audience == "child" and isinstance(roles, list) and set(roles) & DOING:
        return "doer"
    return str(made["voice"])


def _safety_reader(visit: Journey) -> str:
    return "witness" if visit.friend and visit.audience == "child" else visit.audience


def _law(visit: Journey, words: dict[str, Any]) -> list[str]:
    """The duty to report, only where the country's pack names one, and how sure we are."""
    flags = places.flags(visit.country)
    duty = words.get(f"duty_{flags.get('duty')}")
    if not duty:
        return []
    unsure = [] if flags.get("duty_confirmed") else [words["unconfirmed"]]
    return [duty[visit.audience], *unsure]
