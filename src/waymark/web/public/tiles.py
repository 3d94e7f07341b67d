# SPDX-License-Identifier: Apache-2.0
"""The tiles of the first page and what each of them already says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

import waymark.content
from waymark.content.strict import load

__all__ = ["WORDS", "Tile", "tile", "tiles"]

FILE = Path(waymark.content.__file__).parent / "rules" / "tiles.yaml"

# Title and one line below it. The reviewed start.yaml may say them better.
WORDS = {
    "threatened": (_("Someone is threatening me right now"), _("First steps at once. No typing.")),
    "passed_on": (_("My picture was passed on"), _("Or I think it was")),
    "was_sent": (
        _("I was sent something"),
        _("A picture or video I did not ask for, or of someone else"),
    ),
    "asked": (_("Someone asks me for a picture"), _("Or puts pressure on me")),
    "fake": (_("There is a fake of me"), _("Made with a computer or changed")),
    "made_to_watch": (
        _("I was made to watch"),
        _("Someone showed me things I did not want to see"),
    ),
    "i_did": (_("I passed on, made or asked"), _("And now I want to put it right")),
    "friend": (_("It is about a friend"), _("I know of something and want to help")),
    "words_only": (_("Only words so far"), _("Messages about sex, no picture")),
}


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
