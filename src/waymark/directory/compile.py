# SPDX-License-Identifier: Apache-2.0
"""The directory as one plain table that the plan and the pages read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from waymark.directory.contact import as_contact
from waymark.directory.countries import CONTENT, Country, Directory, Flags, Law, load_directory
from waymark.directory.figures import load_figures
from waymark.directory.kinds import LAW_KEYS, LIMITS, SERVICE_KINDS
from waymark.directory.providers import load_providers
from waymark.directory.resources import load_resources
from waymark.directory.services import ANYWHERE, service_flags
from waymark.directory.sourced import is_doubtful

__all__ = ["compile_directory"]

Table = dict[str, Any]


def compile_directory(content: Path = CONTENT) -> tuple[str, Table]:
    """The name of the compiled file and what belongs into it."""
    today = datetime.now(tz=UTC).date()
    directory = load_directory(content, today)
    abroad = _international(directory)
    table: Table = {
        "limits": dict(LIMITS),
        "countries": {code: _entry(code, directory, abroad) for code in sorted(directory.names)},
        "international": abroad,
        "states": {code: _plain(one) for code, one in directory.states.items()},
        "providers": load_providers(content, today),
        "figures": load_figures(content, today),
        "resources": load_resources(content, directory.names, today),
    }
    return "directory.json", {"ruleset": _digest(table)} | table


def _digest(table: Table) -> str:
    whole = json.dumps(table, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()


def _entry(code: str, directory: Directory, abroad: Table) -> Table:
    name = directory.names[code]
    country = directory.countries.get(code)
    if country is None:
        return _without_file(name) | {"flags": abroad["flags"]}
    contacts = _contacts(code, country)
    return {
        "name": name,
        "file": True,
        "languages": list(country.country.languages),
        "zone": country.country.zone,
        "emergency": list(country.emergency.numbers),
        "emergency_source": _plain(country.emergency, "numbers"),
        "flags": _flags(country.flags, contacts, abroad["contacts"][ANYWHERE]),
        "duty": _plain(country.flags.duty),
        "barnahus": _plain(country.flags.barnahus),
        "contacts": contacts,
        "law": {key: _law(country.law[key]) for key in LAW_KEYS},
        "notes": list(country.notes),
    }


def _without_file(name: str) -> Table:
    contacts: Table = {kind: [] for kind in SERVICE_KINDS}
    return {
        "name": name,
        "file": False,
        "languages": [],
        "zone": None,
        "emergency": [],
        "emergency_source": None,
        "flags": {},
        "duty": None,
        "barnahus": None,
        "contacts": contacts,
        "law": {},
        "notes": [],
    }


def _international(directory: Directory) -> Table:
    fallback = directory.international
    contacts: Table = {kind: [] for kind in SERVICE_KINDS}
    for kind, entries in fallback.contacts.items():
        contacts[kind] = [_with_doubt(as_contact(entry, kind)) for entry in entries]
    return _without_file("International") | {
        "file": True,
        "emergency": list(fallback.emergency.numbers),
        "emergency_source": _plain(fallback.emergency, "numbers"),
        "flags": _flags(None, {}, contacts[ANYWHERE]),
        "contacts": contacts,
        "card": [_plain(one) for one in fallback.law],
        "notes": list(fallback.notes),
    }


def _contacts(code: str, country: Country) -> Table:
    contacts: Table = {kind: [] for kind in SERVICE_KINDS}
    for kind, entries in country.contacts.items():
        contacts[kind] = [_with_doubt(as_contact(entry, kind)) for entry in entries]
    source = _plain(country.emergency, "numbers")
    numbers = list(country.emergency.numbers)
    contacts["emergency"] = [*_emergency_contacts(code, numbers, source), *contacts["emergency"]]
    return contacts


def _with_doubt(contact: Table) -> Table:
    """The contact, and whether a person has to look at it before it is counted on."""
    return contact | {"doubtful": is_doubtful(contact)}


def _emergency_contacts(code: str, numbers: list[str], source: Table) -> list[Table]:
    """Emergency numbers as contacts: open at any hour, shown whatever their age."""
    return [
        {
            "id": f"{code.lower()}_emergency_{number}",
            "kind": "emergency",
            "name": "Emergency number",
            "phone": number,
            "text": None,
            "url": None,
            "hours": "24/7",
            "open": "24h",
            "free": None,
            "doubtful": False,
        }
        | source
        for number in numbers
    ]


def _flags(flags: Flags | None, own: Table, anywhere: Sequence[Table]) -> Table:
    """What rules ask of a country: its duty, and which services take someone under 18.

    A service that a person has to check first drives no plan: it is shown, but not counted on.

    Args:
        flags: what the country's file says; None without a file.
        own: the country's contacts by kind.
        anywhere: the entries of the one service that works from every country.
    """
    return {
        "duty": flags.duty.value if flags else "none",
        "duty_confirmed": bool(flags and flags.duty.confirmed),
        "advice_is_report": bool(flags and flags.advice_is_report.value),
        "barnahus": bool(flags and flags.barnahus.value),
    } | service_flags(own, anywhere)


def _law(law: Law | None) -> Table | None:
    return _plain(law) if law else None


def _plain(model: Any, *without: str) -> Table:
    return dict(model.model_dump(mode="json", exclude=set(without)))
