# SPDX-License-Identifier: Apache-2.0
"""What a change of the rules changes in plans: exact counts and the shortest example of each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from waymark.content.strict import ContentFault
from waymark.plan.author import rule_book
from waymark.plan.diagram import FALSE
from waymark.plan.meaning import Meaning
from waymark.plan.prove.claims import Space
from waymark.plan.prove.report import weights

__all__ = ["diff"]


def diff(old: Path, new: Path) -> dict[str, Any]:
    """Compare two folders of rule files (a file missing in one is Waymark's own).

    Returns:
        `{"vectors_changed": N, "actions": [{"action", "gained", "lost", "first_gained",
        "first_lost", "example"}]}`:
        for how many answers some step or the first step differs, and per action for how
        many it comes or
        goes; the example is the shortest set of answers that shows a difference.

    Raises:
        ContentFault: if a rule file cannot be read, or the two ask different questions.
    """
    books = rule_book(old, draft=True), rule_book(new, draft=True)
    inputs = [book["variables"][: book["inputs"]] for book in books]
    if inputs[0] != inputs[1]:
        raise ContentFault(
            new / "facts.yaml",
            1,
            "the two rule books ask different questions; compare rules over the same facts",
        )
    before = Meaning(books[0])
    return _Comparison(before, Meaning(books[1], before.store)).report()


class _Comparison:
    def __init__(self, before: Meaning, after: Meaning) -> None:
        self.before, self.after = before, after
        self.store = before.store
        self.space = Space(before)
        self.weights = weights(before.book)
        self.changed = FALSE

    def report(self) -> dict[str, Any]:
        sides = [self._by_id(meaning) for meaning in (self.before, self.after)]
        ids = dict.fromkeys([*sides[0], *sides[1]])
        rows = [
            row
            for id_ in ids
            if (
                row := self._row(
                    id_, sides[0].get(id_, (FALSE, FALSE)), sides[1].get(id_, (FALSE, FALSE))
                )
            )
        ]
        return {"vectors_changed": self._count(self.changed), "actions": rows}

    def _by_id(self, meaning: Meaning) -> dict[str, tuple[int, int]]:
        """Per action: where it is in the plan, and where it is first."""
        ids = (action["id"] for action in meaning.book["actions"])
        here = [self.store.both(meaning.admitted, there) for there in meaning.actions]
        first = [self.store.both(meaning.admitted, there) for there in meaning.first]
        return dict(zip(ids, zip(here, first, strict=True), strict=True))

    def _row(self, id_: str, old: tuple[int, int], new: tuple[int, int]) -> dict[str, Any] | None:
        gained, lost = self._only(new[0], old[0]), self._only(old[0], new[0])
        first_gained, first_lost = self._only(new[1], old[1]), self._only(old[1], new[1])
        differs = self.store.any((gained, lost, first_gained, first_lost))
        if differs == FALSE:
            return None
        self.changed = self.store.either(self.changed, differs)
        return {
            "action": id_,
            "gained": self._count(gained),
            "lost": self._count(lost),
            "first_gained": self._count(first_gained),
            "first_lost": self._count(first_lost),
            "example": self.space.answers(self.store.shortest(differs, self.space.quiet) or {}),
        }

    def _only(self, here: int, not_there: int) -> int:
        return self.store.both(here, self.store.negate(not_there))

    def _count(self, diagram: int) -> int:
        return self.store.count(diagram, self.weights)
