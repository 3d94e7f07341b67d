# SPDX-License-Identifier: Apache-2.0
"""Invariants that compare two plans: what another answer may never take away.

Each relation fixes one input to two values and looks for answers to all other questions where the
second plan lacks a protective step of the first. Stronger steps count as keeping weaker ones.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from waymark.plan.diagram import FALSE
from waymark.plan.prove.claims import Space

__all__ = ["RELATIONS", "Loss"]

# A step counts as kept where a stronger one stands in its place (guidance 2.4, first paragraph).
STRONGER = {
    "consult_police": ("report_to_police",),
    # Advice before asking the police: where they have to be told, telling them comes first.
    "contact_confidential_advice_first": ("report_to_police",),
    "contact_child_helpline": ("contact_crisis_line", "contact_adult_survivor_line"),
    "tell_trusted_adult": ("choose_safe_adult",),
    "msg_put_right": ("msg_not_your_fault",),
}
# What a new risk may take out (invariant 67), because it would be unsafe or out of place then.
MAY_GO = {
    "delete_own_image",
    "request_deletion_by_holders",
    "confirm_deletion_recorded",
    "inform_parents",
    "educate_consent_and_forwarding",
    "review_online_safety_together",
}
# Where the one who did it turns out to be under 13, child protection takes the place of the police.
YOUNG_DOER_MAY_LOSE = {"report_to_police", "ask_for_review_of_decision"}


@dataclass(frozen=True)
class Loss:
    """A step that one answer takes away, and where."""

    action: str
    answers: int
    fixed: dict[int, int]


Relation = Callable[[Space], list[Loss]]


def risk_only_adds(space: Space) -> list[Loss]:
    """67: adding a risk to answers that had none removes no protective step."""
    found: list[Loss] = []
    for fact, absent, present in (
        ("adult_involved", "no", "suspected"),
        ("adult_involved", "no", "yes"),
        ("threat", "none", "implied"),
        ("threat", "none", "explicit"),
        ("self_harm", "none", "thoughts"),
        ("self_harm", "none", "plan_or_act"),
        ("child_age", "13_17", "under_13"),
        ("other_person_age", "13_17", "under_13"),
    ):
        found += _lost(space, fact, absent, present)
    return found


def plan_or_act_keeps(space: Space) -> list[Loss]:
    """75: all that thoughts bring is there with a plan or an act."""
    return _lost(space, "self_harm", "thoughts", "plan_or_act", may_go=frozenset())


def unknown_is_risk(space: Space) -> list[Loss]:
    """68: no answer gives at least what the safe reading, given as an answer, gives."""
    found: list[Loss] = []
    for fact in space.book["facts"]:
        name = fact["name"]
        reading = space.book["names"].get(name)
        if fact["kind"] not in ("choice", "age") or fact["required"] or reading is None:
            continue
        unknown = space.value(name, "unknown")
        for value, word in enumerate(fact["values"]):
            read = space.meaning.literal(reading, 1 << value)
            where = space.store.fix(read, {space.input(name): unknown})
            found += _lost(space, name, word, "unknown", where=where)
    for name, word in (
        ("self_harm", "none"),
        ("physical_danger", "none"),
        ("child_age", "under_13"),
    ):
        found += _lost(space, name, word, "unknown")
    return found


def fake_as_real(space: Space) -> list[Loss]:
    """22: reports and removals for a made image are those for a camera image."""
    wanted = {"report_to_platform", "contact_regulator_removal"}
    wanted |= {
        a["id"] for a in space.book["actions"] if a["phase"] == 4 or a["id"].startswith("hash_")
    }
    return _lost(
        space, "image_origin", "taken_with_knowledge", "ai_or_edited", only=frozenset(wanted)
    )


def abroad_changes_nothing(space: Space) -> list[Loss]:
    """31: no step depends on where the person is."""
    at = space.input("offender_location")
    roots = zip(space.book["actions"], space.meaning.actions, space.meaning.first, strict=True)
    return [
        Loss(action["id"], 1, {})
        for action, there, first in roots
        if at in space.store.support([there, first])
    ]


def all_reached(space: Space) -> list[Loss]:
    """94: every action is in the plan for some answers."""
    admitted = space.meaning.admitted
    pairs = zip(space.book["actions"], space.meaning.actions, strict=True)
    return [
        Loss(a["id"], 1, {})
        for a, there in pairs
        if not a.get("never") and space.store.both(there, admitted) == FALSE
    ]


def _lost(  # noqa: PLR0913
    space: Space,
    fact: str,
    before: str,
    after: str,
    *,
    where: int = 1,
    may_go: frozenset[str] = frozenset(MAY_GO),
    only: frozenset[str] | None = None,
) -> list[Loss]:
    """Steps of the plan with `before` that the plan with `after` does not have."""
    store, at = space.store, space.input(fact)
    old, new = {at: space.value(fact, before)}, {at: space.value(fact, after)}
    both = store.both(
        store.fix(space.meaning.admitted, old), store.fix(space.meaning.admitted, new)
    )
    both = store.both(both, where)
    young = store.fix(space.literal("young_doer", True), new)
    seen_old: dict[int, int] = {}
    seen_new: dict[int, int] = {}
    found = []
    for rank, action in enumerate(space.book["actions"]):
        id_ = action["id"]
        if id_ in may_go or action.get("never") or (only is not None and id_ not in only):
            continue
        had = store.both(both, store.fix(space.meaning.actions[rank], old, seen_old))
        kept = [rank, *(space.rank[s] for s in STRONGER.get(id_, ()))]
        lost = store.both(
            had,
            store.negate(
                store.any(store.fix(space.meaning.actions[k], new, seen_new) for k in kept)
            ),
        )
        if id_ in YOUNG_DOER_MAY_LOSE:
            lost = store.both(lost, store.negate(young))
        if lost != FALSE:
            found.append(Loss(id_, lost, new))
    return found


RELATIONS: dict[str, Relation] = {
    relation.__name__: relation
    for relation in (
        risk_only_adds,
        plan_or_act_keeps,
        unknown_is_risk,
        fake_as_real,
        abroad_changes_nothing,
        all_reached,
    )
}
