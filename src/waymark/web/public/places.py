# SPDX-License-Identifier: Apache-2.0
"""Countries, their emergency numbers and services, and the platforms, as compiled."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

import waymark.content

__all__ = [
    "COMMON", "COMPILED", "contacts_of", "countries", "emergency", "emergency_words", "flags",
    "known",
    "name_of", "platforms",
]  # fmt: skip

COMPILED = Path(waymark.content.__file__).parent / "compiled"
# Countries with a file of their own; shown first.
COMMON = ("GB", "US", "CA", "AU", "IE")
# Those of the help page: people to talk to come before places to report.
ORDER = (
    "emergency", "child_helpline", "crisis_line", "parent_helpline", "police",
    "exploitation_report", "hotline", "removal_take_it_down", "removal_report_remove",
    "removal_scheme", "child_protection", "own_behaviour", "relationship_abuse", "bullying",
    "mental_health", "adult_survivor",
)  # fmt: skip


@lru_cache(maxsize=1)
def _directory() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((COMPILED / "directory.json").read_text("utf-8"))
    return found


def countries() -> list[tuple[str, str]]:
    """Return code and name of every country, in the order of their names."""
    table = _directory()["countries"]
    return sorted(((code, entry["name"]) for code, entry in table.items()), key=lambda c: c[1])


def known(code: str) -> bool:
    """Whether this is the code of a country."""
    return code in _directory()["countries"]


def name_of(code: str) -> str:
    """Return the name of a country."""
    return str(_directory()["countries"][code]["name"])


def emergency(code: str | None) -> list[str]:
    """Return the emergency numbers of a country; none where the country is not known."""
    entry = _directory()["countries"].get(code) if code else None
    return list(entry["emergency"]) if entry else []


def emergency_words(code: str | None) -> str:
    """Return the emergency numbers for the middle of a sentence."""
    return _(" or ").join(emergency(code)) or _("your emergency number")


def contacts_of(code: str | None) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Give kinds and contacts of a country; the international ones stand in where it has none."""
    own = _directory()["countries"].get(code, {}).get("contacts", {}) if code else {}
    anywhere = _directory()["international"]["contacts"]
    for kind in ORDER:
        entries = own.get(kind) or anywhere.get(kind) or []
        status = None if own.get(kind) else "fallback"
        if entries:
            yield kind, [entry | {"status": status or _status(entry)} for entry in entries]


def flags(code: str | None) -> dict[str, Any]:
    """Return what the country's pack says of duties and services."""
    entry = _directory()["countries"].get(code) if code else None
    return dict(entry["flags"]) if entry else {}


def platforms() -> list[dict[str, Any]]:
    """Return the platforms of "Where is it?"."""
    return list(_directory().get("providers", []))


def _status(entry: dict[str, Any]) -> str:
    checked = entry.get("checked_on")
    limit = timedelta(days=_directory()["limits"]["contact"])
    today = datetime.now(UTC).date()
    fresh = checked is not None and today - date.fromisoformat(checked) <= limit
    return "checked" if fresh else "unchecked"
