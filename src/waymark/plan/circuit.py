# SPDX-License-Identifier: Apache-2.0
"""The fast way from answers to actions: every line of the rule book is one bit.

For each value of each variable a number holds the bits of the lines that this value leaves
possible. And-ing those numbers leaves the lines that hold, all at once. Conditions that rest on
other conditions come in layers; the rules and the first-action table are the last layer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Circuit", "Decision"]

Clause = Sequence[Sequence[int]]
Tests = tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What the rules say about one set of answers, as bits; ordering and words come later."""

    values: list[int]  # per variable: the number of its value
    lines: int  # bit per rule line that holds
    chosen: int  # bit per action in the plan
    vetoed: int  # bit per action that a rule added and another took out
    first: int  # the first action
    row: int  # the row of the first-action table that fitted


@dataclass(frozen=True, slots=True)
class _Layer:
    tests: Tests
    full: int
    truths: tuple[tuple[int, int], ...]  # variable, lines of which one makes it true
    readings: tuple[
        tuple[int, int, int, tuple[tuple[int, int], ...]], ...
    ]  # variable, input, unknown, (lines, value)


class Circuit:
    """A compiled rule book, ready to decide."""

    def __init__(self, book: dict[str, Any]) -> None:
        self.book = book
        self.sizes = [len(variable["values"]) for variable in book["variables"]]
        self.inputs: int = book["inputs"]
        self.actions = len(book["actions"])
        self._depth = [0] * len(self.sizes)
        self._layers = [self._layer(made) for made in self._by_depth()]
        self._last()

    def decide(self, answers: Sequence[int]) -> Decision:
        """The decision for one value per input."""
        values = [*answers, *self._blank]
        for layer in self._layers:
            hits = layer.full
            for variable, table in layer.tests:
                hits &= table[values[variable]]
            for variable, lines in layer.truths:
                if hits & lines:
                    values[variable] = 1
            for variable, given, unknown, cases in layer.readings:
                value = values[given]
                if value == unknown:
                    value = next((read for lines, read in cases if hits & lines), unknown)
                values[variable] = value
        return self._conclude(values)

    def _conclude(self, values: list[int]) -> Decision:
        hits = self._full
        for variable, table in self._tests:
            hits &= table[values[variable]]
        lines = hits & self._rule_lines
        packed = 0
        for byte, effects in zip(
            lines.to_bytes(len(self._effects), "little"), self._effects, strict=True
        ):
            if byte:
                packed |= effects[byte]
        always, add, veto = (
            packed & self._all,
            packed >> self.actions & self._all,
            packed >> 2 * self.actions,
        )
        rows = hits >> self._row_shift
        row = self._row_of[(rows & -rows).bit_length() - 1]
        chosen = always | add & ~veto
        return Decision(
            values, lines, chosen, (add | always) & veto & ~chosen, self._first_of[row], row
        )

    # ---- building -------------------------------------------------------------------------

    def _by_depth(self) -> Iterator[list[dict[str, Any]]]:
        """Derived variables grouped so that each group needs only earlier ones."""
        groups: dict[int, list[dict[str, Any]]] = {}
        for made in self.book["derived"]:
            needs = [
                pair[0] for _, clauses in made["cases"] for clause in clauses for pair in clause
            ]
            needs += [made["input"]] if "input" in made else []
            depth = 1 + max((self._depth[n] for n in needs), default=0)
            self._depth[made["variable"]] = depth
            groups.setdefault(depth, []).append(made)
        self._blank = [0] * (len(self.sizes) - self.inputs)
        return iter(groups[depth] for depth in sorted(groups))

    def _layer(self, group: list[dict[str, Any]]) -> _Layer:
        clauses: list[Clause] = []
        truths, readings = [], []
        for made in group:
            cases = []
            for value, lines in made["cases"]:
                cases.append((_run(len(clauses), len(lines)), value))
                clauses.extend(lines)
            if "input" in made:
                unknown = self.sizes[made["variable"]] - 1
                readings.append((made["variable"], made["input"], unknown, tuple(cases)))
            elif self.sizes[made["variable"]] == 2 and len(cases) == 1 and cases[0][1] == 1:
                truths.append((made["variable"], cases[0][0]))
            else:
                readings.append(
                    (made["variable"], made["variable"], 0, tuple(cases))
                )  # blank until now
        return _Layer(self._table(clauses), _run(0, len(clauses)), tuple(truths), tuple(readings))

    def _last(self) -> None:
        """Rule lines first, then the rows of the first-action table."""
        clauses: list[Clause] = []
        effects: list[int] = []
        self.line_of_rule: list[int] = []
        for number, rule in enumerate(self.book["rules"]):
            for clause in self.lines_of(rule):
                clauses.append(clause)
                effects.append(self._effect(rule))
                self.line_of_rule.append(number)
        self._row_shift = len(clauses)
        self._rule_lines = _run(0, len(clauses))
        self._row_of, self._first_of = [], []
        for number, row in enumerate(self.book["first"]):
            self._first_of.append(row["action"])
            for clause in row["when"]:
                clauses.append(clause)
                self._row_of.append(number)
        self._all = _run(0, self.actions)
        self._full = _run(0, len(clauses))
        self._tests = self._table(clauses)
        self._effects = [_byte_table(effects[at : at + 8]) for at in range(0, len(effects), 8)]
        self.lines_adding = self._adding()

    def _adding(self) -> list[int]:
        """Per action: the lines that bring it."""
        found = [0] * self.actions
        for line, number in enumerate(self.line_of_rule):
            rule = self.book["rules"][number]
            for action in (*rule["always"], *rule["add"]):
                found[action] |= 1 << line
        return found

    def lines_of(self, rule: dict[str, Any]) -> list[Clause]:
        """Each line of a rule with its exceptions folded in: not (a and b) is not a, or not b."""
        lines: list[Clause] = list(rule["when"])
        for exception in rule["unless"]:
            lines = [[*line, [v, self._other(v, mask)]] for line in lines for v, mask in exception]
        return lines

    def _other(self, variable: int, mask: int) -> int:
        return ((1 << self.sizes[variable]) - 1) & ~mask

    def _effect(self, rule: dict[str, Any]) -> int:
        packed = 0
        for shift, strength in enumerate(("always", "add", "veto")):
            for action in rule[strength]:
                packed |= 1 << (shift * self.actions + int(action))
        return packed

    def _table(self, clauses: Sequence[Clause]) -> Tests:
        """Per variable that some clause asks: per value, the clauses it leaves possible."""
        full = _run(0, len(clauses))
        tables: dict[int, list[int]] = {}
        for bit, clause in enumerate(clauses):
            for variable, mask in clause:
                table = tables.setdefault(variable, [full] * self.sizes[variable])
                for value in range(self.sizes[variable]):
                    if not mask >> value & 1:
                        table[value] &= ~(1 << bit)
        return tuple((variable, tuple(table)) for variable, table in sorted(tables.items()))


def _run(start: int, length: int) -> int:
    """A run of one-bits."""
    return ((1 << length) - 1) << start


def _byte_table(effects: Sequence[int]) -> list[int]:
    """For each byte of lines, everything those lines do."""
    table = [0] * 256
    for byte in range(1, 256):
        low = (byte & -byte).bit_length() - 1
        table[byte] = table[byte & (byte - 1)] | (effects[low] if low < len(effects) else 0)
    return table
