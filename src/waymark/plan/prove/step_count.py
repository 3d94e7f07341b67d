# SPDX-License-Identifier: Apache-2.0
"""Counts the combinations of steps that a net of relations allows, with nothing but our diagrams.

- What is not counted is forgotten ("there is a value such that ..."), names with the smallest
  neighbourhood first, as long as the relation that is left stays small;
- relations that share nothing are counted apart, and their counts multiplied;
- where forgetting would grow too large, one step is fixed to "in the plan" and to "not in it", and
  both halves are counted and added. Equal remains are counted once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from waymark.plan.diagram import FALSE, TRUE, Diagrams

__all__ = ["Bounded", "Counter"]

GROWTH = 4
Relations = frozenset[int]


class _TooLarge(Exception):
    """A relation would grow beyond the limit."""


class Bounded(Diagrams):
    """Diagrams that refuse to grow beyond a number of nodes."""

    most = 1 << 60

    def node(self, variable: int, branches: tuple[int, ...]) -> int:
        """The one node that asks `variable`, unless it is one too many."""
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


class Counter:
    """Counts the combinations of steps that a net of relations allows."""

    def __init__(self, store: Bounded, steps: set[int], limit: int) -> None:
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
