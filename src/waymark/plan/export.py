# SPDX-License-Identifier: Apache-2.0
"""The rule book for the browser: what a plan needs, without words, sources and diagrams."""

from __future__ import annotations

import json
from typing import Any

__all__ = ["slim", "slim_json"]


def slim(book: dict[str, Any]) -> dict[str, Any]:
    """The parts of a compiled rule book that `evaluator/plan.js` reads."""
    return {
        "ruleset": book["ruleset"],
        "audience": book["names"]["answered.audience"],
        "values": [variable["values"] for variable in book["variables"]],
        "facts": [_fact(fact) for fact in book["facts"]],
        "packs": [pack["countries"] for pack in book["packs"]],
        "derived": [_derived(made) for made in book["derived"]],
        "actions": [action["id"] for action in book["actions"]],
        "phases": [action["phase"] for action in book["actions"]],
        "messages": [number for number, action in enumerate(book["actions"]) if action["message"]],
        "rules": [_rule(rule) for rule in book["rules"]],
        "first": [[row["when"], row["action"]] for row in book["first"]],
        "stages": _stages(book["stages"]),
        "contradictions": [[one["field"], one["when"]] for one in book["contradictions"]],
    }


def slim_json(book: dict[str, Any]) -> str:
    """The same as text, as short as it gets."""
    return json.dumps(slim(book), ensure_ascii=False, separators=(",", ":"))


def _fact(fact: dict[str, Any]) -> dict[str, Any]:
    kept = {key: fact[key] for key in ("name", "kind", "inputs")}
    if fact["kind"] == "list":
        kept |= {"values": fact["values"], "absent": fact["absent"]}
    return kept | ({"required": True} if fact.get("required") else {})


def _derived(made: dict[str, Any]) -> list[Any]:
    """Variable, what it is if no case holds, whether that is a variable's value, the cases."""
    given = "input" in made
    return [
        made["variable"],
        made["input"] if given else made["default"],
        int(given),
        made["cases"],
    ]


def _rule(rule: dict[str, Any]) -> list[Any]:
    """When, unless, always, add, veto."""
    return [
        rule["when"],
        rule["unless"],
        rule["always"],
        rule["add"],
        [int(action) for action in rule["veto"]],
    ]


def _stages(stages: dict[str, Any]) -> dict[str, Any]:
    child = stages["child"]
    return {
        "now": child["now"],
        "today": child["today"],
        "contact": child["human_contact"],
        "own": [[line["action"], line["when"]] for line in child["own"]],
        "later": _by_phase(child["later_phases"]),
        "adult": _by_phase(stages["adult"]["phases"]),
        "urgent": stages["safety_check"]["when"],
    }


def _by_phase(stages: dict[str, list[int]]) -> list[str]:
    """The stage of each phase, by its number."""
    found = {phase: stage for stage, phases in stages.items() for phase in phases}
    return [found[phase] for phase in sorted(found)]
