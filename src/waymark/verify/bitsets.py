# SPDX-License-Identifier: Apache-2.0
"""Counts by walking: every combination of the answers a node reads, 64 in each machine word.

The inputs that stand in the node are numbered through like the digits of a clock; the last ones
make up a block, in which each test of an answer is a row of bits and each gate one operation on
rows. The first ones are given value by value, block after block.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from waymark.verify.circuit import FALSE, TRUE, Circuit, Leaf

__all__ = ["Projection", "plan_walk", "walk"]

Words = NDArray[np.uint64]
BLOCK = 2**20
BITS = 64


@dataclass(frozen=True)
class Projection:
    """What is walked: inputs fixed block by block, inputs inside a block, the rest outside.

    Attributes:
        outer: inputs given value by value; weighted inputs are always among them.
        inner: inputs whose combinations make up one block.
        beside: inputs the node does not read, but which may contradict one it reads.
        idle: in how many ways the answers nobody mentions can be given.
    """

    outer: tuple[int, ...]
    inner: tuple[int, ...]
    beside: tuple[int, ...]
    idle: int
    blocks: int
    vectors: int


def plan_walk(
    circuit: Circuit, root: int, admitted: int, weights: Sequence[Sequence[int]]
) -> Projection:
    """Split the inputs of a node into blocks, so that a weight is the same all over a block."""
    own, linked = circuit.inputs(root), set(circuit.inputs(admitted))
    outer = [at for at in own if at in linked or len(set(weights[at])) > 1]
    inner = [at for at in own if at not in outer]
    sizes = circuit.sizes
    while math.prod(sizes[at] for at in inner) > BLOCK:
        outer.append(inner.pop(0))
    beside = tuple(sorted(linked - set(own)))
    idle = math.prod(
        sum(weights[at]) for at in range(len(sizes)) if at not in linked and at not in own
    )
    blocks = math.prod(sizes[at] for at in outer)
    return Projection(
        tuple(outer),
        tuple(inner),
        beside,
        idle,
        blocks,
        blocks * math.prod(sizes[at] for at in inner),
    )


def walk(
    circuit: Circuit, root: int, admitted: int, weights: Sequence[Sequence[int]], over: Projection
) -> int:
    """How many admitted combinations of all inputs make the node true."""
    block = _Block(circuit, root, over.inner)
    total = 0
    for values in itertools.product(*(range(circuit.sizes[at]) for at in over.outer)):
        given = dict(zip(over.outer, values, strict=True))
        weight = math.prod(weights[at][value] for at, value in given.items())
        free = _admitted(circuit, circuit.fix(admitted, given), over.beside, weights)
        if weight and free:
            total += weight * free * block.true(given)
    return total * over.idle


def _admitted(
    circuit: Circuit, admitted: int, beside: Sequence[int], weights: Sequence[Sequence[int]]
) -> int:
    """In how many ways the answers beside the projection can be given without contradiction."""
    asked = circuit.inputs(admitted)
    total = math.prod(sum(weights[at]) for at in beside if at not in asked)
    if admitted in {FALSE, TRUE}:
        return total * admitted
    return total * sum(
        math.prod(weights[at][value] for at, value in zip(asked, values, strict=True))
        for values in itertools.product(*(range(circuit.sizes[at]) for at in asked))
        if circuit.fix(admitted, dict(zip(asked, values, strict=True)))
    )


class _Block:
    """All combinations of the inner inputs as bits, and a program of gates over them."""

    def __init__(self, circuit: Circuit, root: int, inner: Sequence[int]) -> None:
        self.size = math.prod(circuit.sizes[at] for at in inner)
        self.program = list(_program(circuit, root))
        self.rows: dict[tuple[int, int], Words] = {}
        stride = self.size
        numbers = np.arange(self.size, dtype=np.int64)
        for at in inner:
            stride //= circuit.sizes[at]
            digits = numbers // stride % circuit.sizes[at]
            for mask in {
                mask for _, kind, mask, parts in self.program if kind == "leaf" and parts == (at,)
            }:
                self.rows[at, mask] = _packed(
                    np.array(
                        [mask >> value & 1 for value in range(circuit.sizes[at])], dtype=np.bool_
                    )[digits]
                )
        self.whole = _packed(np.ones(self.size, dtype=np.bool_))

    def true(self, given: dict[int, int]) -> int:
        """How many combinations of the block are true once the outer inputs are given."""
        made: dict[int, Words | bool] = {}
        at = FALSE
        for at, kind, mask, parts in self.program:
            if kind == "leaf":
                value = given.get(parts[0])
                made[at] = self.rows[parts[0], mask] if value is None else bool(mask >> value & 1)
            elif kind == "not":
                part = made[parts[0]]
                made[at] = (not part) if isinstance(part, bool) else ~part
            else:
                made[at] = _joined(kind == "and", [made[part] for part in parts])
        found = made[at]
        if isinstance(found, bool):
            return self.size if found else 0
        return int(np.bitwise_count(found & self.whole).sum())


Step = tuple[int, str, int, tuple[int, ...]]


def _program(circuit: Circuit, root: int) -> Iterator[Step]:
    for at in circuit.cone(root):
        node = circuit.nodes[at]
        yield (
            (at, "leaf", node.mask, (node.input,))
            if isinstance(node, Leaf)
            else (at, node.kind, 0, node.of)
        )


def _joined(every: bool, parts: list[Words | bool]) -> Words | bool:
    """The and (or the or) of rows; a part that is the same all over the block is no row."""
    rows = [part for part in parts if not isinstance(part, bool)]
    if any(part is not every for part in parts if isinstance(part, bool)):
        return not every
    if not rows:
        return every
    if len(rows) == 1:
        return rows[0]
    join: Callable[..., Words] = np.bitwise_and if every else np.bitwise_or
    out = join(rows[0], rows[1])
    for row in rows[2:]:
        join(out, row, out=out)
    return out


def _packed(truth: NDArray[np.bool_]) -> Words:
    """Bits in words; the last word is filled up with zeros."""
    padded = np.zeros(-(-truth.size // BITS) * BITS, dtype=np.bool_)
    padded[: truth.size] = truth
    words: Words = np.packbits(padded).view(np.uint64)
    return words
