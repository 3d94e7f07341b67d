# SPDX-License-Identifier: Apache-2.0
"""Why a step is there: the rules that brought it, their sources, and the answers that mattered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from waymark.plan.answers import Answers
from waymark.plan.circuit import Circuit, Decision
from waymark.plan.order import bits, holds

__all__ = ["Reasons"]

UNKNOWN = "unknown"


class Reasons:
    """Explains decisions of one rule book.

    Args:
        circuit: the circuit that made the decisions.
    """

    def __init__(self, circuit: Circuit) -> None:
        book = circuit.book
        self._circuit = circuit
        self._rules = book["rules"]
        self._facts = [fact["name"] for fact in book["facts"]]
        number = {name: at for at, name in enumerate(self._facts)}
        variables = book["variables"]
        self._own = [1 << number[v["fact"]] if "fact" in v and at < circuit.inputs else 0 for at, v in enumerate(variables)]
        self._made = {made["variable"]: made for made in book["derived"]}
        self._clauses = [clause for rule in self._rules for clause in circuit._with_exceptions(rule)]
        self._sources = {key: {"id": key, "url": s["url"], "at": s["at"]} for key, s in book["sources"].items()}

    def of(self, decision: Decision, answers: Answers, action: int) -> list[dict[str, Any]]:
        """The reasons for one step: rule, the answers that made it hold, its source."""
        return self._because(decision, answers, decision.lines & self._circuit.lines_adding[action])

    def vetoed(self, decision: Decision) -> list[dict[str, str]]:
        """What a rule brought and another took out, with the reason for reviewers."""
        found = []
        for action in bits(decision.vetoed):
            for line in bits(decision.lines):
                rule = self._rules[self._circuit.line_of_rule[line]]
                why = rule["veto"].get(str(action))
                if why:
                    found.append({"action": self._circuit.book["actions"][action]["id"], "rule": rule["id"], "reason": why})
                    break
        return found

    def _because(self, decision: Decision, answers: Answers, lines: int) -> list[dict[str, Any]]:
        seen: dict[int, int] = {}
        found: dict[str, dict[str, Any]] = {}
        for line in bits(lines):
            rule = self._rules[self._circuit.line_of_rule[line]]
            if rule["id"] not in found:
                mattered = self._clause(self._clauses[line], decision.values, seen)
                found[rule["id"]] = {
                    "rule": rule["id"],
                    "answers": self._answers(mattered, answers),
                    "source": self._sources[rule["sources"][0]] if rule["sources"] else None,
                }
        return list(found.values())

    def _answers(self, mattered: int, answers: Answers) -> dict[str, Any]:
        names = (self._facts[number] for number in bits(mattered))
        return {name: answers.given.get(name, UNKNOWN) for name in names}

    def _clause(self, clause: Sequence[Sequence[int]], values: Sequence[int], seen: dict[int, int]) -> int:
        found = 0
        for variable, _ in clause:
            found |= self._facts_behind(variable, values, seen)
        return found

    def _facts_behind(self, variable: int, values: Sequence[int], seen: dict[int, int]) -> int:
        """The facts (as bits) that gave a variable its value."""
        if variable < self._circuit.inputs:
            return self._own[variable]
        found = seen.get(variable)
        if found is None:
            found = seen[variable] = self._derived(self._made[variable], values, seen)
        return found

    def _derived(self, made: dict[str, Any], values: Sequence[int], seen: dict[int, int]) -> int:
        """The line that held; where none did, for each line one reason why not."""
        given = self._own[made["input"]] if "input" in made else 0
        if "input" in made and values[made["input"]] != made["default"]:
            return given
        for value, clauses in made["cases"]:
            if value == values[made["variable"]]:
                for clause in clauses:
                    if holds([clause], values):
                        return given | self._clause(clause, values, seen)
            for clause in clauses:
                missing = next((v for v, mask in clause if not mask >> values[v] & 1), None)
                if missing is not None:
                    given |= self._facts_behind(missing, values, seen)
        return given
