# SPDX-License-Identifier: Apache-2.0
"""Random answers that the reader accepts, as people would give them."""

from __future__ import annotations

from random import Random
from typing import Any

from waymark.plan.answers import BadAnswers, Reader

__all__ = ["RandomAnswers"]


class RandomAnswers:
    """Draws answers from the fact dictionary of a rule book.

    Args:
        book: the compiled rule book.
        seed: the same seed gives the same answers.
    """

    def __init__(self, book: dict[str, Any], seed: int) -> None:
        self._book = book
        self._reader = Reader(book)
        self._random = Random(seed)

    def draw(self, share: float) -> dict[str, Any]:
        """Answers to about this share of the facts; contradictory ones are drawn again."""
        while True:
            answers = {
                fact["name"]: self._value(fact)
                for fact in self._book["facts"]
                if fact["name"] == "audience" or self._random.random() <= share
            }
            try:
                self._reader.read(answers)
            except BadAnswers:
                continue
            return answers

    def many(self, count: int) -> list[dict[str, Any]]:
        """Answers to all, half and a fifth of the facts, in turn."""
        return [self.draw((1.0, 0.5, 0.2)[at % 3]) for at in range(count)]

    def _value(self, fact: dict[str, Any]) -> Any:
        pick = self._random
        if fact["kind"] == "list":
            return pick.sample(fact["values"], pick.choice((0, 1, 1, 2, 3)))
        if fact["kind"] == "country":
            return pick.choice(pick.choice(self._book["packs"])["countries"])
        if fact["kind"] == "age":
            return pick.choice([10, 15, "18_plus", "unknown"])
        unsure = [] if fact.get("required") else ["unknown"]
        return pick.choice([*fact["values"], *unsure])
