# SPDX-License-Identifier: Apache-2.0
"""The rule book read line by line, as it is written: slow, and unlike the circuit.

Mutants are run with it: nothing has to be built before the first answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from waymark.plan.circuit import Decision
from waymark.plan.clauses import holds

__all__ = ["decide", "rules_holding"]


def decide(book: dict[str, Any], answers: Sequence[int]) -> Decision | None:
    """What the rules say about one value per input; None where no first action fits."""
    values = [*answers, *[0] * (len(book["variables"]) - book["inputs"])]
    for made in book["derived"]:
        values[made["variable"]] = _derived(made, values)
    always, add, veto = _effects(book, values)
    chosen = always | add & ~veto
    row = next((at for at, row in enumerate(book["first"]) if holds(row["when"], values)), None)
    if row is None:
        return None
    vetoed = (add | always) & veto & ~chosen
    first = book["first"][row]["action"]
    return Decision(values=values, lines=0, chosen=chosen, vetoed=vetoed, first=first, row=row)


def _derived(made: dict[str, Any], values: Sequence[int]) -> int:
    """A reading keeps an answer that was given; anything else is its first case that holds."""
    for value, clauses in made["cases"]:
        if holds(clauses, values):
            found: int = value
            return found
    return values[made["input"]] if "input" in made else int(made["default"])


def _effects(book: dict[str, Any], values: Sequence[int]) -> tuple[int, int, int]:
    always = add = veto = 0
    for rule in rules_holding(book, values):
        always |= _bits(rule["always"])
        add |= _bits(rule["add"])
        veto |= _bits(rule["veto"])
    return always, add, veto


def rules_holding(book: dict[str, Any], values: Sequence[int]) -> list[dict[str, Any]]:
    """The rules that hold for these values of all variables, in the order of the book."""
    fired = (rule for rule in book["rules"] if holds(rule["when"], values))
    return [rule for rule in fired if not holds(rule["unless"], values)]


def _bits(actions: Sequence[int | str]) -> int:
    return sum(1 << int(action) for action in set(actions))
