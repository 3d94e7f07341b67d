# SPDX-License-Identifier: Apache-2.0
"""A worker looked: opened the page or rang the number, and it is as it stands."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from waymark.directory.overlay import Key
from waymark.upkeep.desk import Desk
from waymark.upkeep.flows.publish import publish
from waymark.upkeep.flows.record import record

__all__ = ["confirm"]


def confirm(desk: Desk, key: Key, seen: str, on: date) -> None:
    """Mark an entry as checked by this worker on this day.

    Args:
        desk: the worker's directory.
        key: where the entry stands.
        seen: the fingerprint of the entry as the worker saw it.
        on: the day.

    Raises:
        Stale: if it was changed meanwhile.
        NoSuchEntry: if nothing stands there.
    """
    with transaction.atomic():
        entry = desk.unchanged(key, seen)
        record(desk, key, "confirm", on, source=entry["source"] or "")
    publish()
