# SPDX-License-Identifier: Apache-2.0
"""Which questions still matter: exact, read off the diagrams of the steps.

A question is open only while some answers to it, together with some answers to the other open
questions, give different plans. It is never asked for nothing.
"""

from __future__ import annotations

from typing import Any

from waymark.plan.answers import Answers

__all__ = ["OpenQuestions", "stored"]

TERMINALS = 256
OPEN = -1
FIRST_ASKED = 2  # audience and country stand on top of every diagram
REMEMBERED = 100_000


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
        shown = store.both(
            child, store.both(meaning.actions[line["action"]], meaning.holds(line["when"]))
        )
        found.append((line["action"], shown))
    return [(action, root) for action, root in found if root >= TERMINALS]


class OpenQuestions:
    """Finds the questions that can still change a plan.

    Args:
        book: a compiled rule book with its diagrams.
    """

    def __init__(self, book: dict[str, Any]) -> None:
        self._actions = [action["id"] for action in book["actions"]]
        self._facts = [(fact["name"], fact["inputs"]) for fact in book["facts"]]
        self._fact_bit = [0] * book["inputs"]
        # Bits for one answer: its number plus one, 0 while open.
        values = (len(one["values"]) for one in book["variables"][: book["inputs"]])
        self._width = max(values).bit_length()
        for number, (_, inputs) in enumerate(self._facts):
            for at in inputs:
                self._fact_bit[at] = 1 << number
        self._load(book["diagrams"])
        self._forget()

    def _load(self, diagrams: dict[str, Any]) -> None:
        self._roots: list[list[int]] = diagrams["roots"]
        self._begun: dict[tuple[int, ...], list[tuple[int, int]]] = {}
        self._asks = [-1] * TERMINALS
        self._branches: list[tuple[int, ...]] = [()] * TERMINALS
        # Per node, the answers it can see (a field of bits for each input below it), and the
        # facts it depends on.
        self._sees = [0] * TERMINALS
        self._stored_depends = [0] * TERMINALS
        field = (1 << self._width) - 1
        for asked, *branches in diagrams["nodes"]:
            self._asks.append(asked)
            self._branches.append(tuple(branches))
            sees, depends = field << asked * self._width, self._fact_bit[asked]
            for branch in branches:
                sees |= self._sees[branch]
                depends |= self._stored_depends[branch]
            self._sees.append(sees)
            self._stored_depends.append(depends)
        self._different = [tuple(dict.fromkeys(branches)) for branches in self._branches]
        self._stored = {
            (self._asks[at], self._branches[at]): at for at in range(TERMINALS, len(self._asks))
        }

    def _forget(self) -> None:
        """Start with nothing remembered from earlier answers."""
        self._reduced: dict[tuple[int, int], int] = {}
        self._unique = dict(self._stored)
        self._depends = list(self._stored_depends)

    def of(self, answers: Answers) -> dict[str, list[str]]:
        """Per open question that still matters: the steps it could bring, take away or move."""
        if len(self._reduced) > REMEMBERED:
            self._forget()
        self._fix(answers)
        matters: dict[int, int] = {}
        for action, root in self._starts():
            if facts := self._depends[self._reduce(root)]:
                matters[action] = matters.get(action, 0) | facts
        return self._named(matters, answers)

    def _starts(self) -> list[tuple[int, int]]:
        """Where the diagrams begin for this person in this country; most are settled by then."""
        key = tuple(self._answered[:FIRST_ASKED])
        if key not in self._begun:
            follow = ((action, self._follow(root)) for action, root in self._roots)
            self._begun[key] = [(action, at) for action, at in follow if at >= TERMINALS]
        return self._begun[key]

    def _follow(self, at: int) -> int:
        while self._asks[at] in range(FIRST_ASKED):
            number = self._answered[self._asks[at]]
            if number == OPEN:
                break
            at = self._branches[at][number]
        return at

    def _fix(self, answers: Answers) -> None:
        """Take down the given answers: one by one, and all in one number."""
        self._met: dict[int, int] = {}  # per node met for these answers: what is left of it
        self._answered = [OPEN] * len(self._fact_bit)
        self._fixed = 0
        for name, inputs in self._facts:
            if name in answers.given:
                for at in inputs:
                    self._answered[at] = answers.values[at]
                    self._fixed |= answers.values[at] + 1 << at * self._width

    def _named(self, matters: dict[int, int], answers: Answers) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        ordered = sorted(matters.items())
        for number, (name, _) in enumerate(self._facts):
            if name not in answers.given:
                could = [self._actions[action] for action, facts in ordered if facts >> number & 1]
                if could:
                    found[name] = could
        return found

    def _reduce(self, at: int) -> int:
        """The diagram once the given answers are known: what it still asks really matters.

        A node that sees none of the answers stays as it is. Any other is remembered by the answers
        that it can see, so that other plans find it again.
        """
        while at >= TERMINALS:
            number = self._answered[self._asks[at]]
            if number == OPEN:
                break
            at = self._branches[at][number]
        if at < TERMINALS:
            return at
        seen = self._fixed & self._sees[at]
        if not seen:
            return at
        found = self._met.get(at)
        if found is None:
            key = (at, seen)
            found = self._reduced.get(key)
            if found is None:
                reduce = self._reduce
                # Countries have many branches and few different ones: each is reduced once.
                done = {b: b if b < TERMINALS else reduce(b) for b in self._different[at]}
                parts = tuple([done[b] for b in self._branches[at]])
                found = self._reduced[key] = self._node(self._asks[at], parts)
            self._met[at] = found
        return found

    def _node(self, asked: int, parts: tuple[int, ...]) -> int:
        if parts.count(parts[0]) == len(parts):
            return parts[0]
        found = self._unique.get((asked, parts))
        if found is None:
            found = self._unique[asked, parts] = len(self._depends)
            depends = self._fact_bit[asked]
            for part in parts:
                depends |= self._depends[part]
            self._depends.append(depends)
        return found
