# SPDX-License-Identifier: Apache-2.0
"""How many different plans there are: the exact number of distinct (steps, first action).

Every answer vector leads to one plan, and very many lead to the same one, so plans cannot be
counted by counting answers. What is counted is the image of all admitted answers: which
combinations of "has this step" occur at all. Nothing is sampled and nothing estimated.

The rules are laid out as a net of small relations between answers, conditions and steps
(`plan_net`); answers and conditions are then forgotten. There are two ways to do that:

- `count_plans` uses our own diagrams (`step_count`). It counts beginnings (`phases=BEGINNING`) or
  any single phase in seconds; whole plans would take it many minutes at least.
- `count_whole` uses a package of binary diagrams that reorders its variables (`image_count`, extra
  `verify`), and counts whole plans in seconds.
"""

from __future__ import annotations

from collections.abc import Collection

from waymark.plan.meaning import Meaning
from waymark.plan.prove.image_count import combinations
from waymark.plan.prove.plan_net import Net, slices
from waymark.plan.prove.step_count import Counter

__all__ = ["BEGINNING", "count_plans", "count_whole"]

BEGINNING = (0, 1, 2, 3)
LIMIT = 50_000


def count_plans(meaning: Meaning, phases: Collection[int] | None = None, limit: int = LIMIT) -> int:
    """The number of distinct plans over all admitted answers.

    Args:
        meaning: the diagrams of a rule book.
        phases: count plans as far as these phases show them (and the first action, wherever it
            stands); two plans that differ elsewhere count as one, two plans for different
            audiences as two. All phases if not given: then the count is of whole plans.
        limit: how large a relation may grow before the work is cut in two.
    """
    shown = _shown(meaning, phases)
    total = 0
    for fixed in slices(meaning):
        net = Net(meaning, shown, fixed)
        total += Counter(net.store, net.steps, limit).plans(net.relations)
    return total


def count_whole(meaning: Meaning, phases: Collection[int] | None = None) -> int | None:
    """The number of distinct plans over all admitted answers; none where the extra is missing.

    Args:
        meaning: the diagrams of a rule book.
        phases: as for `count_plans`. All phases if not given.
    """
    total = 0
    for fixed in slices(meaning):
        found = combinations(Net(meaning, _shown(meaning, phases), fixed))
        if found is None:
            return None
        total += found
    return total


def _shown(meaning: Meaning, phases: Collection[int] | None) -> list[int]:
    return [
        at
        for at, one in enumerate(meaning.book["actions"])
        if phases is None or one["phase"] in phases
    ]
