# SPDX-License-Identifier: Apache-2.0
"""Reviewed texts as the pages show them: questions, options, the words round a plan."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from waymark.web import pseudo
from waymark.web.public import places
from waymark.web.public.places import COMPILED

__all__ = ["Option", "Question", "change", "page_text", "question"]


@dataclass(frozen=True)
class Option:
    """One answer a visitor may choose."""

    value: str
    label: str


@dataclass(frozen=True)
class Question:
    """The words of one question."""

    title: str
    hint: str
    why: str
    options: tuple[Option, ...]

    def label(self, value: str) -> str:
        """Return the words of one answer."""
        return next((one.label for one in self.options if one.value == value), _plain(value))


@lru_cache(maxsize=1)
def _texts() -> dict[str, Any]:
    texts: dict[str, Any] = json.loads((COMPILED / "text.en.json").read_text("utf-8"))
    return texts


def change(text: str | None) -> str:
    """Return a reviewed text in the language of the page."""
    return pseudo.change(text or "", get_language() or "en")


def question(
    audience: str,
    name: str,
    values: tuple[str, ...] = (),
    *,
    friend: bool = False,
    again: bool = False,
) -> Question:
    """Return the words of a question for an audience.

    Args:
        audience: who is asked.
        name: the fact that is asked for.
        values: what may be answered, where a text names no options.
        friend: whether it happened to somebody else, a friend.
        again: whether it is asked once more before the plan is left.
    """
    found = _texts()["questions"].get(audience, {}).get(name, {})
    options = found.get("options") or {value: _plain(value) for value in values}
    if friend and (theirs := found.get("witness")):
        options = options | theirs.get("options", {})
        found = {**found, "hint": theirs.get("hint"), "title": theirs["title"]}
    elif again and found.get("title_again"):
        found = {**found, "title": found["title_again"]}
    return Question(
        title=change(found.get("title") or f"{_plain(name)}?"),
        hint=change(found.get("hint")),
        why=change(found.get("why")),
        options=tuple(Option(value, change(label)) for value, label in options.items()),
    )


def page_text(page: str, *keys: str, country: str | None = None) -> Any:
    """Return a part of start.yaml or plan.yaml with its placeholders filled in."""
    found: Any = _texts()[page]
    for key in keys:
        found = found[key]
    filled = {
        "{emergency}": places.emergency_words(country),
        "{country}": places.name_of(country) if country else _("your country"),
    }
    return _shown(found, filled)


def _shown(found: Any, filled: dict[str, str]) -> Any:
    if isinstance(found, dict):
        return {key: _shown(part, filled) for key, part in found.items()}
    if isinstance(found, list):
        return [_shown(part, filled) for part in found]
    if isinstance(found, str):
        found = change(found)
        for place, words in filled.items():
            found = found.replace(place, words)
    return found


def _plain(code: str) -> str:
    return code.replace("_", " ").capitalize()
