# SPDX-License-Identifier: Apache-2.0
"""The diagrams of a mutant: made from those of its book, and only where something changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from waymark.plan.diagram import FALSE
from waymark.plan.meaning import Meaning
from waymark.plan.prove.mutants import Mutant

__all__ = ["Origin", "differences"]


class Origin:
    """The book all mutants are made of, with everything that comparisons need again and again."""

    def __init__(self, book: dict[str, Any]) -> None:
        self.book = book
        self.meaning = Meaning(book)
        self.fires = self.meaning.fires
        self.actions = self.meaning.actions
        self.first = self.meaning.first
        self.touched = [_touched(rule) for rule in book["rules"]]


class _Variation(Meaning):
    """A mutant's diagrams; names that come out equal stop the work there."""

    def __init__(self, origin: Origin, book: dict[str, Any]) -> None:
        base = origin.meaning
        self.book, self.variables, self.inputs, self.store = (
            book,
            base.variables,
            base.inputs,
            base.store,
        )
        self.value = list(base.value)
        self.moved: set[int] = set()
        self._literals = base._literals  # noqa: SLF001  (a variation of the same class)
        if book["derived"] is not origin.book["derived"]:
            self._again(origin)

    def _again(self, origin: Origin) -> None:
        for made, before in zip(self.book["derived"], origin.book["derived"], strict=True):
            if made is before and not self._asks(lines for _, lines in made["cases"]):
                continue
            found = self._derive(made)
            at = made["variable"]
            if found != self.value[at]:
                if not self.moved:
                    self._literals = dict(self._literals)
                self.value[at] = found
                self.moved.add(at)
                for key in [key for key in self._literals if key[0] == at]:
                    del self._literals[key]

    def _asks(self, parts: Iterator[Any]) -> bool:
        return bool(self.moved) and any(
            pair[0] in self.moved for lines in parts for line in lines for pair in line
        )

    def asks(self, *parts: Any) -> bool:
        """Whether these lines ask a name that no longer means what it meant."""
        return self._asks(iter(parts))


def differences(origin: Origin, mutant: Mutant) -> Iterator[int]:
    """Where the mutant's plan is another, piece by piece; no piece proves it equal everywhere.

    First the steps one by one, then the first action; only where none differ, the stages.
    The pieces are not joined: a mistake in a common condition would make one huge diagram of them.
    """
    changed = _Variation(origin, mutant.book)
    store, admitted = origin.meaning.store, origin.meaning.admitted
    fires, touched = _fires(origin, changed)
    same = True
    for action in sorted(touched):
        piece = store.both(admitted, _apart(origin, changed, fires, action))
        if piece != FALSE:
            same = False
            yield piece
    if changed.moved or mutant.part == "first":
        for old, new in zip(origin.first, changed.first, strict=True):
            piece = store.both(admitted, _xor(store, old, new))
            if piece != FALSE:
                same = False
                yield piece
    if same and changed.moved:
        yield from _staged(origin, changed)


def _fires(origin: Origin, changed: _Variation) -> tuple[list[int], set[int]]:
    """Where each rule of the mutant holds, and the actions this can make come or go."""
    old, new = origin.book["rules"], changed.book["rules"]
    if len(old) != len(new):
        lost = next((at for at, rule in enumerate(new) if rule is not old[at]), len(new))
        return [*origin.fires[:lost], FALSE, *origin.fires[lost + 1 :]], set(origin.touched[lost])
    fires, touched = list(origin.fires), set()
    store = changed.store
    for at, (rule, before) in enumerate(zip(new, old, strict=True)):
        if rule is before and not changed.asks(rule["when"], rule["unless"]):
            continue
        fires[at] = store.both(
            changed.holds(rule["when"]), store.negate(changed.holds(rule["unless"]))
        )
        if fires[at] != origin.fires[at] or rule is not before:
            touched |= origin.touched[at]
    return fires, touched


def _apart(origin: Origin, changed: _Variation, fires: list[int], action: int) -> int:
    """Where the plan has the action in one of the two books only."""
    rules = changed.book["rules"]
    if len(rules) != len(origin.book["rules"]):
        rules = origin.book["rules"]  # one is deleted: it stands there still, and never fires
    parts: dict[str, list[int]] = {"always": [], "add": [], "veto": []}
    for rule, where in zip(rules, fires, strict=True):
        for strength, found in parts.items():
            if action in rule[strength] or (strength == "veto" and str(action) in rule[strength]):
                found.append(where)
    store = changed.store
    kept, added, vetoed = (store.any(parts[strength]) for strength in ("always", "add", "veto"))
    here = store.either(kept, store.both(added, store.negate(vetoed)))
    return _xor(store, origin.actions[action], here)


def _staged(origin: Origin, changed: _Variation) -> Iterator[int]:
    """Where the same steps with the same first one may stand in other stages."""
    store, base = changed.store, origin.meaning
    for when, within in _stage_lines(origin, changed):
        if changed.asks(when):
            moved = _xor(store, base.holds(when), changed.holds(when))
            piece = store.both(base.admitted, store.both(moved, within))
            if piece != FALSE:
                yield piece


def _stage_lines(origin: Origin, changed: _Variation) -> Iterator[tuple[Any, int]]:
    """The lines of the stage rule, and for whom they count."""
    stages, store = changed.book["stages"], changed.store
    yield stages["safety_check"]["when"], origin.meaning.admitted
    child = origin.meaning.literal(origin.book["names"]["answered.audience"], 1)
    for line in stages["child"]["own"]:
        yield line["when"], store.both(child, origin.actions[line["action"]])


def _xor(store: Any, left: int, right: int) -> int:
    if left == right:
        return FALSE
    return int(
        store.either(store.both(left, store.negate(right)), store.both(right, store.negate(left)))
    )


def _touched(rule: dict[str, Any]) -> set[int]:
    return {int(action) for strength in ("always", "add", "veto") for action in rule[strength]}
