# SPDX-License-Identifier: Apache-2.0
"""Reading the history, and what it says holds now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from waymark.directory.overlay import Key
from waymark.upkeep.models import Change
from waymark.upkeep.state import Done, overlay_of

__all__ = ["changes_of", "overlay_now", "state_of"]


def overlay_now() -> dict[str, dict[str, Any]]:
    """The whole overlay."""
    return overlay_of(_done(Change.objects.order_by("id")))


def state_of(key: Key) -> dict[str, Any] | None:
    """What the overlay says of one entry."""
    return overlay_of(_done(Change.objects.filter(key=str(key)).order_by("id"))).get(str(key))


def changes_of(key: Key) -> list[Change]:
    """Every change of one entry, in order."""
    return list(Change.objects.filter(key=str(key)).order_by("id"))


def _done(rows: QuerySet[Change]) -> Iterator[Done]:
    fields = ("key", "verb", "entry", "seen", "on")
    for row in rows.values_list(*fields).iterator():
        yield Done(*row)
