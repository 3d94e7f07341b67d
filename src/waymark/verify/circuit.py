# SPDX-License-Identifier: Apache-2.0
"""Boolean circuits over answers: the form in which this package holds the rules.

A node is a number. 0 is false and 1 is true; every other node is a test of one answer (`Leaf`), or
the and, or, not of earlier nodes. Equal nodes are made once. There are no branches and no order of
questions here: nothing is shared with the decision diagrams that prove the same rules elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = ["FALSE", "TRUE", "Circuit", "Gate", "Leaf", "Node"]

FALSE, TRUE = 0, 1


@dataclass(frozen=True, slots=True)
class Leaf:
    """True where the answer to one input is among some of its values (bits of the mask)."""

    input: int
    mask: int


@dataclass(frozen=True, slots=True)
class Gate:
    """The and, or, not of other nodes."""

    kind: Literal["and", "or", "not"]
    of: tuple[int, ...]


Node = Leaf | Gate


class Circuit:
    """A growing list of nodes over inputs with the given numbers of values."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = tuple(sizes)
        self.nodes: list[Node] = [Gate("or", ()), Gate("and", ())]
        self._known: dict[Node, int] = {node: at for at, node in enumerate(self.nodes)}

    def leaf(self, at: int, mask: int) -> int:
        """A test of one answer."""
        whole = (1 << self.sizes[at]) - 1
        mask &= whole
        if mask in {0, whole}:
            return TRUE if mask else FALSE
        return self._node(Leaf(at, mask))

    def negate(self, node: int) -> int:
        """True where the node is not."""
        if node in {FALSE, TRUE}:
            return TRUE - node
        made = self.nodes[node]
        if isinstance(made, Leaf):
            return self.leaf(made.input, ~made.mask)
        return made.of[0] if made.kind == "not" else self._node(Gate("not", (node,)))

    def both(self, nodes: Iterable[int]) -> int:
        """True where all are; tests of the same answer become one test."""
        return self._join("and", nodes)

    def either(self, nodes: Iterable[int]) -> int:
        """True where one is."""
        return self._join("or", nodes)

    def _join(self, kind: Literal["and", "or"], nodes: Iterable[int]) -> int:
        idle, decided = (TRUE, FALSE) if kind == "and" else (FALSE, TRUE)
        tests: dict[int, int] = {}
        others: set[int] = set()
        for node in nodes:
            made = self.nodes[node]
            if isinstance(made, Leaf):
                seen = tests.get(made.input)
                meet = (
                    made.mask
                    if seen is None
                    else seen & made.mask
                    if kind == "and"
                    else seen | made.mask
                )
                tests[made.input] = meet
            elif node != idle:
                others.add(node)
        parts = {self.leaf(at, mask) for at, mask in tests.items()} | others
        if decided in parts or any(self.negate(part) in parts for part in others):
            return decided
        parts.discard(idle)
        return (
            parts.pop()
            if len(parts) == 1
            else self._node(Gate(kind, tuple(sorted(parts))))
            if parts
            else idle
        )

    def _node(self, node: Node) -> int:
        if node not in self._known:
            self._known[node] = len(self.nodes)
            self.nodes.append(node)
        return self._known[node]

    def cone(self, root: int) -> list[int]:
        """The nodes a node is made of, itself last, each after its parts."""
        reached: set[int] = set()
        stack = [root]
        while stack:
            at = stack.pop()
            if at not in reached:
                reached.add(at)
                made = self.nodes[at]
                stack.extend(made.of if isinstance(made, Gate) else ())
        return sorted(reached)

    def inputs(self, root: int) -> list[int]:
        """The inputs that stand anywhere in the node, as written: its cone of influence."""
        leaves = (self.nodes[at] for at in self.cone(root))
        return sorted({made.input for made in leaves if isinstance(made, Leaf)})

    def fix(self, root: int, values: Mapping[int, int]) -> int:
        """The node once some answers are given."""
        made: dict[int, int] = {}
        for at in self.cone(root):
            node = self.nodes[at]
            if isinstance(node, Leaf):
                value = values.get(node.input)
                made[at] = at if value is None else node.mask >> value & 1
            elif node.kind == "not":
                made[at] = self.negate(made[node.of[0]])
            else:
                made[at] = self._join(node.kind, (made[part] for part in node.of))
        return made[root]
