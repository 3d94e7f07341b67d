# SPDX-License-Identifier: Apache-2.0
"""Exact counts over spaces too large to walk: variables summed out of tables one by one.

Every gate is a small table over its parts and its own truth, every input a row of weights. Summing
a variable out of the product of the tables that mention it leaves the count of everything else
unchanged (the distributive law; "variable elimination"). Which variable comes next only decides how
large the arrays get, never the result.

The numbers are 64-bit integers. An entry is the number of weighted combinations of the inputs
summed out so far, so none is larger than the product of the cone's weights; a larger cone is first
cut into slices with one input fixed, and the slices are added as Python integers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from waymark.verify.circuit import FALSE, TRUE, Circuit, Leaf

__all__ = ["TooWide", "count"]

Counts = NDArray[np.int64]
Factor = tuple[tuple[int, ...], Counts]
LARGEST_NUMBER = 2**62
LARGEST_ARRAY = 2**22


class TooWide(ArithmeticError):
    """An array would grow beyond what is sensible; fix an input and try the slices."""


def count(
    circuit: Circuit, root: int, weights: Sequence[Sequence[int]], among: Sequence[int]
) -> int:
    """How many combinations of the inputs `among` make the node true.

    Args:
        circuit: holds the node.
        root: the node.
        weights: per input, how many answers stand behind each value.
        among: the inputs to count over; the node reads no others.
    """
    cone = circuit.inputs(root)
    idle = math.prod(sum(weights[at]) for at in among if at not in set(cone))
    return idle * _sliced(circuit, root, weights, cone) if root != FALSE else 0


def _sliced(circuit: Circuit, root: int, weights: Sequence[Sequence[int]], cone: list[int]) -> int:
    """The count over the cone, cut by the input with most readers until the numbers fit."""
    if root in {TRUE, FALSE}:
        return root
    if math.prod(sum(weights[at]) for at in cone) < LARGEST_NUMBER:
        try:
            return _eliminate(circuit, root, weights)
        except TooWide:
            pass
    cut = _most_read(circuit, root)
    total = 0
    for value, weight in enumerate(weights[cut]):
        rest = [at for at in cone if at != cut]
        total += weight * count(circuit, circuit.fix(root, {cut: value}), weights, rest)
    return total


def _most_read(circuit: Circuit, root: int) -> int:
    readers: dict[int, int] = {}
    for at in circuit.cone(root):
        node = circuit.nodes[at]
        for part in () if isinstance(node, Leaf) else node.of:
            made = circuit.nodes[part]
            if isinstance(made, Leaf):
                readers[made.input] = readers.get(made.input, 0) + 1
    return max(readers, key=lambda at: (readers[at], -at))


def _eliminate(circuit: Circuit, root: int, weights: Sequence[Sequence[int]]) -> int:
    factors, sizes = _factors(circuit, root, weights)
    touching: dict[int, set[int]] = {variable: set() for variable in sizes}
    for at, (scope, _) in factors.items():
        for variable in scope:
            touching[variable].add(at)
    scopes = {variable: _around(variable, touching, factors) for variable in sizes}
    fresh = len(factors)
    result = 1
    while touching:
        variable = min(scopes, key=lambda v: (math.prod(sizes[n] for n in scopes[v]), v))
        scope = tuple(sorted(scopes.pop(variable) - {variable}))
        gathered = [factors.pop(at) for at in sorted(touching.pop(variable))]
        left = _sum_out(variable, scope, gathered, sizes)
        gone = {at for at in range(fresh) if at not in factors}
        for other in scope:
            touching[other] -= gone
        if scope:
            factors[fresh] = (scope, left)
            for other in scope:
                touching[other].add(fresh)
            for other in scope:
                scopes[other] = _around(other, touching, factors)
            fresh += 1
        else:
            result *= int(left)
    return result


def _around(variable: int, touching: dict[int, set[int]], factors: dict[int, Factor]) -> set[int]:
    return {other for at in touching[variable] for other in factors[at][0]}


def _sum_out(
    variable: int, scope: tuple[int, ...], gathered: list[Factor], sizes: dict[int, int]
) -> Counts:
    """The product of the factors over `scope` and the variable, summed over the variable."""
    axes = (*scope, variable)
    if math.prod(sizes[axis] for axis in axes) > LARGEST_ARRAY:
        raise TooWide
    product: Counts = np.ones((1,) * len(axes), dtype=np.int64)
    for own, table in sorted(gathered, key=lambda factor: factor[1].size):
        order = [own.index(axis) for axis in axes if axis in own]
        shape = [sizes[axis] if axis in own else 1 for axis in axes]
        product = product * table.transpose(order).reshape(shape)
    whole = np.broadcast_to(product, [sizes[axis] for axis in axes])
    summed: Counts = whole.sum(axis=-1, dtype=np.int64)
    return summed


# -- tables -------------------------------------------------------------------------------------


def _factors(
    circuit: Circuit, root: int, weights: Sequence[Sequence[int]]
) -> tuple[dict[int, Factor], dict[int, int]]:
    """One table per input and per gate; inputs count up from 0, gates down from -1."""
    made = _Tables(circuit, weights)
    for at in circuit.cone(root):
        made.node(at)
    made.demand(root)
    return dict(enumerate(made.factors)), made.sizes


class _Tables:
    """Turns a circuit into tables; long gates become chains of gates with two parts."""

    def __init__(self, circuit: Circuit, weights: Sequence[Sequence[int]]) -> None:
        self.circuit = circuit
        self.weights = weights
        self.factors: list[Factor] = []
        self.sizes: dict[int, int] = {}
        self._own: dict[int, int] = {}

    def node(self, at: int) -> None:
        node = self.circuit.nodes[at]
        if isinstance(node, Leaf):
            if node.input not in self.sizes:
                self.sizes[node.input] = self.circuit.sizes[node.input]
                self.factors.append(
                    ((node.input,), np.array(self.weights[node.input], dtype=np.int64))
                )
        elif node.kind != "not":
            parts = [self._part(part) for part in node.of]
            while len(parts) > 2:
                parts[:2] = [self._gate(node.kind, parts[0], parts[1])]
            own = self._gate(node.kind, *parts)
            self._own[at] = own[0]

    def demand(self, root: int) -> None:
        """Only combinations that make the root true count."""
        variable, truth = self._part(root)
        self.factors.append(((variable,), truth.astype(np.int64)))

    def _part(self, at: int) -> tuple[int, NDArray[np.bool_]]:
        """A variable, and for which of its values the node is true."""
        node = self.circuit.nodes[at]
        if isinstance(node, Leaf):
            size = self.circuit.sizes[node.input]
            return node.input, np.array(
                [node.mask >> value & 1 for value in range(size)], dtype=np.bool_
            )
        if node.kind == "not":
            variable, truth = self._part(node.of[0])
            return variable, ~truth
        return self._own[at], np.array([False, True])

    def _gate(
        self, kind: str, one: tuple[int, NDArray[np.bool_]], two: tuple[int, NDArray[np.bool_]]
    ) -> tuple[int, NDArray[np.bool_]]:
        own = -1 - sum(1 for variable in self.sizes if variable < 0)
        self.sizes[own] = 2
        if one[0] == two[0]:
            joined = one[1] & two[1] if kind == "and" else one[1] | two[1]
            scope: tuple[int, ...] = (one[0], own)
        else:
            joined = (
                one[1][:, None] & two[1][None, :]
                if kind == "and"
                else one[1][:, None] | two[1][None, :]
            )
            scope = (one[0], two[0], own)
        self.factors.append((scope, np.stack([~joined, joined], axis=-1).astype(np.int64)))
        return own, np.array([False, True])
