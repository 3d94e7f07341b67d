# SPDX-License-Identifier: Apache-2.0
"""The rule files, read a second time and in another way than `waymark.plan` reads them.

Written from what the files say about themselves, so that a slip in one reading shows as a
difference between two counts. Every name becomes a boolean circuit over the answers as given.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from waymark.content.strict import load
from waymark.verify.circuit import FALSE, TRUE, Circuit

__all__ = ["Input", "Reading", "Wrong", "read"]

CONTENT = Path(__file__).parent.parent / "content"
UNKNOWN = "unknown"


class Wrong(ValueError):
    """A rule file says something this reading cannot make sense of."""


@dataclass(frozen=True)
class Input:
    """One thing people answer, its values, and how many answers stand behind each value."""

    name: str
    values: tuple[Any, ...]
    weights: tuple[int, ...]


def read(rules: Path | None = None, directory: dict[str, Any] | None = None) -> Reading:
    """Read a folder of rule files; what it lacks is taken from Waymark's own.

    Args:
        rules: the folder; Waymark's own if not given.
        directory: countries and their flags; the compiled directory if not given.
    """
    if directory is None:
        directory = json.loads(
            (CONTENT / "compiled" / "directory.json").read_text(encoding="utf-8")
        )
    names = (
        "facts",
        "conditions",
        "actions",
        "rules",
        "first_action",
        "contradictions",
        "invariants",
    )
    files = {name: load(_file(rules, name)) for name in names}
    files["rules"]["rules"] += _planted(rules)
    return Reading(files, directory)


def _planted(rules: Path | None) -> list[Any]:
    """Rules in files of other names that somebody put into the folder to try them."""
    own = {path.name for path in (CONTENT / "rules").glob("*.yaml")}
    paths = sorted(rules.glob("*.yaml")) if rules else []
    found = [load(path) for path in paths if path.name not in own]
    return [rule for one in found if isinstance(one, dict) for rule in one.get("rules", [])]


def _file(rules: Path | None, name: str) -> Path:
    own = CONTENT / "rules" / f"{name}.yaml"
    planted = own if rules is None else rules / f"{name}.yaml"
    return planted if planted.exists() else own


class Reading:
    """What the files say, as nodes of one circuit."""

    def __init__(self, files: dict[str, Any], directory: dict[str, Any]) -> None:
        self.files = files
        self.facts: dict[str, dict[str, Any]] = {
            fact["name"]: fact for fact in files["facts"]["facts"]
        }
        self._groups = _country_groups(directory)
        self.inputs = [one for fact in self.facts.values() for one in self._inputs(fact)]
        self.at = {one.name: number for number, one in enumerate(self.inputs)}
        self.circuit = Circuit([len(one.values) for one in self.inputs])
        self._conditions: dict[str, int | None] = {}
        self._unknown: dict[str, list[tuple[Any, int]]] = {}

    def _inputs(self, fact: dict[str, Any]) -> Iterator[Input]:
        name, kind = fact["name"], fact["kind"]
        if kind == "list":
            for value in fact["values"]:
                yield Input(f"{name}.{value}", (False, True), (1, 1))
        elif kind == "country":
            sizes = tuple(len(group[1]) for group in self._groups)
            yield Input(name, tuple(group[1][0] for group in self._groups), sizes)
        else:
            values = (*fact["values"], *(() if fact.get("required") else (UNKNOWN,)))
            yield Input(name, values, (1,) * len(values))

    # -- one name with some of its values -------------------------------------------------------

    def test(self, name: str, spec: Any) -> int:
        """Where a name has what stands beside it: a value, a list of them, or {not: [...]}."""
        if isinstance(spec, dict):
            if set(spec) != {"not"}:
                raise Wrong(f"{name}: only `not` may stand in braces")
            return self.circuit.negate(self.test(name, spec["not"]))
        wanted = spec if isinstance(spec, list) else [spec]
        head, _, tail = name.partition(".")
        if name == "first":
            return self.circuit.either(self.first[self._action(one)] for one in wanted)
        if head == "has":
            return self._truth(name, self.actions[self._action(tail)], wanted)
        if head == "pack":
            return self._pack(tail, wanted)
        if head == "answered":
            return self._given(tail, wanted)
        if head in self.facts:
            return self._read(name, wanted)
        return self._truth(name, self.condition(name), wanted)

    def _truth(self, name: str, node: int, wanted: list[Any]) -> int:
        if any(not isinstance(one, bool) for one in wanted):
            raise Wrong(f"{name}: {wanted} should be true or false")
        return self.circuit.either(node if one else self.circuit.negate(node) for one in wanted)

    def _given(self, name: str, wanted: list[Any]) -> int:
        """The answer as it was given."""
        if name not in self.at:
            raise Wrong(f"no fact is called {name}")
        values = self.inputs[self.at[name]].values
        for one in wanted:
            if not any(
                one is value or (one == value and not isinstance(one, bool)) for value in values
            ):
                raise Wrong(f"{name}: {one!r} is not one of {values}")
        return self.circuit.leaf(
            self.at[name], sum(1 << n for n, value in enumerate(values) if value in wanted)
        )

    def _read(self, name: str, wanted: list[Any]) -> int:
        """The answer as rules see it: what is not known gives way to its safe reading."""
        head, _, member = name.partition(".")
        fact = self.facts[head]
        if member:
            return self._member(fact, name, member, wanted)
        if "reading" not in fact:
            return self._given(name, wanted)
        known = [one for one in wanted if one != UNKNOWN]
        said = self._given(name, known) if known else FALSE
        readings = self._when_unknown(fact)
        assumed = self.circuit.either(node for value, node in readings if value in wanted)
        if UNKNOWN in wanted:
            none_fits = self.circuit.negate(self.circuit.either(node for _, node in readings))
            assumed = self.circuit.either([assumed, none_fits])
        return self.circuit.either(
            [said, self.circuit.both([self._given(name, [UNKNOWN]), assumed])]
        )

    def _member(self, fact: dict[str, Any], name: str, member: str, wanted: list[Any]) -> int:
        """A tick of a list; a list without ticks may stand for one of them."""
        ticked = self._given(name, [True])
        if fact.get("if_empty") == member:
            others = (self._given(f"{fact['name']}.{value}", [True]) for value in fact["values"])
            nothing = self.circuit.negate(self.circuit.either(others))
            ticked = self.circuit.either([ticked, nothing])
        return self._truth(name, ticked, wanted)

    def _when_unknown(self, fact: dict[str, Any]) -> list[tuple[Any, int]]:
        """Per reading, in order: its value and where it is the first that fits."""
        if fact["name"] not in self._unknown:
            written = (
                fact["reading"]
                if isinstance(fact["reading"], list)
                else [{"read": fact["reading"]}]
            )
            taken, found = FALSE, []
            for one in written:
                fits = self.lines(one.get("when", {}))
                found.append((one["read"], self.circuit.both([fits, self.circuit.negate(taken)])))
                taken = self.circuit.either([taken, fits])
            self._unknown[fact["name"]] = found
        return self._unknown[fact["name"]]

    def _pack(self, flag: str, wanted: list[Any]) -> int:
        groups = enumerate(self._groups)
        if flag not in self._groups[0][0]:
            raise Wrong(f"no country file has a flag {flag}")
        return self.circuit.leaf(
            self.at["country"], sum(1 << n for n, (flags, _) in groups if flags[flag] in wanted)
        )

    def condition(self, name: str) -> int:
        """Where a condition holds."""
        if name not in self._conditions:
            written = self.files["conditions"]["conditions"]
            if name not in written:
                raise Wrong(f"nothing is called {name}")
            self._conditions[name] = None
            self._conditions[name] = self.lines(written[name])
        node = self._conditions[name]
        if node is None:
            raise Wrong(f"{name} is made from itself")
        return node

    # -- lines, rules, first action -------------------------------------------------------------

    def line(self, written: dict[str, Any]) -> int:
        """Where everything in a line holds."""
        return self.circuit.both(self.test(name, spec) for name, spec in written.items())

    def lines(self, written: Any) -> int:
        """Where one of the lines holds."""
        listed = written if isinstance(written, list) else [written]
        return self.circuit.either(self.line(one) for one in listed)

    def _holds(self, written: dict[str, Any]) -> int:
        audience = self._given("audience", written["for"]) if "for" in written else TRUE
        unless = self.lines(written["unless"]) if "unless" in written else FALSE
        return self.circuit.both(
            [audience, self.lines(written.get("when", {})), self.circuit.negate(unless)]
        )

    @cached_property
    def ids(self) -> list[str]:
        """Every action, and after them those no plan may contain."""
        return [
            *(action["id"] for action in self.files["actions"]["actions"]),
            *self.files["actions"]["never"],
        ]

    def _action(self, id_: str) -> str:
        if id_ not in self.ids:
            raise Wrong(f"no action is called {id_}")
        return id_

    @cached_property
    def actions(self) -> dict[str, int]:
        """Per action: the answers whose plan has it."""
        held = [(rule, self._holds(rule)) for rule in self.files["rules"]["rules"]]

        def where(action: str, strength: str) -> int:
            return self.circuit.either(
                node for rule, node in held if action in rule.get(strength, ())
            )

        def chosen(action: str) -> int:
            stays = self.circuit.negate(where(action, "veto"))
            return self.circuit.either(
                [where(action, "always"), self.circuit.both([where(action, "add"), stays])]
            )

        return {action: chosen(action) for action in self.ids}

    @cached_property
    def first(self) -> dict[str, int]:
        """Per action: where it is the first to do."""
        found: dict[str, list[int]] = {action: [] for action in self.ids}
        passed = FALSE
        for row in self.files["first_action"]["rows"]:
            fits = self._holds(row)
            found[row["action"]].append(self.circuit.both([fits, self.circuit.negate(passed)]))
            passed = self.circuit.either([passed, fits])
        return {action: self.circuit.either(nodes) for action, nodes in found.items()}

    @cached_property
    def clashes(self) -> list[int]:
        """Answers that cannot both be true, one node per contradiction."""
        return [self.lines(one["when"]) for one in self.files["contradictions"]["contradictions"]]

    @cached_property
    def forbidden(self) -> dict[int, list[int]]:
        """Per invariant: where each of its `never` lines would be broken."""
        listed: Iterable[dict[str, Any]] = self.files["invariants"]["invariants"]
        return {
            one["id"]: [self.line(line) for line in one["never"]]
            for one in listed
            if "never" in one
        }


def _country_groups(directory: dict[str, Any]) -> list[tuple[dict[str, Any], list[str]]]:
    """Countries whose files say the same, so that rules cannot tell them apart."""
    groups: list[tuple[dict[str, Any], list[str]]] = []
    for code, pack in {UNKNOWN: directory["international"], **directory["countries"]}.items():
        flags = {
            name: value for name, value in pack["flags"].items() if not name.endswith("source")
        }
        for known, codes in groups:
            if known == flags:
                codes.append(code)
                break
        else:
            groups.append((flags, [code]))
    return groups
