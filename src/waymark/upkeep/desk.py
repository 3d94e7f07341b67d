# SPDX-License-Identifier: Apache-2.0
"""Who may keep the directory, and what stands there now; the only way to its history."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings

from waymark.directory.live import live_at
from waymark.directory.overlay import (
    LAW,
    Key,
    apply,
    entry_at,
    fingerprint,
    moved_on,
    whole_print,
)
from waymark.directory.overlay_file import OVERLAY, read_overlay
from waymark.guard.models import Worker
from waymark.guard.roles import EDITOR
from waymark.upkeep.history import changes_of, overlay_now, state_of
from waymark.upkeep.models import Change

__all__ = ["Desk", "NoSuchEntry", "NotAnEditor", "Stale", "table_read"]

Table = dict[str, Any]
COMPILED = Path(__file__).parent.parent / "content" / "compiled" / "directory.json"


class NotAnEditor(PermissionError):
    """Only an active editor may change the directory."""


class NoSuchEntry(LookupError):
    """Nothing stands there."""


class Stale(ValueError):
    """Somebody else changed the entry since it was looked at."""


class Desk:
    """The directory in the hands of one worker.

    Args:
        worker: who works.

    Raises:
        NotAnEditor: for anybody else.
    """

    def __init__(self, worker: Worker) -> None:
        if not worker.may(EDITOR):
            raise NotAnEditor
        self.worker = worker
        self._live = live_at(COMPILED, Path(settings.WAYMARK_DATA))

    @property
    def table(self) -> Table:
        """The directory as pages and plans read it."""
        return self._live.table()

    @property
    def delivered(self) -> Table:
        """The directory without own entries."""
        return self._live.delivered

    @property
    def overlay(self) -> dict[str, Table]:
        """The own entries by key, as pages and plans read them."""
        return read_overlay(Path(settings.WAYMARK_DATA) / OVERLAY)

    def table_now(self) -> Table:
        """The directory as the history says, whether it is published yet or not."""
        return apply(self.delivered, overlay_now())

    def moved_on(self) -> list[Key]:
        """The own entries under which the delivered directory now says something else."""
        return list(moved_on(self.delivered, self.overlay))

    def state(self, key: Key) -> Table | None:
        """What the organisation itself says of an entry; None where it says nothing."""
        return state_of(key)

    def standing(self, key: Key) -> Table | None:
        """What stands there now, as the history says; None where nothing is shown."""
        state = self.state(key)
        return entry_at(apply(self.delivered, {str(key): state} if state else {}), key)

    def print_of(self, key: Key) -> str:
        """A hash of what stands there, to tell later whether it is still the same."""
        return whole_print(self.standing(key))

    def unchanged(self, key: Key, seen: str) -> Table | None:
        """What stands there, if it is still what the worker looked at. Raises Stale.

        Args:
            key: where the entry stands.
            seen: `print_of` the entry as the worker saw it.
        """
        found = self.standing(key)
        if whole_print(found) != seen:
            raise Stale(str(key))
        return found

    def unknown_law(self, key: Key) -> bool:
        """Whether this is a question of law to which a country's file has no answer yet."""
        place = self.delivered["countries"].get(key.place)
        return key.kind == LAW and bool(place and place["file"]) and self.delivered_at(key) is None

    def unchanged_entry(self, key: Key, seen: str) -> Table:
        """The same where something has to stand. Raises Stale, NoSuchEntry."""
        found = self.unchanged(key, seen)
        if found is None:
            raise NoSuchEntry(str(key))
        return found

    def delivered_at(self, key: Key) -> Table | None:
        """What is delivered there."""
        return entry_at(self.delivered, key)

    def delivered_print(self, key: Key) -> str:
        """The fingerprint of what is delivered there; empty where nothing is."""
        found = self.delivered_at(key)
        return fingerprint(found) if found else ""

    def history(self, key: Key) -> list[Change]:
        """Every change of one entry, newest first."""
        return changes_of(key)[::-1]


def table_read() -> Table:
    """The directory as pages and plans read it, whoever asks."""
    return live_at(COMPILED, Path(settings.WAYMARK_DATA)).table()
