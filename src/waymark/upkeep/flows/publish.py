# SPDX-License-Identifier: Apache-2.0
"""Making what the history says the directory that pages and plans read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from waymark.directory.overlay_file import OVERLAY, write_overlay
from waymark.upkeep.models import Change
from waymark.upkeep.state import Done, overlay_of

__all__ = ["publish"]


def publish() -> None:
    """Write the overlay from the history.

    Called after each change and at each start, so that a restored backup shows at once. Whoever
    holds the lock reads the whole history, so the last writer always writes the latest state.
    """
    path = Path(settings.WAYMARK_DATA) / OVERLAY
    with _alone(path):
        entries = overlay_of(_history())
        if entries or path.exists():
            write_overlay(path, entries)


def _history() -> Iterator[Done]:
    fields = ("key", "verb", "entry", "seen", "worker_name", "on")
    for row in Change.objects.order_by("id").values_list(*fields).iterator():
        yield Done(*row)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.with_suffix(".lock").open("w") as lock:
        try:
            import fcntl
        except ImportError:  # one process only, where files cannot be locked
            yield
            return
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
