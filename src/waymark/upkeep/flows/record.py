# SPDX-License-Identifier: Apache-2.0
"""Adding one line to the history, in the name of the worker."""

from __future__ import annotations

from datetime import date
from typing import Any

from waymark.directory.overlay import Key
from waymark.upkeep.desk import Desk
from waymark.upkeep.models import Change
from waymark.upkeep.state import Verb

__all__ = ["record"]


def record(  # noqa: PLR0913  (each is a column)
    desk: Desk,
    key: Key,
    verb: Verb,
    on: date,
    *,
    entry: dict[str, Any] | None = None,
    source: str = "",
    reason: str = "",
) -> None:
    """Store what was done; `publish` makes it hold."""
    Change(
        key=str(key),
        verb=verb,
        entry=entry,
        seen=desk.delivered_print(key),
        source=source,
        reason=reason,
        worker=desk.worker,
        worker_name=str(desk.worker),
        on=on,
    ).save()
