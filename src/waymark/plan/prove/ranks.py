# SPDX-License-Identifier: Apache-2.0
"""What stands before what, proved for every plan at once.

An adult reads the first action and then the order of ranks. A child reads what a child does (the
order of `stages.yaml`, in two helpings) and then the rest by rank. `late` collects the answers in
which an action might stand after another; it may hold too many, never too few, so an empty result
is a proof.
"""

from __future__ import annotations

from collections.abc import Iterable

from waymark.plan.diagram import FALSE
from waymark.plan.prove.claims import Space

__all__ = ["late", "phases_late"]


def late(space: Space, earlier: int, later: int) -> int:
    """Where both are in the plan and `earlier` might not stand before `later`."""
    store, meaning = space.store, space.meaning
    present = store.both(meaning.actions[earlier], meaning.actions[later])
    present = store.both(present, store.negate(meaning.first[earlier]))
    if present == FALSE or _message_goes_ahead(space, earlier, later):
        return FALSE
    child = space.literal("answered.audience", ["child"])
    for_child = store.both(child, _late_for_child(space, earlier, later))
    for_adult = store.both(store.negate(child), _late_by_rank(space, earlier, later))
    return store.both(store.both(present, meaning.admitted), store.either(for_child, for_adult))


def _message_goes_ahead(space: Space, earlier: int, later: int) -> bool:
    """Messages stand before every step but the first of a plan in danger."""
    actions = space.book["actions"]
    urgent_first = space.store.both(
        space.meaning.first[later],
        space.meaning.holds(space.book["stages"]["safety_check"]["when"]),
    )
    return bool(
        actions[earlier]["message"] and not actions[later]["message"] and urgent_first == FALSE
    )


def _late_by_rank(space: Space, earlier: int, later: int) -> int:
    return space.meaning.first[later] if earlier < later else 1


def _late_for_child(space: Space, earlier: int, later: int) -> int:
    """By rank where neither is the child's own; by the child's order where both are."""
    store = space.store
    places = _own(space, earlier), _own(space, later)
    own_earlier, own_later = (store.any(lines.values()) for lines in places)
    late_in_order = FALSE
    for at, when in places[1].items():
        ahead = store.any(line for place, line in places[0].items() if place < at)
        late_in_order = store.either(late_in_order, store.both(when, store.negate(ahead)))
    by_rank = FALSE if earlier < later else 1
    only_later_own = store.both(own_later, store.negate(own_earlier))
    both_own = store.both(own_earlier, own_later)
    found = store.either(space.meaning.first[later], only_later_own)
    found = store.either(found, store.both(both_own, late_in_order))
    return store.either(found, by_rank)


def _own(space: Space, action: int) -> dict[int, int]:
    """Place in the child's own order, and where that line holds."""
    lines = space.book["stages"]["child"]["own"]
    return {
        at: space.meaning.holds(line["when"])
        for at, line in enumerate(lines)
        if line["action"] == action
    }


def phases_late(space: Space, before: Iterable[int], after: Iterable[int]) -> int:
    """Where an action of the `after` phases might stand before one of the `before` phases."""
    actions = space.book["actions"]
    early = [
        rank
        for rank, action in enumerate(actions)
        if action["phase"] in set(before) and not action["message"]
    ]
    rest = [
        rank
        for rank, action in enumerate(actions)
        if action["phase"] in set(after) and not action.get("never")
    ]
    return space.store.any(late(space, a, b) for a in early for b in rest)
