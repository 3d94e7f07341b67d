# SPDX-License-Identifier: Apache-2.0
"""Why a step is there: the rules that brought it, their sources, and the answers that mattered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from waymark.plan.answers import Answers
from waymark.plan.circuit import Circuit, Decision
from waymark.plan.order import bits, holds

__all__ = ["Because", "Reasons"]

UNKNOWN = "unknown"


class Reasons:
    """Explains decisions of one rule book.

    Args:
        circuit: the circuit that made the decisions.
    """

    def __init__(self, circuit: Circuit) -> None:
        book = circuit.book
        self.circuit = circuit
        self.rules = book["rules"]
        self.facts = [fact["name"] for fact in book["facts"]]
        number = {name: at for at, name in enumerate(self.facts)}
        variables = book["variables"]
        self._own = [
            1 << number[v["fact"]] if "fact" in v and at < circuit.inputs else 0
            for at, v in enumerate(variables)
        ]
        self._made = {made["variable"]: made for made in book["derived"]}
        self.clauses = [clause for rule in self.rules for clause in circuit.lines_of(rule)]
        self.sources = {
            key: {"id": key, "url": s["url"], "at": s["at"]} for key, s in book["sources"].items()
        }

    def of(self, decision: Decision, answers: Answers) -> Because:
        """The reasons of one plan; ask it for each step."""
        return Because(self, decision, answers)

    def vetoed(self, decision: Decision) -> list[dict[str, str]]:
        """What a rule brought and another took out, with the reason for reviewers."""
        found = []
        for action in bits(decision.vetoed):
            for line in bits(decision.lines):
                rule = self.rules[self.circuit.line_of_rule[line]]
                why = rule["veto"].get(str(action))
                if why:
                    found.append(
                        {
                            "action": self.circuit.book["actions"][action]["id"],
                            "rule": rule["id"],
                            "reason": why,
                        }
                    )
                    break
        return found

    def clause(
        self, clause: Sequence[Sequence[int]], values: Sequence[int], seen: dict[int, int]
    ) -> int:
        """The facts (as bits) that made a line hold."""
        found = 0
        for variable, _ in clause:
            found |= self._facts_behind(variable, values, seen)
        return found

    def _facts_behind(self, variable: int, values: Sequence[int], seen: dict[int, int]) -> int:
        """The facts (as bits) that gave a variable its value."""
        if variable < self.circuit.inputs:
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
                        return given | self.clause(clause, values, seen)
            for clause in clauses:
                missing = next((v for v, mask in clause if not mask >> values[v] & 1), None)
                if missing is not None:
                    given |= self._facts_behind(missing, values, seen)
        return given


class Because:
    """The reasons of one plan. What lies behind a condition is worked out once for all steps."""

    def __init__(self, reasons: Reasons, decision: Decision, answers: Answers) -> None:
        self._reasons = reasons
        self._decision = decision
        self._given = answers.given
        self._seen: dict[int, int] = {}
        self._lines: dict[int, dict[str, Any]] = {}

    def step(self, action: int) -> list[dict[str, Any]]:
        """Per rule that brought the step: its id, the answers that made it hold, its source."""
        found: dict[int, dict[str, Any]] = {}
        for line in bits(self._decision.lines & self._reasons.circuit.lines_adding[action]):
            rule = self._reasons.circuit.line_of_rule[line]
            if rule not in found:
                if line not in self._lines:
                    self._lines[line] = self._line(line, self._reasons.rules[rule])
                found[rule] = self._lines[line]
        return list(found.values())

    def _line(self, line: int, rule: dict[str, Any]) -> dict[str, Any]:
        reasons = self._reasons
        mattered = reasons.clause(reasons.clauses[line], self._decision.values, self._seen)
        names = (reasons.facts[number] for number in bits(mattered))
        return {
            "rule": rule["id"],
            "answers": {name: self._given.get(name, UNKNOWN) for name in names},
            "source": reasons.sources[rule["sources"][0]] if rule["sources"] else None,
        }
