# SPDX-License-Identifier: Apache-2.0
"""Answers as people give them, checked one by one and turned into the numbers rules work on.

Nothing is guessed: a fact that is not allowed is a fault with its name, what was given and what is
allowed. A fact that is missing is `unknown`, and `unknown` is always allowed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from waymark.plan.clauses import holds

__all__ = ["Answers", "BadAnswers", "Fault", "Reader", "parse"]

UNKNOWN = "unknown"
CHILD_YEARS = range(18)
OTHER_YEARS = range(130)
LONGEST_GOT = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the answers: which fact, what was given, what is allowed."""

    field: str
    got: str
    allowed: str

    def __str__(self) -> str:
        return f"{self.field}: got {self.got}, allowed: {self.allowed}"

    def as_dict(self) -> dict[str, str]:
        """The fault as the interface returns it."""
        return {"field": self.field, "got": self.got, "allowed": self.allowed}


class BadAnswers(ValueError):
    """Answers that cannot be read; carries every fault found."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


class Answers(NamedTuple):
    """Checked answers: one value number per input, and what was given for which fact."""

    values: tuple[int, ...]
    given: dict[str, Any]
    country: str
    audience: str


def parse(raw: Any, book: Mapping[str, Any]) -> Answers:
    """Read answers against the fact dictionary of a rule book.

    Raises:
        BadAnswers: with one fault per fact that is unknown, out of range or contradictory.
    """
    return Reader(book).read(raw)


class Reader:
    """Reads answers against one fact dictionary.

    Plain answers, as pages and forms give them, are looked up in tables made once. Whatever the
    tables do not know goes to the careful reading, which alone decides what is a fault.

    Args:
        book: a compiled rule book.
    """

    def __init__(self, book: Mapping[str, Any]) -> None:
        self._book = book
        nothing = _Reading({}, book)
        nothing.read_all()
        self._unknown = nothing.values
        self._clashes = [clause for one in book["contradictions"] for clause in one["when"]]
        self._one: dict[str, tuple[int, dict[Any, int]]] = {}
        self._many: dict[str, dict[str, int]] = {}
        for fact in book["facts"]:
            if fact["kind"] == "list":
                self._many[fact["name"]] = dict(zip(fact["values"], fact["inputs"], strict=True))
            else:
                self._one[fact["name"]] = (fact["inputs"][0], self._numbers(fact))

    def _numbers(self, fact: dict[str, Any]) -> dict[Any, int]:
        """What may be answered to a fact of one value, and the number of each answer."""
        if fact["kind"] == "country":
            packs = enumerate(self._book["packs"])
            return {country: number for number, pack in packs for country in pack["countries"]}
        values = self._book["variables"][fact["inputs"][0]]["values"]
        if fact["kind"] == "age":
            return {given: values.index(band) for given, band in _bands(fact, values).items()}
        return {value: number for number, value in enumerate(values)}

    def read(self, raw: Any) -> Answers:
        """The checked answers.

        Raises:
            BadAnswers: with one fault per fact that is unknown, out of range or contradictory.
        """
        if not isinstance(raw, dict):
            raise BadAnswers([Fault("answers", shown(raw), "an object of fact names and values")])
        values = self._plain(raw)
        if values is None or "audience" not in raw:
            return _Reading(raw, self._book).answers()
        return Answers(tuple(values), dict(raw), raw.get("country", UNKNOWN), raw["audience"])

    def _plain(self, raw: dict[Any, Any]) -> list[int] | None:
        """The number of each input's value; None if some answer needs a closer look."""
        values = self._unknown.copy()
        for name, value in raw.items():
            kind = value.__class__  # neither True for 1 nor 1.0 for 1
            if (kind is str or kind is int) and name in self._one:
                at, numbers = self._one[name]
                number = numbers.get(value)
                if number is None:
                    return None
                values[at] = number
            elif kind is list and name in self._many:
                members = self._many[name]
                for member in value:
                    if member.__class__ is not str or member not in members:
                        return None
                    values[members[member]] = 1
            else:
                return None
        return None if holds(self._clashes, values) else values


def shown(value: Any) -> str:
    """What was given, short enough for one line."""
    try:
        text = json.dumps(value, ensure_ascii=True)
    except (TypeError, ValueError, RecursionError):
        text = f"a {type(value).__name__}"
    return text if len(text) <= LONGEST_GOT else text[:LONGEST_GOT] + "..."


def _bands(fact: dict[str, Any], allowed: Sequence[str]) -> dict[str | int, str]:
    """The band of each year and word that may be given as an age."""
    own = fact["name"] == "child_age"
    years = CHILD_YEARS if own else OTHER_YEARS
    bands: dict[str | int, str] = {
        year: "under_13" if year < 13 else "13_17" if year < 18 else "18_plus" for year in years
    }
    return bands | {word: word for word in (("18_plus", UNKNOWN) if own else allowed)}


class _Reading:
    def __init__(self, raw: dict[Any, Any], book: Mapping[str, Any]) -> None:
        self.raw = raw
        self.book = book
        self.faults: list[Fault] = []
        self.variables = book["variables"]
        self.values = [len(v["values"]) - 1 for v in self.variables[: book["inputs"]]]
        self.country = UNKNOWN

    def answers(self) -> Answers:
        facts = {fact["name"]: fact for fact in self.book["facts"]}
        for name in self.raw:
            if name not in facts:
                self.refuse(
                    str(name)[:LONGEST_GOT], self.raw[name], f"one of the facts {', '.join(facts)}"
                )
        self.read_all()
        if not self.faults:
            self.clashes()
        if self.faults:
            raise BadAnswers(self.faults)
        given = {name: self.raw[name] for name in facts if name in self.raw}
        return Answers(tuple(self.values), given, self.country, str(self.raw["audience"]))

    def read_all(self) -> None:
        for fact in self.book["facts"]:
            absent = [] if fact["kind"] == "list" else UNKNOWN
            self.read(fact, self.raw.get(fact["name"], absent))

    def read(self, fact: dict[str, Any], value: Any) -> None:
        kinds = {"choice": self.choice, "age": self.age, "list": self.members, "country": self.pack}
        kinds[fact["kind"]](fact, value)

    def choice(self, fact: dict[str, Any], value: Any) -> None:
        allowed = self.variables[fact["inputs"][0]]["values"]
        if isinstance(value, str) and value in allowed:
            self.values[fact["inputs"][0]] = allowed.index(value)
        elif fact["required"] and fact["name"] not in self.raw:
            self.faults.append(Fault(fact["name"], "nothing", ", ".join(allowed)))
        else:
            self.refuse(fact["name"], value, ", ".join(allowed))

    def age(self, fact: dict[str, Any], value: Any) -> None:
        """Years become bands; what is asked of nobody is never needed more exactly."""
        allowed = self.variables[fact["inputs"][0]]["values"]
        bands = _bands(fact, allowed)
        readable = isinstance(value, str | int) and not isinstance(value, bool)
        if readable and value in bands:
            self.values[fact["inputs"][0]] = allowed.index(bands[value])
            return
        words = [given for given in bands if isinstance(given, str)]
        years = len(bands) - len(words)
        span = f"a whole number from 0 to {years - 1}, {', '.join(words)}"
        self.refuse(fact["name"], value, span)

    def members(self, fact: dict[str, Any], value: Any) -> None:
        """A list: each value is its own yes or no; nothing, `unknown` and `none` say no to all."""
        absent = [fact["absent"]] if fact["absent"] else []
        allowed = [*fact["values"], *absent]
        for number in fact["inputs"]:
            self.values[number] = 0
        if value == UNKNOWN or value == [UNKNOWN]:
            return
        good = isinstance(value, list) and all(isinstance(v, str) and v in allowed for v in value)
        if not good:
            self.refuse(fact["name"], value, f"a list of {', '.join(allowed)}; or {UNKNOWN}")
            return
        if "none" in absent and "none" in value and len(set(value)) > 1:
            self.refuse(fact["name"], value, "none alone, or other values without none")
            return
        for number, member in zip(fact["inputs"], fact["values"], strict=True):
            self.values[number] = int(member in value)

    def pack(self, fact: dict[str, Any], value: Any) -> None:
        for number, pack in enumerate(self.book["packs"]):
            if isinstance(value, str) and value in pack["countries"]:
                self.values[fact["inputs"][0]] = number
                self.country = value
                return
        self.refuse(
            fact["name"],
            value,
            "a two-letter country code of ISO 3166-1 in capitals (GB, US, ...), unknown",
        )

    def clashes(self) -> None:
        for one in self.book["contradictions"]:
            if holds(one["when"], self.values):
                self.refuse(one["field"], self.raw[one["field"]], one["allowed"])

    def refuse(self, name: str, value: Any, allowed: str) -> None:
        self.faults.append(Fault(name, shown(value), allowed))
