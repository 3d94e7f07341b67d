# SPDX-License-Identifier: Apache-2.0
"""Which questions still matter: exact, read off the diagrams of the steps.

A question is open only while some answers to it, together with some answers to the other open
questions, give different plans. It is never asked for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
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


class OpenQuestions:
    """Finds the questions that can still change a plan.

    Args:
        book: a compiled rule book with its diagrams.
    """

    def __init__(self, book: dict[str, Any]) -> None:
        nodes = book["diagrams"]["nodes"]
        self._asks = [-1] * TERMINALS + [node[0] for node in nodes]
        self._branches: list[tuple[int, ...]] = [()] * TERMINALS + [tuple(node[1:]) for node in nodes]
        self._roots = book["diagrams"]["roots"]
        self._actions = [action["id"] for action in book["actions"]]
        self._facts = [(fact["name"], fact["inputs"]) for fact in book["facts"]]
        self._fact_bit = [0] * book["inputs"]
        for number, (_, inputs) in enumerate(self._facts):
            for at in inputs:
                self._fact_bit[at] = 1 << number

    def of(self, answers: Answers) -> dict[str, list[str]]:
        """Per open question that still matters: the steps it could bring, take away or move."""
        fixed = {at: answers.values[at] for name, inputs in self._facts if name in answers.given for at in inputs}
        matters = self._matters(fixed)
        found: dict[str, list[str]] = {}
        for number, (name, _) in enumerate(self._facts):
            if name not in answers.given:
                could = [self._actions[action] for action, mask in matters.items() if mask >> number & 1]
                if could:
                    found[name] = could
        return found

    def _matters(self, fixed: Mapping[int, int]) -> dict[int, int]:
        """Per action: the facts (as bits) its diagrams still depend on once some inputs are fixed."""
        reduced: dict[int, int] = {}
        unique: dict[tuple[int, tuple[int, ...]], int] = {}
        mask: list[int] = [0] * TERMINALS
        asks, branches, fact_bit = self._asks, self._branches, self._fact_bit

        def walk(at: int) -> int:
            if at < TERMINALS:
                return at
            found = reduced.get(at)
            if found is not None:
                return found
            asked = asks[at]
            value = fixed.get(asked)
            if value is not None:
                found = walk(branches[at][value])
            else:
                parts = tuple([walk(branch) for branch in branches[at]])
                found = parts[0]
                if parts.count(found) != len(parts):
                    key = (asked, parts)
                    found = unique.get(key, -1)
                    if found < 0:
                        found = unique[key] = len(mask)
                        bit = fact_bit[asked]
                        for part in parts:
                            bit |= mask[part]
                        mask.append(bit)
            reduced[at] = found
            return found

        matters: dict[int, int] = {}
        for action, root in self._roots:
            depends = mask[walk(root)]
            if depends:
                matters[action] = matters.get(action, 0) | depends
        return matters
