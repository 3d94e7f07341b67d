# SPDX-License-Identifier: Apache-2.0
"""Why a step is there: the rules that brought it, their sources, and the answers that mattered."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache, reduce
from operator import or_
from typing import Any, NamedTuple

from waymark.plan.answers import Answers
from waymark.plan.circuit import Circuit, Decision
from waymark.plan.clauses import Clause, bits

__all__ = ["Because", "Reasons"]

UNKNOWN = "unknown"
OPEN = -1  # not worked out yet


class _Line(NamedTuple):
    """What is known of a line of a rule before any answer."""

    rule: str
    source: dict[str, Any] | None
    brings: tuple[int, ...]
    facts: int  # bit per fact that it asks for directly
    open: tuple[int, ...]  # variables with more than one fact behind them


class _Made(NamedTuple):
    """A derived variable: the input it reads if that is known, and its cases."""

    given: int
    unknown: int
    cases: list[tuple[int, list[Clause]]]


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
        self.sources = {
            key: {"id": key, "url": s["url"], "at": s["at"]} for key, s in book["sources"].items()
        }
        self.nothing = dict.fromkeys(self.facts, UNKNOWN)
        self.behind = self._known()
        self.parents = {variable: parent for variable, parent, _ in circuit.mapped}
        self.made = {
            made["variable"]: self._made(made)
            for made in book["derived"]
            if made["variable"] in circuit.cases
        }
        self.lines = [self._line(line, rule) for line, rule in enumerate(circuit.line_of_rule)]
        self.named = lru_cache(maxsize=4096)(self._named)

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

    def _known(self) -> list[int]:
        """Per variable: the fact (as a bit) that alone gives it its value, else `OPEN`."""
        number = {name: at for at, name in enumerate(self.facts)}
        known = [OPEN] * len(self.circuit.sizes)
        for at in range(self.circuit.inputs):
            known[at] = 1 << number[self.circuit.book["variables"][at]["fact"]]
        for variable, parent, _ in self.circuit.mapped:
            known[variable] = known[parent]
        return known

    def _made(self, made: dict[str, Any]) -> _Made:
        clauses = self.circuit.clauses
        cases = self.circuit.cases[made["variable"]]
        written = [(lines, [clauses[line] for line in bits(lines)]) for lines, _ in cases]
        return _Made(made.get("input", OPEN), made["default"], written)

    def _line(self, line: int, number: int) -> _Line:
        rule = self.rules[number]
        variables = {v for v, _ in self.circuit.clauses[self.circuit.rules_start + line]}
        known = [self.behind[v] for v in variables if self.behind[v] != OPEN]
        return _Line(
            rule["id"],
            self.sources[rule["sources"][0]] if rule["sources"] else None,
            tuple(dict.fromkeys([*rule["always"], *rule["add"]])),
            reduce(or_, known, 0),
            tuple(v for v in variables if self.behind[v] == OPEN),
        )

    def _named(self, facts: int) -> tuple[str, ...]:
        return tuple(self.facts[number] for number in bits(facts))


class Because:
    """The reasons of one plan. What lies behind a condition is worked out once for all steps."""

    def __init__(self, reasons: Reasons, decision: Decision, answers: Answers) -> None:
        self._reasons = reasons
        self._decision = decision
        self._behind = reasons.behind.copy()
        self._steps: dict[int, list[dict[str, Any]]] = defaultdict(list)
        self._explain(reasons.nothing | answers.given)

    def step(self, action: int) -> list[dict[str, Any]]:
        """Per rule that brought the step: its id, the answers that made it hold, its source."""
        return self._steps.get(action, [])

    def _explain(self, given: dict[str, Any]) -> None:
        """Explain each rule that holds, by the first of its lines that does."""
        named, lines, behind = self._reasons.named, self._reasons.lines, self._behind
        explained = None
        for at in bits(self._decision.lines):
            rule, source, brings, facts, open_ = lines[at]
            if rule is explained:
                continue
            explained = rule
            for variable in open_:
                more = behind[variable]
                facts |= self._facts_behind(variable) if more == OPEN else more
            answers = {name: given[name] for name in named(facts)}
            reason = {"rule": rule, "answers": answers, "source": source}
            for action in brings:
                self._steps[action].append(reason)

    def _facts_behind(self, variable: int) -> int:
        """The facts (as bits) that gave a variable its value."""
        found = self._behind[variable]
        if found == OPEN:
            parent = self._reasons.parents.get(variable)
            found = self._derived(variable) if parent is None else self._facts_behind(parent)
            self._behind[variable] = found
        return found

    def _derived(self, variable: int) -> int:
        """The line that held; where none did, for each line one reason why not."""
        made, behind = self._reasons.made[variable], self._behind
        values, hits = self._decision.values, self._decision.hits
        if made.given != OPEN and values[made.given] != made.unknown:
            return behind[made.given]
        found = 0 if made.given == OPEN else behind[made.given]
        for lines, clauses in made.cases:
            held = lines & hits
            if held:
                return found | self._facts(self._reasons.circuit.clauses[_lowest(held)])
            for clause in clauses:
                for asked, mask in clause:
                    if not mask >> values[asked] & 1:
                        facts = behind[asked]
                        found |= self._facts_behind(asked) if facts == OPEN else facts
                        break
        return found

    def _facts(self, clause: Clause) -> int:
        """The facts (as bits) that made a line hold."""
        found = 0
        for variable, _ in clause:
            facts = self._behind[variable]
            found |= self._facts_behind(variable) if facts == OPEN else facts
        return found


def _lowest(number: int) -> int:
    """The number of the lowest one-bit."""
    return (number & -number).bit_length() - 1
