# SPDX-License-Identifier: Apache-2.0
"""What somebody has to look at: entries past their limit, gaps, how well fields are filled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from waymark.directory.freshness import due_on, is_due
from waymark.directory.kinds import LAW_KEYS, SERVICE_KINDS, shown_kind

__all__ = ["check_directory", "exit_code"]

Table = dict[str, Any]
LEVELS = ("high", "medium", "low")
# What a source says of a platform, each with an age of its own.
PROVIDER_PARTS = (
    "report", "take_it_down", "report_remove", "stopncii", "encrypted", "min_age",
    "law_enforcement",
)  # fmt: skip


def check_directory(table: Table, on: date) -> Table:
    """The work list of the directory's keepers on one day.

    Args:
        table: the compiled directory.
        on: the day for which ages are counted.
    """
    countries = {code: entry for code, entry in table["countries"].items() if entry["file"]}
    # a country without a file may hold entries of the organisation's own
    places = {**table["countries"], "international": table["international"]}
    due = [item for code, entry in places.items() for item in _due(code, entry, on, table)]
    due += [*_due_states(table, on), *_due_providers(table, on), *_due_resources(table, on)]
    due += _due_figures(table["figures"], on)
    gaps = [
        {"country": code, "field": gap, "assumed": _assumed(one, gap)}
        for code, one in countries.items()
        for gap in gaps_of(one)
    ]
    return {"on": on.isoformat(), "due": due, "gaps": gaps, "coverage": _coverage(countries)}


def exit_code(report: Table, *, strict: bool = False) -> int:
    """0, unless strictness is asked for and something is due or missing."""
    return 1 if strict and (report["due"] or report["gaps"]) else 0


def gaps_of(entry: Table) -> list[str]:
    """The kinds of service and the questions of law for which a country has nothing."""
    held = {shown_kind(kind) for kind, contacts in entry["contacts"].items() if contacts}
    kinds = dict.fromkeys(shown_kind(kind) for kind in SERVICE_KINDS)
    missing = [kind for kind in kinds if kind not in held]
    unconfirmed = [] if entry["flags"]["duty_confirmed"] else ["duty"]
    return missing + unconfirmed + [f"law.{key}" for key in LAW_KEYS if not entry["law"].get(key)]


def _assumed(entry: Table, gap: str) -> str | None:
    """What plans go by until the gap is filled: only a duty to report is ever assumed."""
    return str(entry["duty"]["value"]) if gap == "duty" and entry["duty"] else None


def _due(code: str, entry: Table, on: date, table: Table) -> Iterator[Table]:
    limits = table["limits"]
    if source := entry["emergency_source"]:
        yield from _item(code, "emergency", "numbers", source, limits["contact"], on)
    for kind, contacts in entry["contacts"].items():
        for contact in contacts:
            yield from _item(code, kind, contact["id"], contact, limits["contact"], on)
    for key, law in entry["law"].items():
        if law:
            yield from _item(code, "law", key, law, limits["law"], on)


def _due_states(table: Table, on: date) -> Iterator[Table]:
    for country, one in table["states"].items():
        for code, state in one["states"].items():
            yield from _item(country, "state", code, state, table["limits"]["law"], on)


def _due_providers(table: Table, on: date) -> Iterator[Table]:
    for provider in table["providers"]:
        for part in PROVIDER_PARTS:
            if (known := provider[part]) and known["source"]:
                id_ = f"{provider['id']}.{part}"
                yield from _item(None, "provider", id_, known, table["limits"]["provider"], on)


def _due_resources(table: Table, on: date) -> Iterator[Table]:
    for one in table["resources"]:
        if one["url"]:
            yield from _item(None, "resource", one["id"], one, table["limits"]["resource"], on)


def _item(
    code: str | None, kind: str, id_: str, value: Table, limit: int, on: date
) -> Iterator[Table]:
    if is_due(value, limit, on):
        since = due_on(value, limit)
        yield {
            "country": code,
            "kind": kind,
            "id": id_,
            "since": since.isoformat() if since else None,
            "checked_on": value["checked_on"],
            "source": value["source"],
        }


def _due_figures(figures: Table, on: date) -> Iterator[Table]:
    for id_, figure in figures.items():
        if date.fromisoformat(figure["review"]) < on:
            yield {
                "country": None,
                "kind": "figure",
                "id": id_,
                "since": figure["review"],
                "checked_on": figure["checked_on"],
                "source": figure["source"],
            }


def _coverage(countries: Table) -> Table:
    """For each field: in how many countries it is filled, and how surely at best."""
    kinds = dict.fromkeys(shown_kind(kind) for kind in SERVICE_KINDS)
    fields = {kind: [_best(_of_kind(one, kind)) for one in countries.values()] for kind in kinds}
    fields["duty"] = [_confirmed_duty(one) for one in countries.values()]
    for key in LAW_KEYS:
        fields[f"law.{key}"] = [_best([one["law"].get(key)]) for one in countries.values()]
    return {field: _counts(levels) for field, levels in fields.items()}


def _confirmed_duty(entry: Table) -> str | None:
    """How surely it is known who must report; an assumption counts as empty."""
    duty = entry["duty"]
    return duty["confidence"] if duty["confirmed"] else None


def _of_kind(entry: Table, shown: str) -> list[Table]:
    held = entry["contacts"].items()
    return [one for kind, contacts in held if shown_kind(kind) == shown for one in contacts]


def _best(values: Sequence[Table | None]) -> str | None:
    found = {value["confidence"] for value in values if value}
    return next((level for level in LEVELS if level in found), None)


def _counts(levels: list[str | None]) -> dict[str, int]:
    by_level = {level: levels.count(level) for level in LEVELS}
    empty = levels.count(None)
    return {"filled": len(levels) - empty, **by_level, "empty": empty}
