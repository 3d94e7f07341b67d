# SPDX-License-Identifier: Apache-2.0
"""Which entries serve a country, and which services of it a plan may count on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from waymark.directory.freshness import status_of

__all__ = ["ANYWHERE", "SERVICE_FLAGS", "service_flags", "services_of"]

Table = dict[str, Any]
# A removal service is a step of plans where a country has one that takes those under 18.
SERVICE_FLAGS = {"removal_scheme": "removal_scheme", "report_remove": "removal_report_remove"}
ANYWHERE = "removal_take_it_down"  # works from every country


def services_of(table: Table, country: str | None, on: date) -> Iterator[tuple[str, list[Table]]]:
    """Kinds and entries that serve a country, each entry with its `status` on that day.

    What helps anywhere stands in where a country has nothing of a kind, and stands beside what
    nobody is sure of.

    Args:
        table: the directory.
        country: a code; None where the country is not known.
        on: the day for which ages are counted.
    """
    own = table["countries"].get(country, {}).get("contacts", {}) if country else {}
    limit = table["limits"]["contact"]
    for kind, anywhere in table["international"]["contacts"].items():
        mine = own.get(kind) or []
        found = [one | {"status": status_of(one, on, limit=limit)} for one in mine]
        if all(one["doubtful"] for one in mine):
            found += [one | {"status": "fallback"} for one in anywhere]
        if found:
            yield kind, found


def service_flags(own: Mapping[str, list[Table]], anywhere: Sequence[Table]) -> dict[str, bool]:
    """Which removal services plans may count on.

    Args:
        own: the country's contacts by kind.
        anywhere: the entries of the one service that works from every country.
    """
    flags = {"take_it_down": any(map(_drives_plans, own.get(ANYWHERE) or anywhere))}
    return flags | {
        name: any(map(_drives_plans, own.get(kind, []))) for name, kind in SERVICE_FLAGS.items()
    }


def _drives_plans(contact: Table) -> bool:
    """Whether a plan may send a young person there: sure, for their age, without the picture.

    Report Remove alone takes the picture itself, under an agreement with the police.
    """
    eligible = contact["eligible"]
    keeps = not eligible["picture_leaves_device"] or contact["kind"] == "removal_report_remove"
    return keeps and "under_18" in eligible["pictured"] and not contact["doubtful"]
