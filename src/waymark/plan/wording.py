# SPDX-License-Identifier: Apache-2.0
"""Which reviewed words a person reads for a step. Words are chosen, never made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from waymark.plan.clauses import holds

__all__ = ["Wording"]

PARTS = ("title", "text", "say", "note", "avoid")
THROUGH_LEAD_PHASES = (4, 6)
NO_NUMBER = "your local emergency number"


class Wording:
    """Texts of one language, by action and voice.

    Args:
        texts: the compiled texts.
        book: the compiled rule book, for the names that a variant may ask.
    """

    def __init__(self, texts: Mapping[str, Any], book: Mapping[str, Any]) -> None:
        self.language: str = texts.get("language", "en")
        self._actions = texts["actions"]
        self._through_lead = texts.get("plan", {}).get("through_lead")
        self._contacts = texts.get("plan", {}).get("contacts", {})
        self._names = book["names"]
        self._values = [variable["values"] for variable in book["variables"]]
        self._filled: dict[tuple[str | int | None, ...], dict[str, str | None]] = {}
        self._variants: dict[tuple[str, str], list[tuple[list[list[int]], dict[str, str]]]] = {}

    def voice(self, audience: str, values: Sequence[int]) -> str:
        """Whose words: under 13 only where the age is known to be."""
        if audience != "child":
            return audience
        return "under_13" if self._is(values, "child_age", "under_13") else "young_person"

    def step(
        self, action: str, voice: str, values: Sequence[int], emergency: Sequence[str]
    ) -> dict[str, str | None]:
        """Title, text, first words to say, what to write down, what not to do."""
        words = self._actions.get(action, {}).get(voice)
        if words is None:
            return dict.fromkeys(PARTS) | {"title": action.replace("_", " ")}
        variants = self._of(action, voice, words)
        fitting = next(
            (n for n, (clause, _) in enumerate(variants) if holds([clause], values)), None
        )
        key = (action, voice, fitting, *emergency)
        if key not in self._filled:
            chosen = words if fitting is None else {**words, **variants[fitting][1]}
            numbers = " / ".join(emergency) or NO_NUMBER
            self._filled[key] = {part: _filled(chosen.get(part), numbers) for part in PARTS}
        return self._filled[key]

    def no_service(self, audience: str, country: str | None) -> str | None:
        """What is honest to say where no service of the step's kind is known.

        Args:
            audience: who reads it.
            country: the country's name; None if the person did not say.
        """
        said: str | None = self._contacts.get("no_service" if country else "no_country", {}).get(
            audience
        )
        return said.replace("{country}", country or "") if said else None

    def through_lead(self, audience: str, phase: int, values: Sequence[int]) -> str | None:
        """The sentence in front of steps that a professional takes with or through the lead."""
        if (
            audience != "professional"
            or phase not in THROUGH_LEAD_PHASES
            or self._is(values, "lead", True)
        ):
            return None
        sentence: str | None = self._through_lead
        return sentence

    def _is(self, values: Sequence[int], name: str, value: Any) -> bool:
        number = self._names[name]
        return bool(self._values[number][values[number]] == value)

    def _of(
        self, action: str, voice: str, words: Mapping[str, Any]
    ) -> list[tuple[list[list[int]], dict[str, str]]]:
        key = (action, voice)
        if key not in self._variants:
            self._variants[key] = [
                (self._clause(one["when"]), {part: one[part] for part in PARTS if part in one})
                for one in words.get("variants", [])
            ]
        return self._variants[key]

    def _clause(self, written: Mapping[str, Any]) -> list[list[int]]:
        clause = []
        for name, spec in written.items():
            number = self._names[name]
            chosen = (
                spec["not"]
                if isinstance(spec, dict)
                else spec
                if isinstance(spec, list)
                else [spec]
            )
            mask = sum(1 << at for at, value in enumerate(self._values[number]) if value in chosen)
            whole = (1 << len(self._values[number])) - 1
            clause.append([number, whole & ~mask if isinstance(spec, dict) else mask])
        return clause


def _filled(text: str | None, numbers: str) -> str | None:
    return text.replace("{emergency}", numbers) if text else text
