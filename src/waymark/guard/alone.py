# SPDX-License-Identifier: Apache-2.0
"""One process at a time: the others wait until it is done. Pure."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["alone"]


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """Hold the lock file at this place, made if needed, for the length of a block."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            import fcntl
        except ImportError:  # no such lock on this system, and no second process either
            yield
        else:
            fcntl.flock(handle, fcntl.LOCK_EX)  # let go of when the handle closes
            yield
    finally:
        os.close(handle)
