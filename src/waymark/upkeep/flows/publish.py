# SPDX-License-Identifier: Apache-2.0
"""Making what the history says the directory that pages and plans read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from waymark.directory.overlay_file import OVERLAY, write_overlay
from waymark.upkeep.history import overlay_now

__all__ = ["publish"]


def publish() -> None:
    """Write the overlay from the history; no worker's name is in it.

    Called after each change and at each start, so that a restored backup shows at once. Whoever
    holds the lock reads the whole history, so the last writer always writes the latest state.
    """
    path = Path(settings.WAYMARK_DATA) / OVERLAY
    with _alone(path):
        entries = overlay_now()
        if entries or path.exists():
            write_overlay(path, entries)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            import fcntl
        except ImportError:  # one process only, where files cannot be locked
            yield
        else:
            fcntl.flock(handle, fcntl.LOCK_EX)  # let go of when the handle closes
            yield
    finally:
        os.close(handle)
