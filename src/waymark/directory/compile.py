# SPDX-License-Identifier: Apache-2.0
"""The directory as one plain table that the plan and the pages read."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from waymark.directory.contact import as_contact
from waymark.directory.countries import CONTENT, Assumed, Country, Directory, Flags, load_directory
from waymark.directory.figures import load_figures
from waymark.directory.kinds import LIMITS, SERVICE_KINDS
from waymark.directory.providers import load_providers
from waymark.directory.resources import load_resources

__all__ = ["compile_directory"]

Table = dict[str, Any]


def compile_directory(content: Path = CONTENT) -> tuple[str, Table]:
    """The name of the compiled file and what belongs into it."""
    directory = load_directory(content)
    table: Table = {
        "limits": dict(LIMITS),
        "countries": {code: _entry(code, directory) for code in sorted(directory.names)},
        "international": _international(directory),
        "providers": load_providers(content),
        "figures": load_figures(content),
        "resources": load_resources(content),
    }
    return "directory.json", {"ruleset": _digest(table)} | table


def _digest(table: Table) -> str:
    whole = json.dumps(table, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()


def _entry(code: str, directory: Directory) -> Table:
    name = directory.names[code]
    country = directory.countries.get(code)
    if country is None:
        return _without_file(code, name, directory.defaults.get(code, Assumed()))
    return {
        "name": name,
        "file": True,
        "emergency": list(country.emergency.numbers),
        "emergency_source": _plain(country.emergency, "numbers"),
        "flags": _flags(country.flags),
        "contacts": _contacts(code, country),
        "law": {key: law and law.model_dump(mode="json") for key, law in country.law.items()},
        "notes": list(country.notes),
    }


def _without_file(code: str, name: str, assumed: Assumed) -> Table:
    contacts: Table = {kind: [] for kind in SERVICE_KINDS}
    numbers: list[str] = []
    source = None
    if assumed.emergency:
        numbers = list(assumed.emergency.numbers)
        source = _plain(assumed.emergency, "numbers")
        contacts["emergency"] = _emergency_contacts(code, numbers, source)
    return {
        "name": name,
        "file": False,
        "emergency": numbers,
        "emergency_source": source,
        "flags": _flags(assumed.flags),
        "contacts": contacts,
        "law": {},
        "notes": [],
    }


def _international(directory: Directory) -> Table:
    fallback = directory.international
    contacts: Table = {kind: [] for kind in SERVICE_KINDS}
    for kind, entries in fallback.contacts.items():
        contacts[kind] = [as_contact(entry, kind) for entry in entries]
    return {
        "name": "International",
        "file": True,
        "emergency": list(fallback.emergency.numbers),
        "emergency_source": _plain(fallback.emergency, "numbers"),
        "flags": _flags(Flags()),
        "contacts": contacts,
        "law": {},
        "notes": list(fallback.notes),
    }


def _contacts(code: str, country: Country) -> Table:
    contacts: Table = {kind: [] for kind in SERVICE_KINDS}
    for kind, entries in country.contacts.items():
        contacts[kind] = [as_contact(entry, kind) for entry in entries]
    source = _plain(country.emergency, "numbers")
    numbers = list(country.emergency.numbers)
    contacts["emergency"] = [*_emergency_contacts(code, numbers, source), *contacts["emergency"]]
    return contacts


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
        }
        | source
        for number in numbers
    ]


def _flags(flags: Flags) -> Table:
    duty = flags.duty
    yes_or_no = ("advice_is_report", "removal_scheme", "barnahus", "report_remove")
    return {
        "duty": duty.value if duty else "none",
        "duty_confirmed": duty.confirmed if duty else False,
        "duty_source": duty.source if duty else None,
    } | {key: bool((flag := getattr(flags, key)) and flag.value) for key in yes_or_no}


def _plain(model: Any, *without: str) -> Table:
    return dict(model.model_dump(mode="json", exclude=set(without)))
