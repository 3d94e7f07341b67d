# SPDX-License-Identifier: Apache-2.0
"""The invariants as written, and the small language their lines share with the rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from waymark.content.strict import ContentFault, ContentFaults, Lined, load_with_lines
from waymark.plan.author import RULES
from waymark.plan.diagram import FALSE
from waymark.plan.meaning import Meaning

__all__ = ["Claim", "Space", "claims"]

KEYS = {
    "id",
    "says",
    "sources",
    "never",
    "before",
    "phases",
    "relation",
    "stages",
    "directory",
    "tests",
    "note",
}


@dataclass(frozen=True)
class Claim:
    """One numbered invariant: the parts of it that can be shown, each by its own method."""

    id: int
    says: str
    lined: Lined = field(repr=False)
    where: tuple[str | int, ...] = field(repr=False)
    parts: dict[str, Any] = field(repr=False)


def claims(folder: Path | None = None) -> list[Claim]:
    """Every invariant of a rules folder (Waymark's own where the folder has none).

    Raises:
        ContentFault: for an unknown key or a number that stands twice.
    """
    path = (folder or RULES) / "invariants.yaml"
    lined = load_with_lines(path if path.exists() else RULES / path.name)
    faults: list[ContentFault] = []
    seen: set[int] = set()
    found = []
    for at, one in enumerate(lined.data["invariants"]):
        if unknown := set(one) - KEYS:
            faults.append(
                lined.fault(f"unknown key {', '.join(sorted(unknown))}", "invariants", at)
            )
        if one["id"] in seen:
            faults.append(lined.fault(f"invariant {one['id']} stands twice", "invariants", at))
        seen.add(one["id"])
        found.append(Claim(one["id"], one["says"], lined, ("invariants", at), one))
    if faults:
        raise ContentFaults(faults)
    return found


class Space:
    """All admitted answers of a rule book, and where a line about answers and plan holds in it."""

    def __init__(self, meaning: Meaning) -> None:
        self.meaning = meaning
        self.store = meaning.store
        self.book = meaning.book
        self.rank = {action["id"]: rank for rank, action in enumerate(self.book["actions"])}
        self._numbers: dict[str, int] = self.book["names"]

    def literal(self, name: str, spec: Any) -> int:
        """Where one name has one of the values written.

        Raises:
            KeyError: if the name or a value is unknown; the text says which.
        """
        negated = isinstance(spec, dict)
        chosen = (
            spec["not"] if isinstance(spec, dict) else spec if isinstance(spec, list) else [spec]
        )
        if name == "first":
            found = self.store.any(self.meaning.first[self._action(one)] for one in chosen)
        elif name.startswith("has."):
            has = self.meaning.actions[self._action(name.removeprefix("has."))]
            return has if spec else self.store.negate(has)
        else:
            found = self.meaning.literal(self._number(name), self._mask(name, chosen))
        return self.store.negate(found) if negated else found

    def line(self, written: dict[str, Any]) -> int:
        """Where everything in a line holds, among admitted answers."""
        found = self.meaning.admitted
        for name, spec in written.items():
            found = self.store.both(found, self.literal(name, spec))
            if found == FALSE:
                break
        return found

    def has(self, action: str) -> int:
        """Where the plan has the action."""
        return self.meaning.actions[self._action(action)]

    def input(self, fact: str) -> int:
        """The number of the input that holds the answer to a fact of one value."""
        return self._numbers[f"answered.{fact}"]

    def value(self, fact: str, value: str) -> int:
        """The number of one of a fact's values."""
        values: list[Any] = self.book["variables"][self.input(fact)]["values"]
        return values.index(value)

    def answers(self, found: dict[int, int]) -> dict[str, Any]:
        """Values of inputs as answers that a person, or `waymark plan`, can be given."""
        answers: dict[str, Any] = {"audience": "child"}
        for number, value in sorted(found.items()):
            variable = self.book["variables"][number]
            fact = next(f for f in self.book["facts"] if number in f["inputs"])
            if fact["kind"] == "list":
                answers.setdefault(fact["name"], []).append(
                    fact["values"][fact["inputs"].index(number)]
                )
            elif fact["kind"] == "country":
                answers["country"] = self.book["packs"][value]["countries"][0]
            else:
                answers[fact["name"]] = _spoken(fact["name"], variable["values"][value])
        return answers

    @property
    def quiet(self) -> list[int]:
        """Per input the value of a person who says nothing: unknown, or not ticked."""
        silent = {"answered.audience": 0, "country": 0}
        inputs = self.book["variables"][: self.book["inputs"]]
        return [
            silent.get(v["name"], 0 if v["values"][0] is False else len(v["values"]) - 1)
            for v in inputs
        ]

    def _number(self, name: str) -> int:
        if name not in self._numbers:
            raise KeyError(f"unknown name {name!r}")
        return self._numbers[name]

    def _mask(self, name: str, chosen: list[Any]) -> int:
        values = self.book["variables"][self._number(name)]["values"]
        for one in chosen:
            if one not in values:
                raise KeyError(f"{name}: {one!r} is not one of {values}")
        return sum(1 << at for at, value in enumerate(values) if value in chosen)

    def _action(self, id_: str) -> int:
        if id_ not in self.rank:
            raise KeyError(f"unknown action {id_!r}")
        return self.rank[id_]


def _spoken(fact: str, value: Any) -> Any:
    """Bands as a year that lies in them, so that the answer can be given again."""
    if fact == "child_age" and value in ("under_13", "13_17"):
        return {"under_13": 10, "13_17": 15}[value]
    return value
