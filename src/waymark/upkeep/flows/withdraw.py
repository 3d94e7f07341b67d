# SPDX-License-Identifier: Apache-2.0
"""An entry leads nowhere: it is shown no more, and the history says why."""

from __future__ import annotations

from datetime import date

from waymark.directory.overlay import EMERGENCY, Key
from waymark.upkeep.desk import Desk, NoSuchEntry
from waymark.upkeep.flows.record import record
from waymark.upkeep.flows.turn import turn
from waymark.upkeep.reading import BadEntry

__all__ = ["LONGEST_REASON", "withdraw"]

LONGEST_REASON = 400


def withdraw(desk: Desk, key: Key, seen: str, reason: str, on: date) -> None:
    """Take an entry out. Emergency numbers stay whatever happens.

    One that is out already is kept out, whatever an upgrade now says of it.

    Raises:
        BadEntry: without a reason, or for an emergency number.
        Stale: if it was changed meanwhile.
        NoSuchEntry: if there is nothing to take out.
    """
    why = " ".join(reason.split())
    if key.kind == EMERGENCY:
        raise BadEntry(["kind: emergency numbers are always shown"])
    if not why:
        raise BadEntry(["reason: say why, in a few words"])
    if len(why) > LONGEST_REASON:
        raise BadEntry([f"reason: at most {LONGEST_REASON} characters"])
    with turn():
        if desk.unchanged(key, seen) is None and desk.state(key) is None:
            raise NoSuchEntry(str(key))
        record(desk, key, "withdraw", on, reason=why)
