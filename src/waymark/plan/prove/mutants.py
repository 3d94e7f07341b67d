# SPDX-License-Identifier: Apache-2.0
"""Every small mistake that could be made in the rules: what each mutant of the book changes.

First order: one change at a time, in rules, first-action rows, conditions and safe readings. The
mutants are copies that share everything but the one part that differs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Mutant", "mutants"]

Clause = list[list[int]]
Lines = list[Clause]
Book = dict[str, Any]


@dataclass(frozen=True)
class Mutant:
    """A rule book with one change.

    Args:
        part: `rules`, `first` or `derived`.
        name: the rule, row or condition that was changed.
        change: what was changed in it, in words.
        book: the changed book.
    """

    part: str
    name: str
    change: str
    book: Book = field(repr=False, compare=False)

    def __str__(self) -> str:
        return f"{self.part} {self.name}: {self.change}"


def mutants(book: Book) -> Iterator[Mutant]:
    """All first-order mutants, each once, in the order of the book."""
    yield from _Rules(book).all()
    yield from _Rows(book).all()
    yield from _Derived(book).all()


class _Part:
    """The mutants of one part of the book."""

    part: str

    def __init__(self, book: Book) -> None:
        self.book = book
        self.entries: list[dict[str, Any]] = book[self.part]
        self.names = [variable["name"] for variable in book["variables"]]
        self.values = [variable["values"] for variable in book["variables"]]

    def all(self) -> Iterator[Mutant]:
        for at, entry in enumerate(self.entries):
            seen = [entry]
            for change, changed in self.changes(entry):
                if changed not in seen:
                    seen.append(changed)
                    yield self.with_entries(at, change, [changed])

    def changes(self, entry: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        raise NotImplementedError

    def with_entries(self, at: int, change: str, new: list[dict[str, Any]], old: int = 1) -> Mutant:
        """The book with some entries in place of `old` ones."""
        entries = [*self.entries[:at], *new, *self.entries[at + old :]]
        return Mutant(self.part, self.name(at), change, {**self.book, self.part: entries})

    def name(self, at: int) -> str:
        return str(self.entries[at]["id"])

    def lines(self, lines: Lines, what: str) -> Iterator[tuple[str, Lines]]:
        """Each line lost; each literal dropped, negated, narrowed and widened by one value."""
        for at, clause in enumerate(lines):
            yield f"{what} {at + 1} lost", [*lines[:at], *lines[at + 1 :]]
            for change, changed in self.clauses(clause):
                yield f"{what} {at + 1}: {change}", [*lines[:at], changed, *lines[at + 1 :]]

    def clauses(self, clause: Clause) -> Iterator[tuple[str, Clause]]:
        for at, (variable, mask) in enumerate(clause):
            name, values = self.names[variable], self.values[variable]
            yield f"{name} dropped", [*clause[:at], *clause[at + 1 :]]
            for change, other in _masks(mask, values):
                yield f"{name} {change}", [*clause[:at], [variable, other], *clause[at + 1 :]]


def _masks(mask: int, values: list[Any]) -> Iterator[tuple[str, int]]:
    """The set of values negated, without one of them, with one more."""
    whole = (1 << len(values)) - 1
    yield "negated", whole & ~mask
    for at, value in enumerate(values):
        if mask >> at & 1:
            yield f"without {value}", mask & ~(1 << at)
        else:
            yield f"with {value}", mask | 1 << at


class _Rules(_Part):
    part = "rules"

    def all(self) -> Iterator[Mutant]:
        yield from super().all()
        for at in range(len(self.entries)):
            yield self.with_entries(at, "deleted", [])

    def changes(self, entry: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        for key in ("when", "unless"):
            for change, lines in self.lines(entry[key], key):
                yield change, {**entry, key: lines}
        if entry["unless"]:
            yield "unless dropped", {**entry, "unless": []}
        yield from self.effects(entry)

    def effects(self, rule: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each action lost, `always` softened to `add` and the reverse, each veto lost."""
        for key, other in (("always", "add"), ("add", "always")):
            for action in rule[key]:
                left = [one for one in rule[key] if one != action]
                id_ = self.book["actions"][action]["id"]
                yield f"{id_} lost", {**rule, key: left}
                yield f"{id_} moved to {other}", {**rule, key: left, other: [*rule[other], action]}
        for action in rule["veto"]:
            left_in = {one: why for one, why in rule["veto"].items() if one != action}
            yield (
                f"veto of {self.book['actions'][int(action)]['id']} lost",
                {**rule, "veto": left_in},
            )


class _Rows(_Part):
    part = "first"

    def all(self) -> Iterator[Mutant]:
        yield from super().all()
        for at in range(len(self.entries) - 1):  # the last row is the only one for some: a parent
            yield self.with_entries(at, "deleted", [])
            yield self.with_entries(
                at, "swapped with the next", [self.entries[at + 1], self.entries[at]], 2
            )
        yield self.with_entries(len(self.entries) - 1, "deleted", [])

    def name(self, at: int) -> str:
        row = self.entries[at]
        return f"{row['row']} ({self.book['actions'][row['action']]['id']})"

    def changes(self, entry: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        for change, lines in self.lines(entry["when"], "line"):
            yield change, {**entry, "when": lines}


class _Derived(_Part):
    """Conditions and safe readings; what a country's file says is data, not a rule."""

    part = "derived"

    def all(self) -> Iterator[Mutant]:
        for mutant in super().all():
            if not mutant.name.startswith("pack."):
                yield mutant

    def name(self, at: int) -> str:
        return str(self.entries[at]["name"])

    def changes(self, entry: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        cases = entry["cases"]
        for at, (value, lines) in enumerate(cases):
            for change, case in self.case(entry, value, lines):
                yield change, {**entry, "cases": [*cases[:at], case, *cases[at + 1 :]]}
            if at:
                swapped = [*cases[: at - 1], cases[at], cases[at - 1], *cases[at + 1 :]]
                yield f"cases {at} and {at + 1} swapped", {**entry, "cases": swapped}

    def case(
        self, entry: dict[str, Any], value: int, lines: Lines
    ) -> Iterator[tuple[str, list[Any]]]:
        if "input" not in entry:
            for change, changed in self.lines(lines, "line"):
                yield change, [value, changed]
            return
        # The first literal says "where it is unknown": nobody writes it, nobody mistakes it.
        values = self.values[entry["variable"]]
        for change, changed in self.lines(
            [line[1:] for line in lines], f"read as {values[value]}, line"
        ):
            yield change, [value, [[lines[0][0], *line] for line in changed]]
        for other, word in enumerate(values):
            yield f"read as {word} and not as {values[value]}", [other, lines]
