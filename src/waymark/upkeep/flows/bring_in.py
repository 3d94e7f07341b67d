# SPDX-License-Identifier: Apache-2.0
"""A whole table of services at once: everything is stored, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date

from waymark.directory.rows import Row, read_rows
from waymark.upkeep.desk import Desk
from waymark.upkeep.flows.record import made
from waymark.upkeep.flows.turn import turn
from waymark.upkeep.models import Change

__all__ = ["OutcomeChanged", "RowsRefused", "bring_in", "outcome"]

AT_ONCE = 500


class RowsRefused(ValueError):
    """At least one row cannot be stored; none was. `rows` are all of them."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = list(rows)
        super().__init__("some rows are refused")


class OutcomeChanged(ValueError):
    """The table would now do something else than was shown; nothing was stored."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = list(rows)
        super().__init__("the outcome is another one now")


def outcome(rows: Sequence[Row]) -> str:
    """What a table would do, as one short hash."""
    told = repr([(row.number, row.verdict, str(row.key), row.reason, row.entry) for row in rows])
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def bring_in(desk: Desk, raw: bytes, on: date, shown: str | None = None) -> list[Row]:
    """Store every row that adds or changes something, in the worker's name.

    The rows are judged once more, on what stands there at this moment. Rows of a table are no
    look at the services: each is due at once, or counts from the date of its source.

    Args:
        desk: the worker's directory.
        raw: the table, as `directory.rows.read_rows` takes it.
        on: the day after which no date may lie.
        shown: the `outcome` that the worker agreed to; None to agree to any.

    Returns:
        All rows with their verdicts.

    Raises:
        BadTable: if it is no table.
        RowsRefused: if a row is refused.
        OutcomeChanged: if it would do something else than was shown.
    """
    with turn():
        rows = list(read_rows(raw, desk.table_now(), on))
        if shown is not None and outcome(rows) != shown:
            raise OutcomeChanged(rows)
        if any(row.verdict == "refuse" for row in rows):
            raise RowsRefused(rows)
        Change.objects.bulk_create(_lines(desk, rows, on), batch_size=AT_ONCE)
    return rows


def _lines(desk: Desk, rows: Sequence[Row], on: date) -> Iterator[Change]:
    for row in rows:
        if row.key and row.verdict in ("add", "change"):
            yield made(desk, row.key, "import", on, entry=row.entry, source=row.entry["source"])
