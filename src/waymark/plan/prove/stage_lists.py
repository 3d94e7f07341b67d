# SPDX-License-Identifier: Apache-2.0
"""Invariants about stages, read off the lists that the stage rule works with."""

from __future__ import annotations

from collections.abc import Callable

from waymark.plan.diagram import FALSE
from waymark.plan.prove.claims import Space

__all__ = ["STAGE_CHECKS"]

# What a child is never asked to do today, and what only a child alone, safe and with an own
# device is (73).
NEEDS_AN_ADULT = {
    "report_to_platform",
    "report_to_police",
    "consult_police",
    "report_new_contact",
    "report_online_exploitation_hotline",
    "report_url_to_hotline",
    "report_cybercrime_portal",
    "secure_accounts",
    "change_mobile_number",
    "tighten_privacy_settings",
    "inform_school",
    "delete_own_image",
    "request_deletion_by_holders",
    "hash_report_remove",
    "contact_regulator_removal",
}
ONLY_ALONE = {
    "preserve_non_image_evidence",
    "preserve_payment_records",
    "list_recipients_without_image",
    "block_offender_after_preserving",
    "keep_account_active",
    "hash_take_it_down",
}


def now(space: Space) -> list[str]:
    """71, 92: three steps, the first action among them, and always a person to reach."""
    child = space.book["stages"]["child"]
    faults = [] if child["now"] <= 3 else [f"`now` shows {child['now']} steps"]
    store, meaning = space.store, space.meaning
    own = {line["action"] for line in child["own"]}
    reached = [
        store.both(meaning.actions[a], _own_line(space, a))
        for a in child["human_contact"]
        if a in own
    ]
    alone = store.both(
        space.line({"answered.audience": ["child"]}), store.negate(store.any(reached))
    )
    if alone != FALSE:
        faults.append("a child's plan without a person to reach")
    return faults + _first_is_there(space)


def _own_line(space: Space, action: int) -> int:
    lines = space.book["stages"]["child"]["own"]
    return space.store.any(
        space.meaning.holds(line["when"]) for line in lines if line["action"] == action
    )


def _first_is_there(space: Space) -> list[str]:
    """The first action is one of the plan's steps and the table has a row for everyone."""
    store, meaning = space.store, space.meaning
    actions = space.book["actions"]
    faults = []
    for rank, first in enumerate(meaning.first):
        if (
            store.both(store.both(first, meaning.admitted), store.negate(meaning.actions[rank]))
            != FALSE
        ):
            faults.append(f"{actions[rank]['id']} is first in a plan that does not have it")
    if store.both(meaning.admitted, store.negate(store.any(meaning.first))) != FALSE:
        faults.append("answers without a first action")
    return faults


def today(space: Space) -> list[str]:
    """73: nothing that needs an adult stands in a child's `now` or `today`."""
    child = space.book["stages"]["child"]
    ids = [action["id"] for action in space.book["actions"]]
    faults = [] if child["today"] <= 4 else [f"`today` shows {child['today']} steps"]
    alone = space.literal("alone_ok", True)
    for line in child["own"]:
        id_ = ids[line["action"]]
        if id_ in NEEDS_AN_ADULT:
            faults.append(f"{id_} is put on a child")
        if (
            id_ in ONLY_ALONE
            and space.store.both(space.meaning.holds(line["when"]), space.store.negate(alone))
            != FALSE
        ):
            faults.append(f"{id_} is put on a child who is not alone and safe with an own device")
    first = space.store.any(
        space.meaning.first[space.rank[id_]] for id_ in NEEDS_AN_ADULT | ONLY_ALONE
    )
    if space.store.both(first, space.line({"answered.audience": ["child"]})) != FALSE:
        faults.append("a child's first action needs an adult")
    return faults


def once(space: Space) -> list[str]:
    """74: the phases that follow are each in exactly one stage, for child and adult."""
    stages = space.book["stages"]
    faults = []
    for who, phases in (
        ("child", stages["child"]["later_phases"]),
        ("adult", stages["adult"]["phases"]),
    ):
        listed = sorted(phase for one in phases.values() for phase in one)
        if listed != list(range(9)):
            faults.append(f"{who}: the stages hold the phases {listed}, not each of 0-8 once")
    return faults


def safety_check(space: Space) -> list[str]:
    """10: in crisis or danger the question comes after three steps at most."""
    check = space.book["stages"]["safety_check"]
    store = space.store
    urgent = store.either(space.literal("crisis", True), space.literal("danger_now", True))
    missed = store.both(urgent, store.negate(space.meaning.holds(check["when"])))
    faults = [] if check["after"] <= 3 else [f"asked after {check['after']} steps"]
    return faults + (["not asked in every crisis and danger"] if missed != FALSE else [])


STAGE_CHECKS: dict[str, Callable[[Space], list[str]]] = {
    check.__name__: check for check in (now, today, once, safety_check)
}
