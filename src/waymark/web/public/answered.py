# SPDX-License-Identifier: Apache-2.0
"""Answers in words: for the check page, for "why this step", for what would change the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from waymark.web.public import places, planner, wording
from waymark.web.public.journey import Journey

__all__ = ["Row", "in_words", "open_questions", "rows"]


@dataclass(frozen=True)
class Row:
    """One question with its answer."""

    name: str
    title: str
    answer: str


def rows(visit: Journey) -> Iterator[Row]:
    """Give every question answered so far, in the order of the questions."""
    if "country" in visit.answers:
        yield _row(visit, "country")
    for name in planner.facts():
        if name in visit.answers and name not in ("country", "audience"):
            yield _row(visit, name)


def open_questions(visit: Journey) -> list[Row]:
    """Return the questions whose answer could still change the plan."""
    asked = set(planner.questions({key: visit.answers[key] for key in ("audience",)}))
    unsaid = {name for name, value in visit.answers.items() if value in ("unsure", "private")}
    names = [one for one in planner.could_change(visit.answers) if one in asked | unsaid]
    return [_row(visit, name) for name in names if name != "country"]


def in_words(visit: Journey, name: str, value: Any) -> str:
    """Return an answer as the visitor would say it."""
    if value is None or value == "unknown":
        return _("not answered")
    if value == "unsure":
        return _("I’m not sure")
    if value == "private":
        return _("I’d rather not say")
    if name == "country":
        return places.name_of(value) if places.known(str(value)) else str(value)
    if value == []:
        return _("None of these")
    words = wording.question(visit.audience, name, friend=visit.friend)
    values = value if isinstance(value, list) else [value]
    return " · ".join(words.label(str(one)) for one in values)


def _row(visit: Journey, name: str) -> Row:
    title = wording.question(visit.audience, name, friend=visit.friend).title
    return Row(name, title, in_words(visit, name, visit.answers.get(name)))
