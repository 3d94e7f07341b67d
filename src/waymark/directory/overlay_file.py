# SPDX-License-Identifier: Apache-2.0
"""The organisation's own entries as one small file, read by pages and plans without a database.

It is written by the room that keeps its history. Standard library only: a plan looks for it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["OVERLAY", "read_overlay", "write_overlay"]

Table = dict[str, Any]
OVERLAY = Path("directory") / "overlay.json"  # under the data folder


def read_overlay(path: Path) -> dict[str, Table]:
    """The own entries by key; none where there is no file. A damaged file raises."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    found: dict[str, Table] = json.loads(text)["entries"]
    if not isinstance(found, dict):
        raise TypeError("entries")  # an empty value would pass for no entries at all
    return found


def write_overlay(path: Path, entries: Mapping[str, Table]) -> None:
    """Write the own entries at once or not at all, so that no reader ever sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = path.with_suffix(f".{os.getpid()}.partial")
    text = json.dumps({"version": 1, "entries": entries}, ensure_ascii=False, indent=1)
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
