# SPDX-License-Identifier: Apache-2.0
"""A third opinion: a SAT solver is asked for answers that a plan must never get.

It counts nothing. It either finds one combination of answers, or has shown that there is none.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, Self

from pysat.solvers import Solver

from waymark.verify.circuit import Circuit, Leaf
from waymark.verify.reading import Reading, read

__all__ = ["sat"]


def sat(rules: Path | None = None, directory: dict[str, Any] | None = None) -> dict[str, Any]:
    """Ask of each forbidden line, action and first action whether any answers lead to it.

    Args:
        rules: a folder of rule files; Waymark's own if not given.
        directory: countries and their flags; the compiled directory if not given.

    Returns:
        `{"method": "sat", "forbidden": {invariant: [answers or null per line]}, "reachable":
        {action: bool}, "first": {action: bool}, "variables", "clauses", "seconds"}`; answers name
        one value per input.
    """
    began = time.perf_counter()
    reading = read(rules, directory)
    with _Question(reading) as ask:
        forbidden = {
            number: [ask.answers(node) for node in nodes]
            for number, nodes in reading.forbidden.items()
        }
        reachable = {action: ask.possible(node) for action, node in reading.actions.items()}
        first = {action: ask.possible(node) for action, node in reading.first.items()}
        size = {"variables": ask.solver.nof_vars(), "clauses": ask.solver.nof_clauses()}
    seconds = round(time.perf_counter() - began, 3)
    return {
        "method": "sat",
        "forbidden": forbidden,
        "reachable": reachable,
        "first": first,
        **size,
        "seconds": seconds,
    }


class _Question:
    """The circuit as clauses: one variable per value of an input, one per node."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.circuit: Circuit = reading.circuit
        self.solver = Solver(name="cadical153")
        self.last = 1
        self.solver.add_clause([1])
        self.values = [[self._fresh() for _ in one.values] for one in reading.inputs]
        for choice in self.values:
            self._exactly_one(choice)
        self._own: dict[int, int] = {0: -1, 1: 1}
        for clash in reading.clashes:
            self.solver.add_clause([-self.literal(clash)])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.solver.delete()

    def possible(self, node: int) -> bool:
        """Whether some admitted answers make the node true."""
        return bool(self.solver.solve(assumptions=[self.literal(node)]))

    def answers(self, node: int) -> dict[str, Any] | None:
        """Admitted answers that make the node true, if there are any."""
        if not self.possible(node):
            return None
        true = {number for number in self.solver.get_model() if number > 0}
        pairs = zip(self.reading.inputs, self.values, strict=True)
        return {
            one.name: next(v for v, number in zip(one.values, own, strict=True) if number in true)
            for one, own in pairs
        }

    def literal(self, node: int) -> int:
        """The number whose truth is the node's, with the clauses that make it so."""
        for at in self.circuit.cone(node):
            if at not in self._own:
                self._own[at] = self._define(at)
        return self._own[node]

    def _define(self, at: int) -> int:
        node = self.circuit.nodes[at]
        if isinstance(node, Leaf):
            return self._either(
                [own for value, own in enumerate(self.values[node.input]) if node.mask >> value & 1]
            )
        parts = [self._own[part] for part in node.of]
        if node.kind == "not":
            return -parts[0]
        return (
            self._either(parts) if node.kind == "or" else -self._either([-part for part in parts])
        )

    def _either(self, parts: list[int]) -> int:
        own = self._fresh()
        self.solver.add_clause([-own, *parts])
        for part in parts:
            self.solver.add_clause([own, -part])
        return own

    def _exactly_one(self, choice: list[int]) -> None:
        self.solver.add_clause(choice)
        for at, one in enumerate(choice):
            for other in choice[:at]:
                self.solver.add_clause([-one, -other])

    def _fresh(self) -> int:
        self.last += 1
        return self.last
