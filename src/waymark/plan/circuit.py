# SPDX-License-Identifier: Apache-2.0
"""The fast way from answers to actions: every line of the rule book is one bit.

For each value of each variable a number holds the bits of the lines that this value leaves
possible. And-ing those numbers, one per variable, leaves the lines that hold, all at once. The
lines of conditions come before the lines that ask for them; rules and first actions come last.

A variable that rests on one other alone needs no lines: what its values leave possible is and-ed
into the numbers of the other beforehand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from waymark.plan.clauses import Clause, holds

__all__ = ["Circuit", "Decision"]

Table = list[int]  # per value of a variable: the lines that it leaves possible
Cases = tuple[tuple[int, int], ...]  # the first whose lines hold gives the value


class Decision(NamedTuple):
    """What the rules say about one set of answers, as bits; ordering and words come later."""

    values: list[int]  # per variable: the number of its value
    lines: int  # bit per rule line that holds
    chosen: int  # bit per action in the plan
    vetoed: int  # bit per action that a rule added and another took out
    first: int  # the first action
    row: int  # the row of the first-action table that fitted
    hits: int = 0  # bit per line of the circuit that holds


@dataclass(frozen=True, slots=True)
class _Layer:
    """Variables that rest only on earlier layers."""

    truths: list[tuple[int, int, int, int]]  # variable, its lines, left possible if true, if not
    readings: list[tuple[int, int, int, Cases, Table]]  # variable, input, unknown, cases, table


class Circuit:
    """A compiled rule book, ready to decide.

    Args:
        book: the compiled rule book.
    """

    def __init__(self, book: dict[str, Any]) -> None:
        self.book = book
        self.sizes = [len(variable["values"]) for variable in book["variables"]]
        self.inputs: int = book["inputs"]
        self.actions = len(book["actions"])
        self.clauses: list[Clause] = []  # per line: its tests
        self._blank = [0] * (len(self.sizes) - self.inputs)
        self._all = _run(0, self.actions)
        self.mapped = self._find_mapped()
        layers = self._by_depth()
        self.cases = {m["variable"]: self._settle(m) for group in layers for m in group}
        self._add_rules()
        self._add_first_rows()
        self._full = _run(0, len(self.clauses))
        self._lay_out(layers)

    def decide(self, answers: Sequence[int]) -> Decision:
        """The decision for one value per input."""
        values = [*answers, *self._blank]
        hits = self._full
        for table, value in zip(self._given, answers, strict=True):
            hits &= table[value]
        for layer in self._layers:
            for variable, lines, possible, otherwise in layer.truths:
                if hits & lines:
                    values[variable] = 1
                    hits &= possible
                else:
                    hits &= otherwise
            for variable, given, unknown, cases, table in layer.readings:
                value = values[given]
                if value == unknown:
                    value = next((read for lines, read in cases if hits & lines), unknown)
                values[variable] = value
                hits &= table[value]
        for variable, parent, known in self.mapped:
            values[variable] = known[values[parent]]
        return self._conclude(hits, values)

    def _conclude(self, hits: int, values: list[int]) -> Decision:
        lines = hits >> self.rules_start & self._rule_lines
        packed = 0
        for byte, effects in zip(
            lines.to_bytes(len(self._effects), "little"), self._effects, strict=True
        ):
            packed |= effects[byte]
        always = packed & self._all
        add = packed >> self.actions & self._all
        veto = packed >> 2 * self.actions
        rows = hits >> self._rows_start
        row = self._row_of[(rows & -rows).bit_length() - 1]
        chosen = always | add & ~veto
        vetoed = add & veto & ~chosen
        return Decision(values, lines, chosen, vetoed, self._first_of[row], row, hits)

    # ---- building -------------------------------------------------------------------------

    def _find_mapped(self) -> list[tuple[int, int, list[int]]]:
        """Variables that rest on one other alone: which, and the value for each of its values."""
        found = []
        for made in self.book["derived"]:
            needs = _needs(made)
            if len(needs) == 1:
                parent = needs.pop()
                values = [self._value_given(made, parent, v) for v in range(self.sizes[parent])]
                found.append((made["variable"], parent, values))
        return found

    @staticmethod
    def _value_given(made: dict[str, Any], parent: int, value: int) -> int:
        if "input" in made and value != made["default"]:
            return value
        only = [value] * (parent + 1)
        fitting = (read for read, lines in made["cases"] if holds(lines, only))
        return int(next(fitting, made["default"]))

    def _by_depth(self) -> list[list[dict[str, Any]]]:
        """The other derived variables, grouped so that each group needs only earlier ones."""
        parents = {variable: parent for variable, parent, _ in self.mapped}
        depth = [0] * len(self.sizes)
        groups: dict[int, list[dict[str, Any]]] = {}
        for made in self.book["derived"]:
            at = made["variable"]
            if at in parents:
                depth[at] = depth[parents[at]]
            else:
                depth[at] = 1 + max((depth[n] for n in _needs(made)), default=0)
                groups.setdefault(depth[at], []).append(made)
        return [groups[level] for level in sorted(groups)]

    def _settle(self, made: dict[str, Any]) -> Cases:
        """Lines for the cases of a variable; the run of bits of each."""
        return tuple((self._add(lines), value) for value, lines in made["cases"])

    def _add(self, clauses: Sequence[Clause]) -> int:
        start = len(self.clauses)
        self.clauses.extend(clauses)
        return _run(start, len(clauses))

    def _add_rules(self) -> None:
        effects: list[int] = []
        self.line_of_rule: list[int] = []
        self.rules_start = len(self.clauses)
        for number, rule in enumerate(self.book["rules"]):
            for clause in self.lines_of(rule):
                self._add([clause])
                effects.append(self._effect(rule))
                self.line_of_rule.append(number)
        self._rule_lines = _run(0, len(effects))
        self._effects = [_byte_table(effects[at : at + 8]) for at in range(0, len(effects), 8)]

    def _add_first_rows(self) -> None:
        self._rows_start = len(self.clauses)
        self._row_of: list[int] = []
        self._first_of: list[int] = []
        for number, row in enumerate(self.book["first"]):
            self._first_of.append(row["action"])
            self._add(row["when"])
            self._row_of += [number] * len(row["when"])

    def _lay_out(self, layers: list[list[dict[str, Any]]]) -> None:
        tables = self._tables()
        for variable, parent, known in reversed(self.mapped):
            for value, own in enumerate(known):
                tables[parent][value] &= tables[variable][own]
        self._given = tables[: self.inputs]
        self._layers = [_Layer([], []) for _ in layers]
        for layer, group in zip(self._layers, layers, strict=True):
            for made in group:
                at = made["variable"]
                if "input" in made:
                    line = (at, made["input"], made["default"], self.cases[at], tables[at])
                    layer.readings.append(line)
                else:
                    ((lines, _),) = self.cases[at]  # conditions hold or not
                    layer.truths.append((at, lines, tables[at][1], tables[at][0]))

    def _tables(self) -> list[Table]:
        """Per variable and value: the lines that this value leaves possible."""
        tables = [[self._full] * size for size in self.sizes]
        for bit, clause in enumerate(self.clauses):
            for variable, mask in clause:
                for value in range(self.sizes[variable]):
                    if not mask >> value & 1:
                        tables[variable][value] &= ~(1 << bit)
        return tables

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


def _needs(made: dict[str, Any]) -> set[int]:
    """The variables that a derived variable rests on."""
    needs = {pair[0] for _, lines in made["cases"] for clause in lines for pair in clause}
    return needs | ({made["input"]} if "input" in made else set())


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
