# SPDX-License-Identifier: Apache-2.0
"""The plan as a person can bear it: one stage at a time, three steps in a crisis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from waymark.web.public import answered, cards, wording
from waymark.web.public.journey import Journey
from waymark.web.public.reading import to_read

__all__ = ["Reason", "paper", "stage_page"]

Step = dict[str, Any]
MOST_REASONS = 2
# An adult's stage can be long: the first steps are open, of the others the titles show.
UNFOLDED = 3
# Steps that are done inside an app or on a site: its page is one tap away.
AT_A_PLATFORM = {"report_to_platform", "report_url_to_hotline", "hash_take_it_down"}


@dataclass(frozen=True)
class Reason:
    """Why a step is there."""

    because: tuple[str, ...]
    source: str
    url: str


def stage_page(visit: Journey, made: dict[str, Any]) -> dict[str, Any]:
    """Return one stage of the plan and the way to the others."""
    filled = {one["id"]: one["steps"] for one in made["stages"] if one["steps"]}
    stage = visit.stage if visit.stage in filled else "now"
    steps = _tasks(filled.get(stage, []))
    held = made["safety_check_after"] is not None and not visit.opened
    if held:
        stage, steps = "now", _tasks(filled.get("now", []))[: made["safety_check_after"]]
    closed = held or (visit.audience == "child" and not visit.opened)
    messages = [_message(one) for one in filled.get(stage, []) if one["message"]]
    return {
        "stage": stage,
        "first": messages[0] if messages else None,
        "messages": messages[1:],
        "steps": _told_once([_step(visit, one) for one in steps]),
        "unfolded": len(steps) if visit.audience == "child" else UNFOLDED,
        "held": held,
        "closed": closed,
        "stages": [] if closed else list(filled),
        "after": _after(list(filled), stage),
        "police_optional": made["police_optional"] and visit.audience != "child",
    }


def paper(visit: Journey, made: dict[str, Any]) -> dict[str, Any]:
    """Return the plan short enough for one sheet: titles, and each contact once.

    What a page holds back until somebody is safe, the sheet holds back too.
    """
    shown = {one["id"]: _tasks(one["steps"]) for one in made["stages"]}
    if made["safety_check_after"] is not None and not visit.opened:
        shown = {"now": shown["now"][: made["safety_check_after"]]}
    elif visit.audience == "child" and not visit.opened:
        shown = {"now": shown["now"]}
    steps = [step for stage in shown.values() for step in stage]
    contacts = {one["id"]: one for step in steps for one in step["contacts"]}
    parts = [(name, [_title(step) for step in stage]) for name, stage in shown.items() if stage]
    return {"parts": parts, "contacts": list(contacts.values())}


def _tasks(steps: list[Step]) -> list[Step]:
    return [one for one in steps if not one["message"]]


def _after(stages: list[str], stage: str) -> str | None:
    place = stages.index(stage) if stage in stages else -1
    return stages[place + 1] if place + 1 < len(stages) else None


def _title(step: Step) -> str:
    title = wording.change(step["title"])
    return title[:1].upper() + title[1:]


def _message(step: Step) -> dict[str, Any]:
    return {
        "title": _title(step),
        "text": wording.change(step["text"]),
        # the line above it on the page has just said so
        "same": step["action"] == "msg_not_your_fault",
    }


def _step(visit: Journey, step: Step) -> dict[str, Any]:
    words = {name: wording.change(step.get(name)) for name in ("text", "say", "note", "avoid")}
    return {
        **words,
        "title": _title(step),
        "through_lead": wording.change(step.get("through_lead")),
        "contacts": cards.cards(step["contacts"], visit.country),
        "missing": cards.missing(visit, step["no_service"]),
        "read": to_read(step["action"], visit.audience, visit.country),
        "where": step["action"] in AT_A_PLATFORM,
        "because": [_reason(visit, one) for one in step["because"][:MOST_REASONS]],
    }


def _told_once(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Say hours, notes and marks of a contact once; further down its number is enough."""
    seen: set[str] = set()
    for step in steps:
        listed = step["contacts"] or (step["missing"] or {}).get("contacts", [])
        for one in listed:
            one["again"] = one["id"] in seen
            seen.add(one["id"])
    return steps


def _reason(visit: Journey, because: dict[str, Any]) -> Reason:
    said = tuple(
        f"{_asked(visit, name)} {_said(visit, name, value)}"
        for name, value in because["answers"].items()
        if name in visit.answers and value not in (None, "unknown")
    )
    url = (because.get("source") or {}).get("url") or ""
    return Reason(said, urlsplit(url).netloc.removeprefix("www."), url)


def _asked(visit: Journey, name: str) -> str:
    return wording.question(visit.audience, name, friend=visit.friend).title


def _said(visit: Journey, name: str, value: Any) -> str:
    return answered.in_words(visit, name, visit.answers.get(name, value))
