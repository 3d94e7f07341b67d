# SPDX-License-Identifier: Apache-2.0
"""The directory as it holds here and now: what was delivered, and the organisation's own entries.

The overlay is read again as soon as its file is another one.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from waymark.directory.overlay import apply
from waymark.directory.overlay_file import OVERLAY, read_overlay

__all__ = ["Live"]

Table = dict[str, Any]
Stamp = tuple[int, int, int] | None


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
        """The directory as it holds now. The same object until the overlay changes."""
        stamp = self._stamp()
        held = self._held
        if held is None or held[0] != stamp:
            overlay = read_overlay(self.overlay_path) if self.overlay_path and stamp else {}
            held = self._held = (stamp, apply(self.delivered, overlay))
        return held[1]

    def _stamp(self) -> Stamp:
        if self.overlay_path is None:
            return None
        try:
            found = self.overlay_path.stat()
        except FileNotFoundError:
            return None
        return (found.st_mtime_ns, found.st_size, found.st_ino)
