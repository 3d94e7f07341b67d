# SPDX-License-Identifier: Apache-2.0
"""Names that rules may use, and what they stand for: answers, safe readings, conditions, packs.

A *variable* is a name with a closed list of values. Inputs are what people answer; everything else
is derived from earlier variables by lines of value sets. A *clause* is a list of [variable, mask]:
bit i of the mask allows value i.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from waymark.content.strict import ContentFault, Lined

__all__ = ["Clause", "Names"]

Clause = list[list[int]]
UNKNOWN = "unknown"
ABSENCE = ("none", "no", "not_contacted")  # read as nothing being there


class Names:
    """All variables of one rule book, in an order in which each is made from earlier ones."""

    def __init__(
        self,
        facts: Lined,
        conditions: Lined,
        packs: list[dict[str, Any]],
        faults: list[ContentFault],
    ) -> None:
        self.faults = faults
        self.mentioned: set[tuple[str, Any]] = set()
        self.variables: list[dict[str, Any]] = []
        self.index: dict[str, int] = {}
        self.packs = packs
        self.reads: dict[str, set[str]] = {
            fact["name"]: _read(fact) for fact in facts.data["facts"]
        }
        self._pending: dict[str, tuple[Lined, tuple[str | int, ...], Any]] = {}
        self.facts = [self._fact(facts, at, fact) for at, fact in enumerate(facts.data["facts"])]
        self.inputs = len(self.variables)
        self._made: list[dict[str, Any]] = []
        self._pack_flags()
        for name, lines in conditions.data["conditions"].items():
            self._pending[name] = (conditions, ("conditions", name), lines)
        self._resolving: list[str] = []
        for name in list(self._pending):
            self.lookup(name)

    def derived(self) -> list[dict[str, Any]]:
        """Each derived variable: its cases in order (the first that holds gives the value)."""
        return self._made

    def unread(self) -> Iterator[tuple[int, str]]:
        """Values of facts that no line asks for and that give no reason: fact number, value."""
        for at, fact in enumerate(self.facts):
            excused = {*ABSENCE, *(fact["unused"] or {})}
            for value in fact["values"] or ():
                asked = (
                    (fact["name"], value)
                    if fact["kind"] != "list"
                    else (f"{fact['name']}.{value}", True)
                )
                if (
                    value not in excused
                    and asked not in self.mentioned
                    and value not in self.reads[fact["name"]]
                ):
                    yield at, value

    def lookup(self, name: str) -> int | None:
        """The number of a variable; makes it first if nothing has needed it yet."""
        if name not in self.index and name in self._pending:
            self._make(name)
        return self.index.get(name)

    def clauses(self, lined: Lined, written: Any, *where: str | int) -> list[Clause]:
        """Compile one line or a list of lines of value sets."""
        lines = written if isinstance(written, list) else [written]
        return [self._clause(lined, line, *where) for line in lines]

    def _clause(self, lined: Lined, line: Any, *where: str | int) -> Clause:
        if not isinstance(line, dict):
            self.faults.append(lined.fault("a condition is written as {name: [values]}", *where))
            return []
        literals = (self._literal(lined, name, spec, *where) for name, spec in line.items())
        return [literal for literal in literals if literal]

    def _literal(self, lined: Lined, name: str, spec: Any, *where: str | int) -> list[int]:
        number = self.lookup(name)
        if number is None:
            self.faults.append(lined.fault(f"unknown name {name!r}", *where))
            return []
        values = self.variables[number]["values"]
        negated = isinstance(spec, dict) and list(spec) == ["not"]
        chosen = spec["not"] if negated else spec if isinstance(spec, list) else [spec]
        for value in chosen:
            if value not in values or isinstance(value, bool) != isinstance(values[0], bool):
                self.faults.append(lined.fault(f"{name}: {value!r} is not one of {values}", *where))
        self.mentioned.update((name.removeprefix("answered."), value) for value in chosen)
        mask = sum(1 << at for at, value in enumerate(values) if value in chosen)
        return [number, ((1 << len(values)) - 1) & ~mask if negated else mask]

    def _add(self, name: str, values: Iterable[Any], **more: Any) -> int:
        self.index[name] = len(self.variables)
        self.variables.append({"name": name, "values": list(values), **more})
        return self.index[name]

    def _fact(self, lined: Lined, at: int, fact: dict[str, Any]) -> dict[str, Any]:
        """Declare the inputs of one fact and note its reading for later."""
        name = fact["name"]
        kept = {
            key: fact.get(key)
            for key in ("id", "name", "kind", "values", "asked_of", "absent", "unused")
        }
        if fact["kind"] == "country":
            self._add("country", [f"pack{n}" for n in range(len(self.packs))], fact=name)
            return {**kept, "values": None, "inputs": [self.index["country"]]}
        if fact["kind"] == "list":
            return {
                **kept,
                "inputs": [self._list_value(lined, at, fact, value) for value in fact["values"]],
            }
        answered = f"answered.{name}"
        values = fact["values"] if fact.get("required") else [*fact["values"], UNKNOWN]
        number = self._add(answered, values, fact=name)
        if "reading" in fact:
            self._pending[name] = (lined, ("facts", at), fact)
        else:
            self.index[name] = number
        return {**kept, "required": fact.get("required", False), "inputs": [number]}

    def _list_value(self, lined: Lined, at: int, fact: dict[str, Any], value: str) -> int:
        name = f"{fact['name']}.{value}"
        number = self._add(f"answered.{name}", [False, True], fact=fact["name"])
        if fact.get("if_empty") == value:
            self._pending[name] = (lined, ("facts", at), fact)
        else:
            self.index[name] = number
        return number

    def _pack_flags(self) -> None:
        """`pack.<flag>`: what the country's directory file says, as variables over its group."""
        for flag in self.packs[0]["flags"]:
            values = sorted({pack["flags"][flag] for pack in self.packs})
            if all(isinstance(value, bool) for value in values):
                values = [False, True]
            self._add(f"pack.{flag}", values)
            cases = [
                [at, [[[self.index["country"], 1 << n]]]]
                for at, value in enumerate(values)
                for n, pack in enumerate(self.packs)
                if pack["flags"][flag] == value
            ]
            self._made.append(
                {
                    "name": f"pack.{flag}",
                    "variable": self.index[f"pack.{flag}"],
                    "cases": cases,
                    "default": 0,
                }
            )

    def _make(self, name: str) -> None:
        if name in self._resolving:
            lined, where, _ = self._pending[name]
            self.faults.append(
                lined.fault(f"{name} is made from itself: {' > '.join(self._resolving)}", *where)
            )
            self.index[name] = 0
            return
        self._resolving.append(name)
        lined, where, written = self._pending[name]
        if where[0] == "conditions":
            made = self._condition(lined, where, name, written)
        elif written["kind"] == "list":
            made = self._presence(written, name)
        else:
            made = self._reading(lined, where, written)
        self._made.append(made)
        self._resolving.pop()

    def _condition(
        self, lined: Lined, where: tuple[str | int, ...], name: str, lines: Any
    ) -> dict[str, Any]:
        clauses = self.clauses(lined, lines, *where)
        number = self._add(name, [False, True])
        return {"name": name, "variable": number, "cases": [[1, clauses]], "default": 0}

    def _presence(self, fact: dict[str, Any], name: str) -> dict[str, Any]:
        """A list answered with nothing stands for one value, which then holds."""
        own = self.index[f"answered.{name}"]
        others = [self.index[f"answered.{fact['name']}.{value}"] for value in fact["values"]]
        clauses = [[[own, 2]], [[number, 1] for number in others]]
        return {
            "name": name,
            "variable": self._add(name, [False, True]),
            "cases": [[1, clauses]],
            "default": 0,
        }

    def _reading(
        self, lined: Lined, where: tuple[str | int, ...], fact: dict[str, Any]
    ) -> dict[str, Any]:
        """The answer as given, and where it is unknown the first safe reading that fits."""
        answered = self.index[f"answered.{fact['name']}"]
        values = self.variables[answered]["values"]
        unknown = 1 << values.index(UNKNOWN)
        readings = (
            fact["reading"] if isinstance(fact["reading"], list) else [{"read": fact["reading"]}]
        )
        cases = []
        for reading in readings:
            clauses = self.clauses(lined, reading.get("when", {}), *where)
            if reading["read"] not in values:
                self.faults.append(
                    lined.fault(f"{fact['name']}: cannot read {reading['read']!r}", *where)
                )
                continue
            cases.append(
                [values.index(reading["read"]), [[[answered, unknown], *c] for c in clauses]]
            )
        number = self._add(fact["name"], values, fact=fact["name"])
        return {
            "name": fact["name"],
            "variable": number,
            "input": answered,
            "cases": cases,
            "default": values.index(UNKNOWN),
        }


def _read(fact: dict[str, Any]) -> set[str]:
    """The values that a fact's safe reading can give."""
    reading = fact.get("reading", [])
    return {reading} if isinstance(reading, str) else {one["read"] for one in reading}
