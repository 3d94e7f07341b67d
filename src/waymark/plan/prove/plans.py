# SPDX-License-Identifier: Apache-2.0
"""How many different plans there are: the exact number of distinct (steps, first action).

Every answer vector leads to one plan, and very many lead to the same one, so plans cannot be
counted by counting answers. What is counted is the image of all admitted answers: which
combinations of "has this step" occur at all.

The rules are laid out as a net of small relations: one ties each condition to what it is made
from, one ties each step to the conditions its rules read. Then, in turn:

- what people answer, and conditions, are forgotten ("there is a value such that ..."), those with
  the smallest neighbourhood first, as long as the relation that is left stays small;
- relations that share nothing are counted apart, and their counts multiplied;
- where forgetting would grow too large, one step is fixed to "in the plan" and to "not in it", and
  both halves are counted and added. Equal remains are counted once.

Nothing is sampled and nothing estimated: the limits only decide how the work is cut. They do decide
how long it takes: for Waymark's own rules whole plans take many minutes at least (no run has ended
yet), while beginnings (`phases=BEGINNING`) and any single phase are counted in seconds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from waymark.plan.diagram import FALSE, TERMINALS, TRUE, Diagrams
from waymark.plan.meaning import Meaning

__all__ = ["BEGINNING", "count_plans"]

BEGINNING = (0, 1, 2, 3)
LIMIT = 50_000
GROWTH = 4
Relations = frozenset[int]


def count_plans(meaning: Meaning, phases: Collection[int] | None = None, limit: int = LIMIT) -> int:
    """The number of distinct plans over all admitted answers.

    Args:
        meaning: the diagrams of a rule book.
        phases: count plans as far as these phases show them (and the first action, wherever it
            stands); two plans that differ elsewhere count as one, two plans for different
            audiences as two. All phases if not given: then the count is of whole plans.
        limit: how large a relation may grow before the work is cut in two.
    """
    shown = [
        at
        for at, one in enumerate(meaning.book["actions"])
        if phases is None or one["phase"] in phases
    ]
    total = 0
    for fixed in _slices(meaning):
        net = _Net(meaning, shown, fixed)
        total += _Counter(net.store, net.steps, limit).plans(net.relations)
    return total


def _slices(meaning: Meaning) -> Iterator[dict[int, int]]:
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


class _Net:
    """The relations between answers, conditions and steps once some answers are fixed."""

    def __init__(self, meaning: Meaning, shown: list[int], fixed: dict[int, int]) -> None:
        self.meaning = meaning
        self.fixed = fixed
        self.made = {one["variable"]: one for one in meaning.book["derived"]}
        self.flat = [meaning.store.fix(one, fixed) for one in meaning.value]
        self.outputs = self._distinct(shown)
        self.at: dict[tuple[str, int], int] = {}
        self.store = _Bounded(self._places())
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


class _TooLarge(Exception):
    """A relation would grow beyond the limit."""


class _Bounded(Diagrams):
    """Diagrams that refuse to grow beyond a number of nodes."""

    most = 1 << 60

    def node(self, variable: int, branches: tuple[int, ...]) -> int:
        found = super().node(variable, branches)
        if found >= self.most:
            raise _TooLarge
        return found

    def both_without(
        self, left: int, right: int, variable: int, seen: dict[tuple[int, int], int]
    ) -> int:
        """Both, and the variable forgotten, in one walk."""
        if left == FALSE or right == FALSE:
            return FALSE
        top = min(self.asks[left], self.asks[right])
        if top > variable:
            return self.both(left, right)
        key = (left, right) if left < right else (right, left)
        found = seen.get(key)
        if found is None:
            parts = zip(self.split(top, left), self.split(top, right), strict=True)
            branches = tuple(self.both_without(one, two, variable, seen) for one, two in parts)
            found = seen[key] = (
                self.any(set(branches)) if top == variable else self.node(top, branches)
            )
        return found


class _Counter:
    """Counts the combinations of steps that a net of relations allows."""

    def __init__(self, store: _Bounded, steps: set[int], limit: int) -> None:
        self.store = store
        self.steps = steps
        self.limit = limit
        self._known: dict[Relations, int] = {}
        self._supports: dict[int, frozenset[int]] = {}
        self._hopeless: set[tuple[int, Relations]] = set()

    def plans(self, relations: Relations) -> int:
        """How many combinations of all steps there are."""
        return self._free(relations, self.steps) if FALSE not in relations else 0

    def _free(self, relations: Relations, steps: Collection[int]) -> int:
        """The count over the given steps; those no relation mentions may be either way."""
        left = self._forgotten(relations)
        if FALSE in left:
            return 0
        total = 1 << len(set(steps) - self._mentioned(left))
        for group in self._groups(left):
            total *= self._counted(group)
        return total

    def _counted(self, group: Relations) -> int:
        """The count over the steps these connected relations mention."""
        if group not in self._known:
            steps = self._mentioned(group)
            found = self._at_once(group, steps)
            self._known[group] = self._cut(group, steps) if found is None else found
        return self._known[group]

    def _at_once(self, group: Relations, steps: set[int]) -> int | None:
        """The count where only steps are left and their relation stays small, or none is left."""
        if not steps:
            return int(self.store.all(sorted(group)) != FALSE)
        if any(not self._support(one) <= steps for one in group):
            return None
        whole = self._bounded(sorted(group), None)
        if whole is None:
            return None
        return self.store.count(
            whole,
            [
                [1] * size if at in steps else [1] + [0] * (size - 1)
                for at, size in enumerate(self.store.sizes)
            ],
        )

    def _cut(self, group: Relations, steps: set[int]) -> int:
        """Fix one step both ways, and add."""
        step = self._telling(group, steps)
        total = 0
        for value in (0, 1):
            halves = (
                self.store.fix(one, {step: value}) if step in self._support(one) else one
                for one in group
            )
            kept = frozenset(halves) - {TRUE}
            if FALSE not in kept:
                total += self._free(kept, steps - {step})
        return total

    def _telling(self, group: Relations, steps: set[int]) -> int:
        """The step tied to widely read conditions by the smallest relation: it says most."""
        load: dict[int, int] = {}
        sizes = {one: self.store.size([one]) for one in group}
        for one in group:
            for at in self._support(one):
                load[at] = load.get(at, 0) + sizes[one]
        score = dict.fromkeys(steps, 0.0)
        for one in group:
            hidden = [at for at in self._support(one) if at not in steps]
            worth = sum(load[at] for at in hidden) / max(1, len(hidden)) / sizes[one]
            for at in self._support(one) & steps:
                score[at] = max(score[at], worth)
        return max(score, key=lambda at: (score[at], -at))

    # -- forgetting -----------------------------------------------------------------------------

    def _forgotten(self, relations: Relations) -> Relations:
        """Narrow and forget whatever can be forgotten within the limit."""
        left = set(relations)
        while True:
            left = self._narrowed(left)
            if FALSE in left or not self._forget_some(left):
                return frozenset(left)

    def _narrowed(self, left: set[int]) -> set[int]:
        """Where a relation only limits one name's values, limit them in the others instead."""
        while FALSE not in left:
            left.discard(TRUE)
            alone = next(
                (
                    one
                    for one in left
                    if len(self._support(one)) == 1 and not self._support(one) & self.steps
                ),
                None,
            )
            if alone is None:
                return left
            left.discard(alone)
            (at,) = self._support(alone)
            for other in [one for one in left if at in self._support(one)]:
                left.discard(other)
                left.add(self._limited(other, alone, at))
        return {FALSE}

    def _limited(self, relation: int, alone: int, at: int) -> int:
        values = [
            value for value, branch in enumerate(self.store.branches[alone]) if branch == TRUE
        ]
        if len(values) == 1:
            return self.store.fix(relation, {at: values[0]})
        return self.store.both(relation, alone)

    def _forget_some(self, left: set[int]) -> bool:
        """One round over all names, smallest neighbourhood first; whether any was forgotten."""
        waiting = set().union(*(self._support(one) for one in left)) - self.steps if left else set()
        any_ = False
        while waiting:
            at = min(waiting, key=lambda name: (self._neighbours(left, name), name))
            waiting.discard(at)
            around = frozenset(one for one in left if at in self._support(one))
            found = (
                None
                if (at, around) in self._hopeless or not around
                else self._bounded(sorted(around), at)
            )
            if found is None:
                self._hopeless.add((at, around))
                continue
            left -= around
            left.add(found)
            any_ = True
            if found == FALSE or len(self._support(found)) <= 1:
                break
        return any_

    def _neighbours(self, left: set[int], name: int) -> int:
        return len(set().union(*(self._support(one) for one in left if name in self._support(one))))

    def _bounded(self, relations: Iterable[int], forget: int | None) -> int | None:
        """All relations together, a name forgotten; nothing if that grows beyond the limit."""
        store, parts = self.store, sorted(relations, key=lambda one: self.store.size([one]))
        store.most = len(store.asks) + GROWTH * self.limit
        try:
            if forget is None:
                return store.all(parts)
            found = parts[0]
            for one in parts[1:-1]:
                found = store.both(found, one)
            last = parts[-1] if len(parts) > 1 else TRUE
            found = store.both_without(found, last, forget, {})
        except _TooLarge:
            return None
        finally:
            store.most = 1 << 60
        return found if len(parts) == 1 or store.size([found]) <= self.limit else None

    def _groups(self, relations: Relations) -> list[Relations]:
        """Relations that share a name or a step, directly or through others, stand together."""
        groups: list[tuple[set[int], set[int]]] = []
        for one in sorted(relations):
            names, members = set(self._support(one)), {one}
            apart = []
            for other, those in groups:
                if other & names:
                    names |= other
                    members |= those
                else:
                    apart.append((other, those))
            groups = [*apart, (names, members)]
        return [
            frozenset(members) for names, members in sorted(groups, key=lambda group: len(group[0]))
        ]

    def _mentioned(self, relations: Iterable[int]) -> set[int]:
        return {at for one in relations for at in self._support(one) if at in self.steps}

    def _support(self, relation: int) -> frozenset[int]:
        if relation not in self._supports:
            self._supports[relation] = frozenset(self.store.support([relation]))
        return self._supports[relation]
