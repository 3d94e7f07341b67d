# SPDX-License-Identifier: Apache-2.0
"""Timing side by side: rounds take turns, so that a busy machine slows everybody alike."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from time import perf_counter
from typing import Any

__all__ = ["Verdicts", "side_by_side"]


def side_by_side(
    work: Mapping[str, tuple[Callable[[Any], Any], Sequence[Any]]], rounds: int
) -> dict[str, float]:
    """Microseconds per call, the median of the rounds.

    Args:
        work: per name the function and the inputs it is called with once a round.
        rounds: how many rounds; in each, everybody has a turn.
    """
    times: dict[str, list[float]] = {name: [] for name in work}
    gc.collect()
    gc.disable()  # as the standard library's timeit does, for everybody
    for _ in range(rounds):
        for name, (call, inputs) in work.items():
            start = perf_counter()
            for given in inputs:
                call(given)
            times[name].append((perf_counter() - start) / len(inputs))
    gc.enable()
    return {name: median(taken) * 1e6 for name, taken in times.items()}


class Verdicts:
    """Prints one line a target and remembers whether all were met."""

    def __init__(self) -> None:
        self.met = True

    def at_least(self, what: str, got: float, needed: float, unit: str) -> None:
        """A target that is met by this much or more."""
        self._say(f"{what}: {got:,.1f}{unit}, needed at least {needed:,g}{unit}", got >= needed)

    def at_most(self, what: str, got: float, needed: float, unit: str) -> None:
        """A target that is met by this much or less."""
        self._say(f"{what}: {got:,.3g}{unit}, needed at most {needed:,g}{unit}", got <= needed)

    def _say(self, line: str, met: bool) -> None:
        self.met &= met
        print(f"  {'met ' if met else 'MISS'}  {line}")
