# SPDX-License-Identifier: Apache-2.0
"""The rules as a net of small relations, from which plans are counted.

One relation ties each condition to what it is made from, one ties each step to the conditions its
rules read, and one stands for each contradiction that answers may not contain.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from waymark.plan.diagram import FALSE, TERMINALS, TRUE
from waymark.plan.meaning import Meaning
from waymark.plan.prove.step_count import Bounded

__all__ = ["Net", "slices"]


def slices(meaning: Meaning) -> Iterator[dict[int, int]]:
    """One slice per value of an input that every plan shows (the audience), else one for all.

    Plans of different slices differ in a step that depends on this input alone, so none is counted
    twice.
    """
    store = meaning.store
    outputs = [*meaning.actions, *meaning.first]
    for at in range(meaning.inputs):
        telling = [one for one in outputs if one >= TERMINALS and store.support([one]) == {at}]
        seen = {
            tuple(store.branches[one][value] for one in telling) for value in range(store.sizes[at])
        }
        if len(seen) == store.sizes[at]:
            yield from ({at: value} for value in range(store.sizes[at]))
            return
    yield {}


class Net:
    """The relations between answers, conditions and steps once some answers are fixed."""

    def __init__(self, meaning: Meaning, shown: list[int], fixed: dict[int, int]) -> None:
        self.meaning = meaning
        self.fixed = fixed
        self.made = {one["variable"]: one for one in meaning.book["derived"]}
        self.flat = [meaning.store.fix(one, fixed) for one in meaning.value]
        self.outputs = self._distinct(shown)
        self.at: dict[tuple[str, int], int] = {}
        self.store = Bounded(self._places())
        self.steps: set[int] = set()
        self._read: set[int] = set()
        self.relations = frozenset(self._relations())

    def _distinct(self, shown: list[int]) -> dict[int, tuple[str, int]]:
        """Steps that vary, once each: one that always comes with another adds no plan."""
        store = self.meaning.store
        rows = [
            *(("action", at, self.meaning.actions[at]) for at in shown),
            *(("first", at, one) for at, one in enumerate(self.meaning.first)),
        ]
        found: dict[int, tuple[str, int]] = {}
        for kind, at, diagram in rows:
            here = store.fix(diagram, self.fixed)
            if here >= TERMINALS:
                found.setdefault(min(here, store.negate(here)), (kind, at))
        return found

    def _places(self) -> list[int]:
        """A variable stands right after the last answer it depends on; the sizes in that order."""
        store, values = self.meaning.store, self.meaning.variables
        places = [
            (at, 0, 0, "name", at) for at in range(self.meaning.inputs) if at not in self.fixed
        ]
        places += [
            (max(store.support([self.flat[at]])), 1, at, "name", at)
            for at in self.made
            if self.flat[at] >= TERMINALS
        ]
        for diagram in self.outputs:
            reads = store.support([diagram])
            places.append((max(reads), 2, len(reads), "step", diagram))
        places.sort()
        self.at = {(kind, which): place for place, (*_, kind, which) in enumerate(places)}
        return [2 if kind == "step" else len(values[which]["values"]) for *_, kind, which in places]

    def _relations(self) -> Iterator[int]:
        names = self._same_names()
        for diagram, (kind, at) in self.outputs.items():
            if diagram in names:
                self._read.add(names[diagram])
                self.steps.add(self.at["name", names[diagram]])
            else:
                place = self.at["step", diagram]
                self.steps.add(place)
                truth = self._action(at) if kind == "action" else self._first(at)
                yes, no = self.store.variable(place, 2), self.store.variable(place, 1)
                yield self.store.choose(truth, yes, no)
        for clash in self.meaning.book["contradictions"]:
            yield self.store.negate(self._holds(clash["when"]))
        done: set[int] = set()
        while open_ := self._read - done:
            at = max(open_)
            done.add(at)
            if at in self.made:
                yield self._define(at)

    def _same_names(self) -> dict[int, int]:
        """Steps that are in the plan exactly where a yes/no name holds, or does not."""
        store = self.meaning.store
        found: dict[int, int] = {}
        for at, diagram in enumerate(self.flat):
            if diagram >= TERMINALS and len(self.meaning.variables[at]["values"]) == 2:
                found.setdefault(min(diagram, store.negate(diagram)), at)
        return {diagram: at for diagram, at in found.items() if diagram in self.outputs}

    def _literal(self, at: int, mask: int) -> int:
        if self.flat[at] < TERMINALS:
            return mask >> self.flat[at] & 1
        self._read.add(at)
        return self.store.variable(self.at["name", at], mask)

    def _holds(self, clauses: list[list[list[int]]]) -> int:
        return self.store.any(
            self.store.all(self._literal(*pair) for pair in clause) for clause in clauses
        )

    def _action(self, at: int) -> int:
        found: dict[str, list[int]] = {"always": [], "add": [], "veto": []}
        for rule in self.meaning.book["rules"]:
            strengths = [key for key in found if at in rule[key] or str(at) in rule[key]]
            if strengths:
                fires = self.store.both(
                    self._holds(rule["when"]), self.store.negate(self._holds(rule["unless"]))
                )
                for key in strengths:
                    found[key].append(fires)
        always, added, vetoed = (self.store.any(found[key]) for key in ("always", "add", "veto"))
        return self.store.either(always, self.store.both(added, self.store.negate(vetoed)))

    def _first(self, at: int) -> int:
        found, open_ = FALSE, TRUE
        for row in self.meaning.book["first"]:
            here = self.store.both(open_, self._holds(row["when"]))
            if row["action"] == at:
                found = self.store.either(found, here)
            open_ = self.store.both(open_, self.store.negate(here))
            if open_ == FALSE:
                break
        return found

    def _define(self, at: int) -> int:
        """The relation between a reading or condition and what it is made from."""
        made: dict[str, Any] = self.made[at]
        found = made["default"]
        if "input" in made:
            given = self.flat[made["input"]]
            self._read.add(made["input"])
            found = given if given < TERMINALS else self.store.value(self.at["name", made["input"]])
        for value, clauses in reversed(made["cases"]):
            found = self.store.choose(self._holds(clauses), value, found)
        place = self.at["name", at]
        values = range(self.store.sizes[place])
        here = (
            self.store.both(self.store.among(found, 1 << v), self.store.variable(place, 1 << v))
            for v in values
        )
        return self.store.any(here)
