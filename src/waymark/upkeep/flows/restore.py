# SPDX-License-Identifier: Apache-2.0
"""Back to what is delivered: own changes of one entry no longer hold."""

from __future__ import annotations

from datetime import date

from waymark.directory.overlay import Key
from waymark.upkeep.desk import Desk, NoSuchEntry
from waymark.upkeep.flows.record import record
from waymark.upkeep.flows.turn import turn

__all__ = ["restore"]


def restore(desk: Desk, key: Key, seen: str, on: date) -> None:
    """Let the delivered entry hold again; one that was added here goes.

    Args:
        desk: the worker's directory.
        key: where the entry stands.
        seen: `Desk.print_of` the entry as the worker saw it.
        on: the day.

    Raises:
        Stale: if it was changed meanwhile.
        NoSuchEntry: if nothing of the organisation's own stands there.
    """
    with turn():
        desk.unchanged(key, seen)
        if desk.state(key) is None:
            raise NoSuchEntry(str(key))
        record(desk, key, "restore", on)
