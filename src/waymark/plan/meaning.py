# SPDX-License-Identifier: Apache-2.0
"""What a rule book means: one decision diagram per name, per action and for the first action.

Everything `prove`, `diff` and `questions_left` say is read off these diagrams.
"""

from __future__ import annotations

import sys
from functools import cached_property
from typing import Any

from waymark.plan.diagram import FALSE, TRUE, Diagrams

__all__ = ["Meaning"]

Clause = list[list[int]]


class Meaning:
    """The diagrams of one compiled rule book, over its inputs.

    Args:
        book: the compiled rule book.
        store: a store to share with another rule book over the same inputs (for `diff`).
    """

    def __init__(self, book: dict[str, Any], store: Diagrams | None = None) -> None:
        sys.setrecursionlimit(max(sys.getrecursionlimit(), 10_000))
        self.book = book
        self.variables: list[dict[str, Any]] = book["variables"]
        self.inputs: int = book["inputs"]
        sizes = [len(variable["values"]) for variable in self.variables[: self.inputs]]
        self.store = store or Diagrams(sizes)
        self.value = [self.store.value(at) for at in range(self.inputs)]
        self._literals: dict[tuple[int, int], int] = {}
        self.value += [FALSE] * (len(self.variables) - self.inputs)
        for made in book["derived"]:
            self.value[made["variable"]] = self._derive(made)

    def _derive(self, made: dict[str, Any]) -> int:
        """A reading starts from the answer given; a condition from its default."""
        found: int = self.value[made["input"]] if "input" in made else made["default"]
        for value, clauses in reversed(made["cases"]):
            found = self.store.choose(self.holds(clauses), value, found)
        return found

    def literal(self, variable: int, mask: int) -> int:
        """True where the variable (answer, reading or condition) has a value of the mask."""
        key = (variable, mask)
        if key not in self._literals:
            self._literals[key] = self.store.among(self.value[variable], mask)
        return self._literals[key]

    def holds(self, clauses: list[Clause]) -> int:
        """True where one of the lines holds."""
        return self.store.any(
            self.store.all(self.literal(*pair) for pair in clause) for clause in clauses
        )

    @cached_property
    def fires(self) -> list[int]:
        """Per rule: where it holds."""
        return [
            self.store.both(self.holds(rule["when"]), self.store.negate(self.holds(rule["unless"])))
            for rule in self.book["rules"]
        ]

    @cached_property
    def actions(self) -> list[int]:
        """Per action: the answers whose plan has it (`always`, or added and not vetoed)."""
        kept: list[list[int]] = [[] for _ in self.book["actions"]]
        added: list[list[int]] = [[] for _ in self.book["actions"]]
        vetoed: list[list[int]] = [[] for _ in self.book["actions"]]
        for rule, fires in zip(self.book["rules"], self.fires, strict=True):
            for strength, where in (("always", kept), ("add", added), ("veto", vetoed)):
                for action in rule[strength]:
                    where[int(action)].append(fires)
        store = self.store
        rows = zip(kept, added, vetoed, strict=True)
        return [
            store.either(store.any(k), store.both(store.any(a), store.negate(store.any(v))))
            for k, a, v in rows
        ]

    @cached_property
    def first(self) -> list[int]:
        """Per action: where it is the first action."""
        found = [FALSE] * len(self.book["actions"])
        open_ = TRUE
        for row in self.book["first"]:
            here = self.store.both(open_, self.holds(row["when"]))
            found[row["action"]] = self.store.either(found[row["action"]], here)
            open_ = self.store.both(open_, self.store.negate(here))
        return found

    @cached_property
    def admitted(self) -> int:
        """The answers that do not contradict each other."""
        clashes = (self.holds(one["when"]) for one in self.book["contradictions"])
        return self.store.negate(self.store.any(clashes))
