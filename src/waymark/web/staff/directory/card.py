# SPDX-License-Identifier: Apache-2.0
"""The card of the room on the first page of the desk, with how much is due."""

from __future__ import annotations

from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from waymark.guard.models import today
from waymark.guard.roles import EDITOR
from waymark.upkeep.desk import table_read
from waymark.web.staff import rooms
from waymark.web.staff.directory.worklist import works

__all__ = ["add"]


class _Words:
    """Counted anew each time the card is shown."""

    def __str__(self) -> str:
        due = len(works(table_read(), today()).due)
        said = ngettext("{due} entry is due today.", "{due} entries are due today.", due)
        return said.format(due=due)


def add() -> None:
    """Add the card."""
    words = lazystr(_Words())
    room = rooms.Room("directory", _("Directory"), words, "directory", (EDITOR,), order=10)
    rooms.add(room)
