# SPDX-License-Identifier: Apache-2.0
"""The one place where the pages ask the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from waymark.plan import BadAnswers, next_questions, questions_left
from waymark.plan.engine import engine
from waymark.web import here

__all__ = [
    "Fact", "asks_for_more", "conflict", "could_change", "facts", "make",
    "questions",
]  # fmt: skip

UNSAID = {"unsure", "private"}
# Pages store a band; the engine reads an age. The rules only look at the bounds of the bands.
AGES: dict[str, Any] = {"under_13": 12, "13_17": 15, "18_plus": "18_plus"}


@dataclass(frozen=True)
class Fact:
    """What a page needs to know of a question."""

    name: str
    values: tuple[str, ...]
    many: bool
    absent: str | None  # the value of a list that says "none of these"
    asked_of: tuple[str, ...]


def facts() -> dict[str, Fact]:
    """Return all facts by name."""
    return {line["name"]: _fact(line) for line in engine().book["facts"]}


def make(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the plan for the answers of the pages.

    Raises:
        BadAnswers: if two of them cannot both be true.
    """
    return here.planner().plan(_as_facts(answers)).as_dict()


def questions(answers: Mapping[str, Any]) -> list[str]:
    """Return the questions still worth asking, safety first."""
    return next_questions(_as_facts(answers))


def could_change(answers: Mapping[str, Any]) -> list[str]:
    """Return the open or unsure questions whose answer could still change the plan."""
    given = {name: value for name, value in _as_facts(answers).items() if value != "unknown"}
    return list(questions_left(given))


def conflict(answers: Mapping[str, Any]) -> str | None:
    """Return the question whose answer does not fit with the others, if there is one."""
    try:
        questions(answers)
    except BadAnswers as bad:
        return bad.faults[0].field
    return None


def asks_for_more(answers: Mapping[str, Any]) -> bool:
    """Whether somebody threatens or demands: then "will it stop if I pay?" is answered."""
    demand = answers.get("demand")
    return answers.get("threat") in ("implied", "explicit") or bool(
        isinstance(demand, list) and demand
    )


def _fact(line: dict[str, Any]) -> Fact:
    values = tuple(str(value) for value in line["values"] or ())
    return Fact(
        name=line["name"],
        values=values,
        many=line["kind"] == "list",
        absent=line["absent"],
        asked_of=tuple(line["asked_of"] or ()),
    )


def _as_facts(answers: Mapping[str, Any]) -> dict[str, Any]:
    given = dict(answers)
    for name, value in answers.items():
        if isinstance(value, str) and value in UNSAID:
            given[name] = "unknown"
    if "child_age" in given:
        given["child_age"] = AGES.get(given["child_age"], "unknown")
    return given
