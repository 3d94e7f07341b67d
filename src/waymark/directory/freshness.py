# SPDX-License-Identifier: Apache-2.0
"""How old a value may be before it is shown as not checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Literal

from waymark.directory.kinds import LIMITS

__all__ = ["Status", "day_of", "due_on", "is_due", "status_of"]

Status = Literal["checked", "unchecked", "fallback"]


def day_of(value: str) -> date:
    """The earliest day that a partial date can mean, so that age is never understated."""
    return date.fromisoformat("-".join([*value.split("-"), "01", "01"][:3]))


def due_on(entry: Mapping[str, Any], limit: int) -> date | None:
    """The day from which the entry has to be checked again; None: it is past due already."""
    known = entry.get("checked_on") or entry.get("source_date")
    return None if not known else day_of(known) + timedelta(days=limit)


def is_due(entry: Mapping[str, Any], limit: int, on: date) -> bool:
    """Whether somebody has to look at this entry on that day."""
    due = due_on(entry, limit)
    return due is None or due < on


def status_of(
    entry: Mapping[str, Any], on: date, *, limit: int = LIMITS["contact"], fallback: bool = False
) -> Status:
    """`checked` only where a person looked, not later than today and within the limit.

    An entry of the international list is a `fallback`, however fresh.
    """
    if fallback:
        return "fallback"
    looked = entry.get("checked_on")
    if not looked or day_of(looked) > on or is_due(entry, limit, on):
        return "unchecked"
    return "checked"
