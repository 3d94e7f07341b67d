# SPDX-License-Identifier: Apache-2.0
"""An entry is wrong: what holds instead, and where that is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from waymark.directory.overlay import Key
from waymark.upkeep.desk import Desk
from waymark.upkeep.flows.record import record
from waymark.upkeep.flows.turn import turn
from waymark.upkeep.reading import read_entry

__all__ = ["correct"]


def correct(desk: Desk, key: Key, seen: str, fields: Mapping[str, Any], on: date) -> None:
    """Let other values hold for an entry, over what is delivered now and later.

    Args:
        desk: the worker's directory.
        key: where the entry stands.
        seen: `Desk.print_of` the entry as the worker saw it.
        fields: the values that change; `source` is one of them.
        on: the day, which is the day of checking too.

    Raises:
        BadEntry: with a reason for each field that cannot be so.
        Stale: if it was changed meanwhile.
        NoSuchEntry: if nothing stands there.
    """
    with turn():
        # A question of law that nobody has answered yet is filled in the same way.
        unknown = desk.unknown_law(key) and desk.unchanged(key, seen) is None
        before = {} if unknown else desk.unchanged_entry(key, seen)
        entry = read_entry(key, {**before, **fields}, on)
        record(desk, key, "correct", on, entry=entry, source=entry["source"])
