# SPDX-License-Identifier: Apache-2.0
"""A worker looked: opened the page or rang the number, and it is as it stands."""

from __future__ import annotations

from datetime import date

from waymark.directory.overlay import Key
from waymark.upkeep.desk import Desk
from waymark.upkeep.flows.record import record
from waymark.upkeep.flows.turn import turn

__all__ = ["confirm"]


def confirm(desk: Desk, key: Key, seen: str, on: date) -> None:
    """Mark an entry as checked by this worker on this day.

    Args:
        desk: the worker's directory.
        key: where the entry stands.
        seen: `Desk.print_of` the entry as the worker saw it.
        on: the day.

    Raises:
        Stale: if it was changed meanwhile.
        NoSuchEntry: if nothing stands there.
    """
    with turn():
        entry = desk.unchanged_entry(key, seen)
        record(desk, key, "confirm", on, source=entry["source"] or "")
