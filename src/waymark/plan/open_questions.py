# SPDX-License-Identifier: Apache-2.0
"""Which questions still matter: exact, read off the diagrams of the steps.

A question is open only while some answers to it, together with some answers to the other open
questions, give different plans. It is never asked for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from waymark.plan.answers import Answers

__all__ = ["OpenQuestions", "stored"]

TERMINALS = 256


def stored(meaning: Any) -> dict[str, Any]:
    """The diagrams that questions need, as they lie in the compiled rule book.

    Args:
        meaning: `waymark.plan.meaning.Meaning` of the rule book.
    """
    store = meaning.store
    roots = _roots(meaning)
    number: dict[int, int] = {}
    nodes: list[list[int]] = []

    def keep(at: int) -> int:
        if at < TERMINALS:
            return at
        if at not in number:
            branches = [keep(branch) for branch in store.branches[at]]
            number[at] = TERMINALS + len(nodes)
            nodes.append([store.asks[at], *branches])
        return number[at]

    return {"roots": [[action, keep(root)] for action, root in roots], "nodes": nodes}


def _roots(meaning: Any) -> list[tuple[int, int]]:
    """Per action: whether it is there, whether it is first, and whether it moves between stages."""
    store, book = meaning.store, meaning.book
    found = [(action, root) for action, root in enumerate(meaning.actions)]
    found += [(action, root) for action, root in enumerate(meaning.first)]
    child = meaning.literal(0, 1)
    for line in book["stages"]["child"]["own"]:
        shown = store.both(child, store.both(meaning.actions[line["action"]], meaning.holds(line["when"])))
        found.append((line["action"], shown))
    return [(action, root) for action, root in found if root >= TERMINALS]


@dataclass(frozen=True, slots=True)
class _Table:
    """Diagrams as plain lists: who asks, where each value leads, and the roots per action."""

    asks: list[int]
    branches: list[tuple[int, ...]]
    roots: list[tuple[int, int]]
    facts: list[int]  # per node: the facts (as bits) it still depends on

    def fix(self, fixed: Mapping[int, int], fact_bit: Sequence[int]) -> _Table:
        """The same diagrams once some inputs have a value, reduced again: what is left really matters."""
        asks, branches, facts = [-1] * TERMINALS, [()] * TERMINALS, [0] * TERMINALS
        reduced: dict[int, int] = {}
        unique: dict[tuple[int, tuple[int, ...]], int] = {}

        def walk(at: int) -> int:
            found = reduced.get(at)
            if found is not None:
                return found
            asked = self.asks[at]
            value = fixed.get(asked)
            if value is not None:
                found = self.branches[at][value]
                found = walk(found) if found >= TERMINALS else found
            else:
                parts = tuple([walk(branch) if branch >= TERMINALS else branch for branch in self.branches[at]])
                found = parts[0]
                if parts.count(found) != len(parts):
                    found = unique.get((asked, parts), -1)
                    if found < 0:
                        found = unique[asked, parts] = len(asks)
                        asks.append(asked)
                        branches.append(parts)
                        depends = fact_bit[asked]
                        for part in parts:
                            depends |= facts[part]
                        facts.append(depends)
            reduced[at] = found
            return found

        roots = [(action, walk(root)) for action, root in self.roots]
        return _Table(asks, branches, [pair for pair in roots if pair[1] >= TERMINALS], facts)


class OpenQuestions:
    """Finds the questions that can still change a plan.

    Args:
        book: a compiled rule book with its diagrams.
    """

    def __init__(self, book: dict[str, Any]) -> None:
        nodes = book["diagrams"]["nodes"]
        asks = [-1] * TERMINALS + [node[0] for node in nodes]
        branches = [()] * TERMINALS + [tuple(node[1:]) for node in nodes]
        self._whole = _Table(asks, branches, [(a, r) for a, r in book["diagrams"]["roots"]], [])
        self._actions = [action["id"] for action in book["actions"]]
        self._facts = [(fact["name"], fact["inputs"]) for fact in book["facts"]]
        self._fact_bit = [0] * book["inputs"]
        for number, (_, inputs) in enumerate(self._facts):
            for at in inputs:
                self._fact_bit[at] = 1 << number
        # Who asks and from where is known in nearly every plan and cuts the diagrams to a third.
        self._known_first = [at for name, inputs in self._facts if name in ("audience", "country") for at in inputs]
        self._tables: dict[tuple[int, ...], _Table] = {}

    def of(self, answers: Answers) -> dict[str, list[str]]:
        """Per open question that still matters: the steps it could bring, take away or move."""
        fixed = {at: answers.values[at] for name, inputs in self._facts if name in answers.given for at in inputs}
        left = self._table(fixed).fix(fixed, self._fact_bit)
        matters: dict[int, int] = {}
        for action, root in left.roots:
            matters[action] = matters.get(action, 0) | left.facts[root]
        found: dict[str, list[str]] = {}
        for number, (name, _) in enumerate(self._facts):
            if name not in answers.given:
                could = [self._actions[action] for action, facts in sorted(matters.items()) if facts >> number & 1]
                if could:
                    found[name] = could
        return found

    def _table(self, fixed: Mapping[int, int]) -> _Table:
        if any(at not in fixed for at in self._known_first):
            return self._whole
        key = tuple(fixed[at] for at in self._known_first)
        if key not in self._tables:
            self._tables[key] = self._whole.fix(dict(zip(self._known_first, key, strict=True)), self._fact_bit)
        return self._tables[key]
