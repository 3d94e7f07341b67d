# SPDX-License-Identifier: Apache-2.0
"""The whole answer space counted a second time, by means that share nothing with the diagrams.

The space has about 10 to the power of 29 answer vectors: nobody can walk it. But an action reads
only some answers (its cone of influence, taken from what the files write), and the others multiply
the count without changing what is true. So each action, first action and forbidden line is counted
on its own cone, exactly:

- cones that can be walked are walked, every combination of answers, 64 at a time (`bitsets`);
- every count, walked or not, is also found by summing inputs out of tables (`elimination`).

Where both were used they have to agree, or nothing is returned.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from waymark.verify.bitsets import plan_walk, walk
from waymark.verify.elimination import count
from waymark.verify.reading import Reading, read

__all__ = ["Disagreement", "sweep"]

WALKED_VECTORS = 30_000_000
WALKED_BLOCKS = 6_000


class Disagreement(AssertionError):
    """Two ways of counting the same thing gave different numbers: one of them is wrong."""


def sweep(
    rules: Path | None = None,
    directory: dict[str, Any] | None = None,
    *,
    limit: int = WALKED_VECTORS,
) -> dict[str, Any]:
    """Count, over all answers that do not contradict each other, where each thing is true.

    Args:
        rules: a folder of rule files; Waymark's own if not given.
        directory: countries and their flags; the compiled directory if not given.
        limit: the largest number of combinations to walk for one count.

    Returns:
        `{"method": "projection", "vectors": all admitted answer vectors, "swept": combinations
        walked, "walked": counts found by walking too, "counts": {action: n}, "first": {action: n},
        "forbidden": {invariant: [n per line]}, "seconds"}`. Every country counts as one answer.
    """
    began = time.perf_counter()
    reading = read(rules, directory)
    space = _Space(reading, limit)
    counts = {action: space.count(node) for action, node in reading.actions.items()}
    first = {action: space.count(node) for action, node in reading.first.items()}
    forbidden = {
        number: [space.count(node) for node in nodes] for number, nodes in reading.forbidden.items()
    }
    return {
        "method": "projection",
        "vectors": space.vectors,
        "swept": space.swept,
        "walked": space.walked,
        "counts": counts,
        "first": first,
        "forbidden": forbidden,
        "seconds": round(time.perf_counter() - began, 3),
    }


class _Space:
    """All admitted answers; remembers what was walked, since many lines ask the same."""

    def __init__(self, reading: Reading, limit: int) -> None:
        self.circuit = reading.circuit
        self.limit = limit
        self.weights = [one.weights for one in reading.inputs]
        self.everything = range(len(self.weights))
        self.admitted = self.circuit.negate(self.circuit.either(reading.clashes))
        self.vectors = count(self.circuit, self.admitted, self.weights, self.everything)
        self.swept = 0
        self.walked = 0
        self._known: dict[int, int] = {}

    def count(self, node: int) -> int:
        if node not in self._known:
            self._known[node] = self._counted(node)
        return self._known[node]

    def _counted(self, node: int) -> int:
        found = count(
            self.circuit, self.circuit.both([node, self.admitted]), self.weights, self.everything
        )
        over = plan_walk(self.circuit, node, self.admitted, self.weights)
        if over.vectors <= self.limit and over.blocks <= WALKED_BLOCKS:
            self.swept += over.vectors
            self.walked += 1
            again = walk(self.circuit, node, self.admitted, self.weights, over)
            if again != found:
                raise Disagreement(f"node {node}: {found} by elimination, {again} by walking")
        return found
