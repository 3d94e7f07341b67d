# SPDX-License-Identifier: Apache-2.0
"""Lines of tests on values, and sets of lines or actions as the one-bits of a number.

A line holds if all its tests do; several lines hold if one of them does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

__all__ = ["Clause", "bits", "holds"]

Clause = Sequence[Sequence[int]]  # tests: a variable and the mask of its allowed values


def holds(clauses: Sequence[Clause], values: Sequence[int]) -> bool:
    """Whether one of the lines holds for these values of the variables."""
    for clause in clauses:
        for variable, mask in clause:
            if not mask >> values[variable] & 1:
                break
        else:
            return True
    return False


def bits(number: int) -> list[int]:
    """The numbers of the one-bits, lowest first."""
    found: list[int] = []
    for place, byte in enumerate(number.to_bytes(number.bit_length() + 7 >> 3, "little")):
        if byte:
            found += _bits_of(place, byte)
    return found


@cache
def _bits_of(place: int, byte: int) -> tuple[int, ...]:
    return tuple(place * 8 + bit for bit in range(8) if byte >> bit & 1)
