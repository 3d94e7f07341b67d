# SPDX-License-Identifier: Apache-2.0
"""What `waymark directory show` and `waymark directory check` answer, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from waymark.directory.check import check_directory, exit_code, gaps_of
from waymark.directory.compare import compare as rows
from waymark.directory.compile import compile_directory
from waymark.directory.edition import outward
from waymark.directory.freshness import status_of
from waymark.directory.kinds import LAW_KEYS, SHOWN_KINDS, shown_kind
from waymark.directory.services import services_of

__all__ = ["UnknownCountry", "UnknownRegion", "check", "compare", "exit_code", "show"]

Table = dict[str, Any]


class UnknownCountry(ValueError):
    """No country of the world has this code."""

    def __init__(self, got: str) -> None:
        self.got = got
        super().__init__(f"country: got {got[:40]!r}, allowed: a two-letter country code, as in GB")


class UnknownRegion(ValueError):
    """The country has no such region, or nothing is known of its regions."""

    def __init__(self, got: str, allowed: str) -> None:
        super().__init__(f"region: got {got[:40]!r}, allowed: {allowed}")


def show(
    code: str, *, region: str | None = None, on: date | None = None, table: Table | None = None
) -> Table:
    """Who helps in one country, and what the law says, each value with its source.

    Args:
        code: an ISO 3166-1 alpha-2 code, in capitals or not.
        region: the postal code of a state with a law of its own, as in TX.
        on: the day on which ages are counted; today if not given.
        table: the compiled directory; made from the content files if not given.

    Raises:
        UnknownCountry: no country has that code.
        UnknownRegion: nothing is known of such a region.
    """
    table = table or compile_directory()[1]
    on = on or _today()
    known = _known(code, table)
    entry = table["countries"][known]
    shown = _shown(known, entry, table, on)
    return shown if region is None else shown | {"region": _region(known, region, table, on)}


def compare(codes: Sequence[str], table: Table | None = None) -> list[Table]:
    """The laws of several countries beside each other. Raises UnknownCountry."""
    table = table or compile_directory()[1]
    return rows(table, list(dict.fromkeys(_known(code, table) for code in codes)))


def _known(code: str, table: Table) -> str:
    known = code.strip().upper()
    if not code.isascii() or known not in table["countries"]:
        raise UnknownCountry(code)
    return known


def _region(country: str, region: str, table: Table, on: date) -> Table:
    states = table["states"].get(country, {}).get("states", {})
    known = region.strip().upper()
    if known not in states:
        raise UnknownRegion(region, ", ".join(states) or f"none in {country}")
    status = status_of(states[known], on, limit=table["limits"]["law"])
    return {"code": known, **states[known], "status": status}


def _shown(known: str, entry: Table, table: Table, on: date) -> Table:
    return {
        "on": on.isoformat(),
        "country": {"code": known, "name": entry["name"]},
        "emergency": _emergency(entry, table),
        "services": _services(known, table, on),
        "law": {key: _law(entry["law"].get(key), table, on) for key in LAW_KEYS},
        "duty": entry["duty"],
        "flags": entry["flags"],
        "notes": entry["notes"],
        "gaps": gaps_of(entry),
        "fallback": not entry["file"],
    }


def check(on: date | None = None, *, table: Table | None = None) -> Table:
    """The work list of the directory on one day: what is due, missing, and how well filled."""
    return check_directory(table or compile_directory()[1], on or _today())


def _today() -> date:
    return datetime.now(tz=UTC).date()


def _emergency(entry: Table, table: Table) -> Table:
    """Emergency numbers are shown whatever their age."""
    source = entry["emergency_source"] or table["international"]["emergency_source"]
    return {"numbers": entry["emergency"], **source}


def _services(code: str, table: Table, on: date) -> list[Table]:
    """Every service for the country, those promised first."""
    services = [
        {**outward(contact), "kind": shown_kind(kind), "way": kind}
        for kind, contacts in services_of(table, code, on)
        if kind != "emergency"
        for contact in contacts
    ]
    order = {kind: place for place, kind in enumerate(SHOWN_KINDS)}
    return sorted(services, key=lambda service: order.get(service["kind"], len(order)))


def _law(law: Table | None, table: Table, on: date) -> Table:
    if law is None:
        nothing = ("value", "answer", "note", "source", "source_date", "checked_on", "confidence")
        return dict.fromkeys(nothing) | {"status": "unknown"}
    return {**outward(law), "status": status_of(law, on, limit=table["limits"]["law"])}
