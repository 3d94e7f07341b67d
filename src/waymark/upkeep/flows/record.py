# SPDX-License-Identifier: Apache-2.0
"""Adding one line to the history, in the name of the worker."""

from __future__ import annotations

from datetime import date
from typing import Any

from waymark.directory.overlay import Key
from waymark.upkeep.desk import Desk
from waymark.upkeep.models import Change
from waymark.upkeep.state import Verb

__all__ = ["made", "record"]


def record(desk: Desk, key: Key, verb: Verb, on: date, **told: Any) -> None:
    """Store what was done; `publish` makes it hold.

    Args:
        desk: the worker's directory.
        key: where the entry stands.
        verb: what was done.
        on: the day.
        told: `entry`, `source` and `reason`, as far as there are any.
    """
    made(desk, key, verb, on, **told).save()


def made(desk: Desk, key: Key, verb: Verb, on: date, **told: Any) -> Change:
    """The line, still to be stored."""
    return Change(
        key=str(key),
        verb=verb,
        delivered=desk.delivered_at(key),
        seen=desk.delivered_print(key),
        worker=desk.worker,
        worker_name=str(desk.worker),
        on=on,
        **told,
    )
