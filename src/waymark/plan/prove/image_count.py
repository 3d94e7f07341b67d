# SPDX-License-Identifier: Apache-2.0
"""Counts the combinations of steps of a net with binary diagrams that reorder themselves.

Every name becomes one or more yes/no variables. Answers and conditions are forgotten one after the
other, the one with the fewest others around it first; whenever the diagrams have doubled, their
variables are put into a better order. What is left speaks of steps only, and its models are
counted in whole numbers. The package (`dd` with CUDD) is part of the extra `verify`.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import Any

from waymark.plan.prove.plan_net import Net

__all__ = ["combinations"]

# Putting variables in order pays while diagrams are middling; later it costs more than it saves.
WORTH_ORDERING = range(2_000, 200_000)


def combinations(net: Net) -> int | None:
    """How many combinations of the net's steps there are; none without the package."""
    try:
        from dd import cudd
    except ImportError:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image = _Image(cudd, net)
        image.forget_all()
        return image.count()


class _Image:
    """The relations that are left, each with the variables it mentions."""

    def __init__(self, package: Any, net: Net) -> None:
        self.package = package
        self.store = package.BDD()
        self.store.configure(reordering=False)
        self.bits = [
            [f"v{at}_{bit}" for bit in range(max(1, (size - 1).bit_length()))]
            for at, size in enumerate(net.store.sizes)
        ]
        self.store.declare(*(bit for bits in self.bits for bit in bits))
        self.steps = {self.bits[at][0] for at in net.steps}
        known = {0: self.store.false, 1: self.store.true}
        self.left = [
            self._with_support(self._binary(net, one, known)) for one in sorted(net.relations)
        ]
        self.ordered_at = 0

    def _with_support(self, relation: Any) -> tuple[Any, frozenset[str]]:
        return relation, frozenset(self.store.support(relation))

    def _binary(self, net: Net, diagram: int, known: dict[int, Any]) -> Any:
        """The same relation over bits; codes beyond the last value mean the last value."""
        if diagram not in known:
            branches = [self._binary(net, one, known) for one in net.store.branches[diagram]]
            bits = self.bits[net.store.asks[diagram]]
            layer = [branches[min(code, len(branches) - 1)] for code in range(1 << len(bits))]
            for bit in reversed(bits):
                asked = self.store.var(bit)
                pairs = zip(layer[1::2], layer[::2], strict=True)
                layer = [self.store.ite(asked, yes, no) for yes, no in pairs]
            (known[diagram],) = layer
        return known[diagram]

    def forget_all(self) -> None:
        """Forget everything that is not a step."""
        while waiting := _union(names for _, names in self.left) - self.steps:
            self._forget(min(waiting, key=lambda name: (self._around(name), name)))
            self._order()

    def _around(self, name: str) -> tuple[int, int]:
        """How many others that will be forgotten, and how many names in all, stand around it."""
        names = _union(names for _, names in self.left if name in names)
        return len(names - self.steps), len(names)

    def _forget(self, name: str) -> None:
        """Join all relations that mention the name, and forget all that only they mention."""
        joined = [one for one in self.left if name in one[1]]
        others = [one for one in self.left if name not in one[1]]
        alone = _union(names for _, names in joined) - self.steps
        alone -= _union(names for _, names in others)
        parts = sorted((one for one, _ in joined), key=lambda one: one.dag_size)
        found = self.store.true
        for one in parts[:-1]:
            found &= one
        found = self.package.and_exists(found, parts[-1], sorted(alone))
        self.left = [*others, self._with_support(found)]

    def _order(self) -> None:
        size = len(self.store)
        if size > 2 * self.ordered_at and size in WORTH_ORDERING:
            self.store.reorder()
            self.ordered_at = max(len(self.store), WORTH_ORDERING.start)

    def count(self) -> int:
        """Relations left share no step or are joined first; steps none mentions may be either."""
        total = 1
        free = set(self.steps)
        while self.left:
            whole, names = self.left.pop()
            for one in [one for one in self.left if one[1] & names]:
                self.left.remove(one)
                self.left.append(self._with_support(whole & one[0]))
                break
            else:
                free -= names
                total *= self._models(whole, names)
        return total << len(free)

    def _models(self, whole: Any, names: Iterable[str]) -> int:
        """Count over the given names, exactly (the package itself counts in floating point)."""
        order = sorted(names, key=self.store.level_of_var)
        rank = {self.store.level_of_var(name): at for at, name in enumerate(order)}
        known: dict[int, int] = {}

        def from_rank(diagram: Any, at: int) -> int:
            """Models over the names from this rank on."""
            if diagram.var is None:
                return 0 if diagram == self.store.false else 1 << len(order) - at
            own = rank[diagram.level]
            key = int(diagram)
            if key not in known:
                low, high = diagram.low, diagram.high
                if diagram.negated:
                    low, high = ~low, ~high
                known[key] = from_rank(low, own + 1) + from_rank(high, own + 1)
            return known[key] << own - at

        return from_rank(whole, 0)


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)
