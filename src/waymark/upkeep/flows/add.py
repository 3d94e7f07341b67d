# SPDX-License-Identifier: Apache-2.0
"""A service that is not in the directory: the organisation's own phone, a clinic, a school lead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from waymark.directory.overlay import Key
from waymark.directory.rows import OWN_KINDS, new_id
from waymark.upkeep.desk import Desk
from waymark.upkeep.flows.record import record
from waymark.upkeep.flows.turn import turn
from waymark.upkeep.reading import BadEntry, read_entry

__all__ = ["add"]


def add(desk: Desk, country: str, kind: str, fields: Mapping[str, Any], on: date) -> Key:
    """Add a service to a country and return where it stands.

    Args:
        desk: the worker's directory.
        country: the code of the country.
        kind: one of the kinds that may be added.
        fields: what is known of the service; `name` and `source` are needed.
        on: the day, which is the day of checking too.

    Raises:
        BadEntry: with a reason for each field that cannot be so.
    """
    if country not in desk.delivered["countries"]:
        raise BadEntry(["country: a two-letter code, as in GB, belongs here"])
    if kind not in OWN_KINDS:
        raise BadEntry([f"kind: one of {', '.join(OWN_KINDS)} belongs here"])
    name = str(fields.get("name") or "")
    key = Key(country, kind, new_id(name, str(fields.get("place") or ""), country, kind))
    entry = read_entry(key, {"source_date": None, "confidence": "high", **fields}, on)
    with turn():
        if desk.standing(key):
            raise BadEntry(["name: a service of this name and place stands here already"])
        record(desk, key, "add", on, entry=entry, source=entry["source"])
    return key
