# SPDX-License-Identifier: Apache-2.0
"""The tiles of the first page and what each of them already says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import waymark.content
from waymark.content.strict import load

__all__ = ["Tile", "tile", "tiles"]

FILE = Path(waymark.content.__file__).parent / "rules" / "tiles.yaml"


@dataclass(frozen=True)
class Tile:
    """One thing that may have happened."""

    id: str
    answers: dict[str, Any]
    lane: bool = False  # the first steps come before any question
    choose: tuple[str, ...] = ()  # the only values of child_role to ask about


@lru_cache(maxsize=1)
def tiles() -> tuple[Tile, ...]:
    """Return all tiles in the order of the page."""
    return tuple(
        Tile(
            line["id"],
            line["answers"],
            bool(line.get("lane")),
            tuple(line.get("choose", {}).get("values", ())),
        )
        for line in load(FILE)["tiles"]
    )


def tile(name: str) -> Tile | None:
    """Return one tile, or None if there is none of that name."""
    return next((one for one in tiles() if one.id == name), None)
