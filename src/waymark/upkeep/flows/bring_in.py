# SPDX-License-Identifier: Apache-2.0
"""A whole table of services at once: everything is stored, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from waymark.directory.rows import Row
from waymark.upkeep.desk import Desk
from waymark.upkeep.flows.publish import publish
from waymark.upkeep.flows.record import record
from waymark.upkeep.state import Verb

__all__ = ["RowsRefused", "bring_in_rows"]


class RowsRefused(ValueError):
    """At least one row cannot be stored; none was."""


def bring_in_rows(desk: Desk, rows: Sequence[Row], on: date) -> int:
    """Store every row that adds or changes something, in the worker's name.

    Args:
        desk: the worker's directory.
        rows: the rows as `directory.rows.read_rows` judged them.
        on: the day, which is the day of checking too.

    Returns:
        How many were stored.

    Raises:
        RowsRefused: if one of them is refused.
    """
    if any(row.verdict == "refuse" for row in rows):
        raise RowsRefused
    new = [row for row in rows if row.verdict in ("add", "change")]
    with transaction.atomic():
        for row in new:
            if row.key is not None:
                verb: Verb = "add" if row.verdict == "add" else "correct"
                entry = {**row.entry, "checked_on": on.isoformat()}
                record(desk, row.key, verb, on, entry=entry, source=row.entry["source"])
    publish()
    return len(new)
