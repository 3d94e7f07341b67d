# SPDX-License-Identifier: Apache-2.0
"""An entry leads nowhere: it is shown no more, and the history says why."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from waymark.directory.overlay import Key
from waymark.upkeep.desk import Desk
from waymark.upkeep.flows.publish import publish
from waymark.upkeep.flows.record import record
from waymark.upkeep.reading import BadEntry

__all__ = ["withdraw"]

EMERGENCY = "emergency"


def withdraw(desk: Desk, key: Key, seen: str, reason: str, on: date) -> None:
    """Take an entry out. Emergency numbers stay whatever happens.

    Raises:
        BadEntry: without a reason, or for an emergency number.
        Stale: if it was changed meanwhile.
        NoSuchEntry: if nothing stands there.
    """
    if key.kind == EMERGENCY:
        raise BadEntry(["kind: emergency numbers are always shown"])
    if not reason.strip():
        raise BadEntry(["reason: say why, in a few words"])
    with transaction.atomic():
        desk.unchanged(key, seen)
        record(desk, key, "withdraw", on, reason=reason.strip())
    publish()
