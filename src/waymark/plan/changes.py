# SPDX-License-Identifier: Apache-2.0
"""What another answer would change."""

from __future__ import annotations

from datetime import date
from typing import Any

from waymark.plan.engine import Engine, Plan

__all__ = ["what_if", "what_would_change"]


def what_if(
    engine: Engine, raw: dict[str, Any], fact: str, value: Any, on: date | None = None
) -> dict[str, Any]:
    """The steps that one other answer would bring or take away.

    Returns:
        `{"fact", "value", "first_action", "gained": [ids], "lost": [ids]}`

    Raises:
        BadAnswers: if the answers, or the other answer, cannot be read.
    """
    return _difference(engine.plan(raw, on), engine.plan({**raw, fact: value}, on), fact, value)


def what_would_change(engine: Engine, raw: dict[str, Any]) -> list[dict[str, Any]]:
    """For each answered question of one value: the other answers that give another plan."""
    plan = engine.plan(raw)
    found = []
    for fact in engine.book["facts"]:
        if fact["kind"] != "choice" or fact["name"] == "audience" or fact["name"] not in raw:
            continue
        for value in fact["values"]:
            changed = {**raw, fact["name"]: value}
            if value != raw[fact["name"]] and (other := _readable(engine, changed)):
                difference = _difference(plan, other, fact["name"], value)
                if (
                    difference["gained"]
                    or difference["lost"]
                    or other.first_action != plan.first_action
                ):
                    found.append(difference)
    return found


def _readable(engine: Engine, raw: dict[str, Any]) -> Plan | None:
    """The plan, unless the changed answer contradicts another."""
    from waymark.plan.answers import BadAnswers

    try:
        return engine.plan(raw)
    except BadAnswers:
        return None


def _difference(before: Plan, after: Plan, fact: str, value: Any) -> dict[str, Any]:
    old, new = before.actions, after.actions
    return {
        "fact": fact,
        "value": value,
        "first_action": after.first_action,
        "gained": [action for action in new if action not in old],
        "lost": [action for action in old if action not in new],
    }
