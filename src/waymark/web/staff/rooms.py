# SPDX-License-Identifier: Apache-2.0
"""What a worker can do at the desk: each room adds its card here when its app is made ready."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from waymark.guard.models import Worker

__all__ = ["Room", "add", "rooms"]


@dataclass(frozen=True)
class Room:
    """A card on the first page of the desk, and a link in its menu."""

    id: str
    title: str | Promise
    words: str | Promise
    address: str  # the name of the address, as in urls.py
    roles: tuple[str, ...]
    order: int = 50

    @property
    def url(self) -> str:
        """Return where the card leads."""
        return reverse(self.address, urlconf="waymark.web.staff.urls")


_rooms: dict[str, Room] = {}


def add(room: Room) -> None:
    """Add a card; a room that is made ready twice has one."""
    _rooms[room.id] = room


def rooms(worker: Worker) -> list[Room]:
    """Return the cards a worker may open, in their order."""
    allowed = [one for one in _rooms.values() if worker.may(*one.roles)]
    return sorted((one for one in allowed if _leads(one)), key=lambda one: (one.order, one.id))


def _leads(room: Room) -> bool:
    try:
        return bool(room.url)
    except NoReverseMatch:  # the card of a room that this process does not serve
        return False
