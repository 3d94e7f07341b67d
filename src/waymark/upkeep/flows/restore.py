# SPDX-License-Identifier: Apache-2.0
"""Back to what is delivered: own changes of one entry no longer hold."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from waymark.directory.overlay import Key
from waymark.upkeep.desk import Desk, NoSuchEntry
from waymark.upkeep.flows.publish import publish
from waymark.upkeep.flows.record import record

__all__ = ["restore"]


def restore(desk: Desk, key: Key, on: date) -> None:
    """Let the delivered entry hold again; one that was added here goes. Raises NoSuchEntry."""
    with transaction.atomic():
        if str(key) not in desk.overlay:
            raise NoSuchEntry(str(key))
        record(desk, key, "restore", on)
    publish()
