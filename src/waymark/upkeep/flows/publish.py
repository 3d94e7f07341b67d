# SPDX-License-Identifier: Apache-2.0
"""Making what the history says the directory that pages and plans read."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from waymark.directory.overlay_file import OVERLAY, write_overlay
from waymark.guard.alone import alone
from waymark.upkeep.history import overlay_now

__all__ = ["publish"]


def publish() -> None:
    """Write the overlay from the history; no worker's name is in it.

    Called after each change and at each start, so that a restored backup shows at once. Whoever
    holds the lock reads the whole history, so the last writer always writes the latest state.
    """
    path = Path(settings.WAYMARK_DATA) / OVERLAY
    with alone(path.with_suffix(".lock")):
        entries = overlay_now()
        if entries or path.exists():
            write_overlay(path, entries)
