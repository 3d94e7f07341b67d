# SPDX-License-Identifier: Apache-2.0
"""Who may keep the directory, and what stands there now; the only way to its history."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings

from waymark.directory.live import Live
from waymark.directory.overlay import Key, entry_at, fingerprint
from waymark.directory.overlay_file import OVERLAY, read_overlay
from waymark.guard.models import Worker
from waymark.guard.roles import EDITOR
from waymark.upkeep.models import Change

__all__ = ["Desk", "NoSuchEntry", "NotAnEditor", "Stale"]

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
        self._live = Live(COMPILED, settings.WAYMARK_DATA)

    @property
    def table(self) -> Table:
        """The directory as it holds now."""
        return self._live.table()

    @property
    def delivered(self) -> Table:
        """The directory without own entries."""
        return self._live.delivered

    @property
    def overlay(self) -> dict[str, Table]:
        """The own entries by key."""
        return read_overlay(settings.WAYMARK_DATA / OVERLAY)

    def entry(self, key: Key) -> Table:
        """What stands there now. Raises NoSuchEntry."""
        found = entry_at(self.table, key)
        if found is None:
            raise NoSuchEntry(str(key))
        return found

    def unchanged(self, key: Key, seen: str) -> Table:
        """What stands there, if it is still what the worker looked at. Raises Stale, NoSuchEntry.

        Args:
            key: where the entry stands.
            seen: the fingerprint of the entry as the worker saw it.
        """
        found = self.entry(key)
        if fingerprint(found) != seen:
            raise Stale(str(key))
        return found

    def delivered_print(self, key: Key) -> str:
        """The fingerprint of what was delivered there; empty where nothing was."""
        found = entry_at(self.delivered, key)
        return fingerprint(found) if found else ""

    def history(self, key: Key) -> list[Change]:
        """Every change of one entry, newest first."""
        return list(Change.objects.filter(key=str(key)).order_by("-id"))
