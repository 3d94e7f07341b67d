# SPDX-License-Identifier: Apache-2.0
"""Why a step is there: the rules that brought it, their sources, and the answers that mattered."""

from __future__ import annotations

from collections import defaultdict
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from waymark.plan.answers import Answers
from waymark.plan.circuit import Circuit, Decision
from waymark.plan.clauses import Clause, bits

__all__ = ["Because", "Reason", "Reasons"]

UNKNOWN = "unknown"
OPEN = -1  # not worked out yet


class Reason(NamedTuple):
    """One rule that brought a step: its id, the facts whose answers made it hold, its source."""

    rule: str
    facts: tuple[str, ...]
    source: dict[str, Any] | None


class _Line(NamedTuple):
    """What is known of a line of a rule before any answer."""

    rule: str
    source: dict[str, Any] | None
    brings: tuple[int, ...]
    facts: int  # bit per fact that it asks for directly
    open: tuple[int, ...]  # variables with more than one fact behind them


_Case = tuple[
    int, list[list[tuple[int, int, int]]]
]  # lines as bits; per line its tests, with roots


class _Made(NamedTuple):
    """A derived variable: the input it reads if that is known, and its cases."""

    given: int
    unknown: int
    cases: list[_Case]


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
        self._root = list(range(len(circuit.sizes)))
        for variable, parent, _ in circuit.mapped:
            self._root[variable] = self._root[parent]
        self.behind = self._known()
        self.made = {
            made["variable"]: self._made(made)
            for made in book["derived"]
            if made["variable"] in circuit.cases
        }
        self.asked = [self._asked(clause) for clause in circuit.clauses]
        self.lines = [self._line(line, rule) for line, rule in enumerate(circuit.line_of_rule)]
        # Reasons hold no answers, so plans share them: per line, by the facts (as bits) behind it.
        # The rules bound how many there can be: 20,000 random plans need about a thousand.
        self.known: list[dict[int, Reason]] = [{} for _ in self.lines]

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
        variables = self.circuit.book["variables"][: self.circuit.inputs]
        known = [1 << number[variable["fact"]] for variable in variables]
        known += [OPEN] * (len(self._root) - len(known))
        return [known[root] for root in self._root]

    def _asked(self, clause: Clause) -> tuple[int, tuple[int, ...]]:
        """The facts (as bits) that a line asks, and the variables with several behind them."""
        roots = {self._root[variable] for variable, _ in clause}
        known = [self.behind[root] for root in roots if self.behind[root] != OPEN]
        return reduce(or_, known, 0), tuple(r for r in roots if self.behind[r] == OPEN)

    def _made(self, made: dict[str, Any]) -> _Made:
        cases = [
            (lines, [self._tests(self.circuit.clauses[line]) for line in bits(lines)])
            for lines, _ in self.circuit.cases[made["variable"]]
        ]
        return _Made(made.get("input", OPEN), made["default"], cases)

    def _tests(self, clause: Clause) -> list[tuple[int, int, int]]:
        """The tests of a line; plain answers first, so that a reason why not stays short."""
        tests = [(variable, mask, self._root[variable]) for variable, mask in clause]
        return sorted(tests, key=lambda test: self.behind[test[2]] == OPEN)

    def _line(self, line: int, number: int) -> _Line:
        rule = self.rules[number]
        return _Line(
            rule["id"],
            self.sources[rule["sources"][0]] if rule["sources"] else None,
            tuple(dict.fromkeys([*rule["always"], *rule["add"]])),
            *self.asked[self.circuit.rules_start + line],
        )

    def reason(self, line: int, facts: int) -> Reason:
        """The reason that a line gives where these facts (as bits) are behind it."""
        rule, source, *_ = self.lines[line]
        found = Reason(rule, tuple(self.facts[number] for number in bits(facts)), source)
        self.known[line][facts] = found
        return found


class Because:
    """The reasons of one plan. What lies behind a condition is worked out once for all steps.

    `steps` holds, per action, the rules that brought it: why each held, and its source.
    """

    def __init__(self, reasons: Reasons, decision: Decision, answers: Answers) -> None:
        self._reasons = reasons
        self._decision = decision
        self._behind = reasons.behind.copy()
        self._given = answers.given
        self._shown: dict[str, dict[str, Any]] = {}
        self.steps: dict[int, list[Reason]] = defaultdict(list)
        self._explain()

    def as_dicts(self, action: int) -> list[dict[str, Any]]:
        """The reasons of a step with the answers written out, as the plan JSON has them."""
        return [self._written(reason) for reason in self.steps[action]]

    def _written(self, reason: Reason) -> dict[str, Any]:
        """A reason as JSON; steps of one rule share it."""
        found = self._shown.get(reason.rule)
        if found is None:
            given = self._given
            answers = {name: given.get(name, UNKNOWN) for name in reason.facts}
            found = {"rule": reason.rule, "answers": answers, "source": reason.source}
            self._shown[reason.rule] = found
        return found

    def _explain(self) -> None:
        """Explain each rule that holds, by the first of its lines that does."""
        lines, known = self._reasons.lines, self._reasons.known
        steps, behind = self.steps, self._behind
        explained = None
        for at in bits(self._decision.lines):
            rule, _, brings, facts, open_ = lines[at]
            if rule is explained:
                continue
            explained = rule
            for variable in open_:
                more = behind[variable]
                facts |= more if more != OPEN else self._derived(variable)
            reason = known[at].get(facts) or self._reasons.reason(at, facts)
            for action in brings:
                steps[action].append(reason)

    def _derived(self, variable: int) -> int:
        """The facts (as bits) that gave a variable its value; remembered for the next step."""
        given, unknown, cases = self._reasons.made[variable]
        if given == OPEN:
            found = self._of_cases(cases, 0)
        elif self._decision.values[given] != unknown:
            found = self._behind[given]
        else:
            found = self._of_cases(cases, self._behind[given])
        self._behind[variable] = found
        return found

    def _of_cases(self, cases: list[_Case], found: int) -> int:
        """The line that held; where none did, for each line one reason why not."""
        values, behind = self._decision.values, self._behind
        for lines, clauses in cases:
            held = lines & self._decision.hits
            if held:
                facts, open_ = self._reasons.asked[_lowest(held)]
                for variable in open_:
                    more = behind[variable]
                    facts |= more if more != OPEN else self._derived(variable)
                return found | facts
            for clause in clauses:
                for asked, mask, root in clause:
                    if not mask >> values[asked] & 1:
                        more = behind[root]
                        found |= more if more != OPEN else self._derived(root)
                        break
        return found


def _lowest(number: int) -> int:
    """The number of the lowest one-bit."""
    return (number & -number).bit_length() - 1
