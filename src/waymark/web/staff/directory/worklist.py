# SPDX-License-Identifier: Apache-2.0
"""What the keepers of the directory see in lists: what is due, everything, how much is checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from waymark.directory.check import check_directory
from waymark.directory.freshness import status_of
from waymark.directory.kinds import LAW_KEYS, SERVICE_KINDS
from waymark.directory.overlay import EMERGENCY, INTERNATIONAL, LAW, Key, entry_at
from waymark.web.staff.directory.names import FILES, LAW_WORDS, kind_name, place_name

__all__ = ["ALL", "PAGE", "Item", "NoSuchPage", "Page", "Share", "Works", "page_of", "works"]

Table = dict[str, Any]
PAGE = 50
WHOLE = "numbers"  # the emergency numbers of a country as a whole: each has its own entry too


class NoSuchPage(LookupError):
    """There are fewer pages."""


@dataclass(frozen=True)
class Item:
    """One thing that stands in a list."""

    place: str
    kind: str
    id: str
    name: str
    since: str | None = None  # due since
    checked_on: str | None = None
    source: str | None = None
    key: Key | None = None  # None: it is kept in the delivered files
    unknown: bool = False  # nothing is known yet: it can be filled in

    @property
    def kind_name(self) -> str:
        """What its kind is called."""
        return kind_name(self.kind)


@dataclass(frozen=True)
class Share:
    """How much of one place is checked."""

    place: str
    name: str
    due: int
    checked: int
    whole: int


@dataclass(frozen=True)
class Page:
    """Some of many."""

    items: Sequence[Any]
    number: int
    pages: int
    count: int

    @property
    def before(self) -> int | None:
        """The page before this one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """The page after this one."""
        return self.number + 1 if self.number < self.pages else None


class Works:
    """The directory on one day, as its keepers look at it.

    Args:
        table: the directory as it holds now.
        on: the day for which ages are counted.
    """

    def __init__(self, table: Table, on: date) -> None:
        self.table, self.on = table, on

    @cached_property
    def due(self) -> list[Item]:
        """What somebody has to look at."""
        found = check_directory(self.table, self.on)["due"]
        return [self._due(one) for one in found if not _stands_twice(one)]

    @cached_property
    def every(self) -> list[Item]:
        """Every entry that can be kept at the desk."""
        return [
            Item(key.place, key.kind, key.id, self._name(key), None, entry["checked_on"], key=key)
            for key, entry in self._entries()
        ]

    @cached_property
    def shares(self) -> list[Share]:
        """How much is checked, place by place; those with something due only in files last."""
        due = _counted(item.place for item in self.due)
        whole = _counted(item.place for item in self.every)
        checked = _counted(key.place for key, entry in self._entries() if self._checked(key, entry))
        return [
            Share(place, place_name(self.table, place), due[place], checked[place], whole[place])
            for place in sorted(due.keys() | whole.keys(), key=self._order)
        ]

    def chosen(self, which: str, place: str, kind: str) -> list[Item]:
        """Some of what is due, or of everything: of one place, of one kind."""
        items = self.due if which == "due" else [*self.every, *self._unknown(place)]
        return [item for item in items if place in (ALL, item.place) and kind in (ALL, item.kind)]

    def _unknown(self, place: str) -> Iterator[Item]:
        """The questions of law of one country that nobody has answered yet."""
        country = self.table["countries"].get(place)
        for id_ in LAW_KEYS if country and country["file"] else ():
            if not country["law"].get(id_):
                key = Key(place, LAW, id_)
                yield Item(place, LAW, id_, self._name(key), key=key, unknown=True)

    def _order(self, place: str) -> tuple[int, str]:
        last = {INTERNATIONAL: 1, FILES: 2}.get(place, 0)
        return last, place_name(self.table, place)

    def _entries(self) -> Iterator[tuple[Key, Table]]:
        places = {**self.table["countries"], INTERNATIONAL: self.table["international"]}
        for place, entry in places.items():
            for kind, contacts in entry["contacts"].items():
                for contact in contacts:
                    yield Key(place, kind, contact["id"]), contact
            for id_, law in entry["law"].items():
                if law:
                    yield Key(place, LAW, id_), law

    def _checked(self, key: Key, entry: Table) -> bool:
        limit = self.table["limits"][LAW if key.kind == LAW else "contact"]
        return status_of(entry, self.on, limit=limit) == "checked"

    def _name(self, key: Key) -> str:
        if key.kind == LAW:
            return str(LAW_WORDS[key.id])
        entry = entry_at(self.table, key) or {}
        if key.kind == EMERGENCY:
            return str(entry.get("phone") or key.id)
        return str(entry.get("name") or key.id)

    def _due(self, one: Table) -> Item:
        place, kind, id_ = one["country"] or FILES, one["kind"], one["id"]
        kept = place and kind in (*SERVICE_KINDS, LAW) and (kind, id_) != (EMERGENCY, WHOLE)
        key = Key(place, kind, id_) if kept else None
        name = self._name(key) if key else self._name_of_file(place, kind, id_)
        return Item(place, kind, id_, name, one["since"], one["checked_on"], one["source"], key)

    def _name_of_file(self, place: str, kind: str, id_: str) -> str:
        if (kind, id_) == (EMERGENCY, WHOLE):
            return kind_name(kind)
        if kind == "state":
            return str(self.table["states"][place]["states"][id_]["name"])
        return id_.replace("_", " ").replace(".", ": ")


ALL = "all"
_held: dict[tuple[int, date], Works] = {}


def works(table: Table, on: date) -> Works:
    """The same for the same directory on the same day, so that a card costs nothing."""
    key = (id(table), on)
    if key not in _held or _held[key].table is not table:
        _held.clear()
        _held[key] = Works(table, on)
    return _held[key]


def page_of(items: Sequence[Any], number: int) -> Page:
    """One page of a list. Raises NoSuchPage."""
    pages = max(1, -(-len(items) // PAGE))
    if not 1 <= number <= pages:
        raise NoSuchPage
    return Page(items[(number - 1) * PAGE : number * PAGE], number, pages, len(items))


def _stands_twice(one: Table) -> bool:
    """A country's numbers as a whole: each of them stands in the list itself."""
    told = (one["kind"], one["id"]) == (EMERGENCY, WHOLE)
    return told and one["country"] != INTERNATIONAL


class _Counts(dict[str, int]):
    def __missing__(self, _: str) -> int:
        return 0


def _counted(places: Iterable[str]) -> _Counts:
    counts = _Counts()
    for place in places:
        counts[place] += 1
    return counts
