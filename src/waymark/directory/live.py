# SPDX-License-Identifier: Apache-2.0
"""The directory as it holds here and now: what was delivered, and the organisation's own entries.

The overlay is read again as soon as its file is another one. A damaged file drops nothing of the
organisation's own: what held before goes on to hold, and at a start there is an error.
"""

from __future__ import annotations

import json
import logging
from functools import lru_cache
from pathlib import Path
from typing import Any

from waymark.directory.overlay import apply
from waymark.directory.overlay_file import OVERLAY, read_overlay

__all__ = ["Live", "OverlayDamaged", "live_at"]

Table = dict[str, Any]
Stamp = tuple[int, int, int] | None
# What reading a file of another shape can end in.
DAMAGE = (ValueError, LookupError, TypeError, AttributeError, RecursionError, OSError)


class OverlayDamaged(ValueError):
    """The organisation's own entries cannot be read, and none were read before."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: the own entries in it cannot be read; restore it from a backup")


class Live:
    """Reads the compiled directory once, and the overlay whenever its file is another one.

    Args:
        compiled: the compiled directory.
        data: the folder that holds all state; None for the delivered directory alone.
    """

    def __init__(self, compiled: Path, data: Path | None) -> None:
        self._compiled = compiled
        self.overlay_path = data / OVERLAY if data else None
        self._delivered: Table | None = None
        self._held: tuple[Stamp, Table] | None = None

    @property
    def delivered(self) -> Table:
        """The directory without anything of the organisation's own."""
        if self._delivered is None:
            self._delivered = json.loads(self._compiled.read_text(encoding="utf-8"))
        return self._delivered

    def table(self) -> Table:
        """The directory as it holds now. The same object until the overlay changes.

        Raises:
            OverlayDamaged: if the overlay cannot be read and never could be.
        """
        stamp = self._stamp()
        held = self._held
        if held is None or held[0] != stamp:
            held = self._held = (stamp, self._read() if stamp else self.delivered)
        return held[1]

    def _read(self) -> Table:
        """The delivered directory with the overlay; the last good one if that is damaged."""
        delivered, path = self.delivered, self.overlay_path
        if path is None:
            return delivered
        try:
            return apply(delivered, read_overlay(path))
        except DAMAGE as damage:
            if self._held is None:
                raise OverlayDamaged(path) from damage
            logging.getLogger(__name__).exception("the last good own entries hold on")
            return self._held[1]

    def _stamp(self) -> Stamp:
        if self.overlay_path is None:
            return None
        try:
            found = self.overlay_path.stat()
        except FileNotFoundError:
            return None
        except OSError as damage:  # the folder may not be read any more
            if self._held is None:
                raise OverlayDamaged(self.overlay_path) from damage
            return self._held[0]
        return (found.st_mtime_ns, found.st_size, found.st_ino)


@lru_cache(maxsize=2)
def live_at(compiled: Path, data: Path) -> Live:
    """The one reader of a process for a compiled directory and a data folder."""
    return Live(compiled, data)
