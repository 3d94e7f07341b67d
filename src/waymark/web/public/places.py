# SPDX-License-Identifier: Apache-2.0
"""Countries, their emergency numbers and services, and the platforms, as compiled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

import waymark.content
from waymark.directory.services import services_of
from waymark.web import here

__all__ = [
    "COMMON", "COMPILED", "Number", "contacts_of", "countries", "country", "emergency",
    "emergency_words", "flags", "known", "name_of", "platforms", "usual_numbers",
]  # fmt: skip

COMPILED = Path(waymark.content.__file__).parent / "compiled"
# Countries with a file of their own; shown first.
COMMON = ("GB", "US", "CA", "AU", "IE")
# Those of the help page: people to talk to come before places to report.
ORDER = (
    "emergency", "child_helpline", "crisis_line", "local", "parent_helpline", "police",
    "exploitation_report", "hotline", "cybercrime_portal", "removal_take_it_down",
    "removal_report_remove", "removal_scheme", "child_protection", "own_behaviour",
    "relationship_abuse", "trafficking", "bullying", "mental_health", "substances",
    "sexual_assault_service", "barnahus", "legal_advice", "adult_survivor",
)  # fmt: skip
# Shown before the country is known; a line is left out as soon as one of its countries differs.
EU = (
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
    "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
)  # fmt: skip


@dataclass(frozen=True)
class Number:
    """An emergency number and where it is answered; no place where it is the visitor's own."""

    number: str
    place: str = ""


def countries() -> list[tuple[str, str]]:
    """Return code and name of every country, in the order of their names."""
    table = here.directory()["countries"]
    return sorted(((code, entry["name"]) for code, entry in table.items()), key=lambda c: c[1])


def country(code: str) -> dict[str, Any]:
    """Return everything held for a country."""
    found: dict[str, Any] = here.directory()["countries"][code]
    return found


def known(code: str) -> bool:
    """Whether this is the code of a country."""
    return code in here.directory()["countries"]


def name_of(code: str) -> str:
    """Return the name of a country."""
    return str(here.directory()["countries"][code]["name"])


def emergency(code: str | None) -> list[str]:
    """Return the emergency numbers of a country; none where the country is not known."""
    entry = here.directory()["countries"].get(code) if code else None
    return list(entry["emergency"]) if entry else []


def usual_numbers() -> list[Number]:
    """Return the numbers of the places most visitors come from, each as the directory has it."""
    groups = {
        _("EU"): EU, _("UK"): ("GB",), _("US, Canada"): ("US", "CA"), _("Australia"): ("AU",),
    }  # fmt: skip
    found = []
    for place, codes in groups.items():
        shared = [one for one in emergency(codes[0]) if all(one in emergency(c) for c in codes)]
        found += [Number(one, place) for one in shared[:1]]
    return found


def emergency_words(code: str | None) -> str:
    """Return the emergency numbers for the middle of a sentence."""
    return _(" or ").join(emergency(code)) or _("your emergency number")


def contacts_of(code: str | None) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Give kinds and contacts of a country; the international ones stand in where it has none."""
    found = dict(services_of(here.directory(), code, datetime.now(UTC).date()))
    yield from ((kind, found[kind]) for kind in ORDER if kind in found)


def flags(code: str | None) -> dict[str, Any]:
    """Return what the country's pack says of duties and services."""
    entry = here.directory()["countries"].get(code) if code else None
    return dict(entry["flags"]) if entry else {}


def platforms() -> list[dict[str, Any]]:
    """Return the platforms of "Where is it?"."""
    return list(here.directory().get("providers", []))
