# SPDX-License-Identifier: Apache-2.0
"""The plan operation as OpenAPI describes it; facts and values come from the rule book."""

from __future__ import annotations

from typing import Any

from waymark.plan.engine import engine

__all__ = ["PLAN_OPERATION"]


def _fact(line: dict[str, Any]) -> dict[str, Any]:
    if line["kind"] == "country":
        return {"type": "string", "description": "ISO 3166-1 alpha-2, or unknown"}
    values = [str(one) for one in line["values"]]
    if line["kind"] == "list":
        absent = [line["absent"]] if line["absent"] else []
        listed = {"type": "array", "items": {"type": "string", "enum": [*values, *absent]}}
        return {"anyOf": [listed, {"type": "string", "enum": ["unknown"]}]}
    if line.get("required"):
        return {"type": "string", "enum": values}
    coded = {"type": "string", "enum": [*values, "unknown"]}
    if line["kind"] == "age":
        return {"anyOf": [{"type": "integer", "minimum": 0}, coded]}
    return coded


def _answers() -> dict[str, Any]:
    facts = engine().book["facts"]
    return {
        "type": "object",
        "required": [line["name"] for line in facts if line.get("required")],
        "additionalProperties": False,
        "properties": {line["name"]: _fact(line) for line in facts},
    }


_TEXT = {"type": "string"}
_FAULT = {
    "type": "object",
    "required": ["field", "got", "allowed"],
    "properties": {"field": _TEXT, "got": {}, "allowed": {}},
}
_FAULTS = {
    "type": "object",
    "required": ["errors"],
    "properties": {"errors": {"type": "array", "minItems": 1, "items": _FAULT}},
}
_PLAN = {
    "type": "object",
    "required": ["ruleset", "on", "audience", "country", "first_action", "stages", "vetoed"],
    "properties": {
        "ruleset": _TEXT,
        "on": _TEXT,
        "audience": _TEXT,
        "country": _TEXT,
        "first_action": _TEXT,
        "stages": {"type": "array", "items": {"type": "object"}},
        "vetoed": {"type": "array", "items": {"type": "object"}},
    },
}


def _answer(about: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": about, "content": {"application/json": {"schema": schema}}}


PLAN_OPERATION: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": _answers()}},
    },
    "responses": {
        200: _answer("The plan", _PLAN),
        413: _answer("More than 64 kB", _FAULTS),
        415: _answer("Not application/json", _FAULTS),
        422: _answer("Answers that cannot be read, one fault each", _FAULTS),
    },
}
