# SPDX-License-Identifier: Apache-2.0
"""What one organisation knows better: its own entries laid over the directory that is delivered.

An overlay survives upgrades because it never touches the delivered files. It says, for each entry
that somebody looked at, what holds instead: confirmed, corrected, withdrawn or added.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from waymark.directory.kinds import LAW_KEYS, SERVICE_KINDS
from waymark.directory.services import ANYWHERE, service_flags
from waymark.directory.sourced import is_doubtful

__all__ = [
    "EMERGENCY", "INTERNATIONAL", "LAW", "Key", "apply", "entry_at", "fingerprint", "moved_on",
    "whole_print",
]  # fmt: skip

Table = dict[str, Any]
INTERNATIONAL = "international"
LAW, EMERGENCY, REMOVAL = "law", "emergency", "removal_"
PLACE = re.compile(r"(?:[A-Z]{2}|international)\Z")
ID = re.compile(r"[a-z][a-z0-9_]*\Z")
# Who looked is kept in the history; an overlay may name them, and nothing that leaves does.
MARKS = ("checked_on", "checked_by")
# What a person looks at when confirming an entry; if an upgrade changes it, nobody has looked.
LOOKED_AT = (
    "name", "phone", "text", "url", "chat", "hours", "open", "eligible", "value", "answer",
    "deadline",
)  # fmt: skip


@dataclass(frozen=True)
class Key:
    """Where an entry stands: a country or `international`, a kind or `law`, and its id."""

    place: str
    kind: str
    id: str

    @classmethod
    def read(cls, written: str) -> Key:
        """The key as written in an overlay: `GB/crisis_line/gb_samaritans`.

        Raises:
            ValueError: if it is none.
        """
        place, kind, id_ = written.split("/")
        if not (PLACE.match(place) and ID.match(id_)):
            raise ValueError(f"{written} is no place in the directory")
        if kind not in (*SERVICE_KINDS, LAW) or (kind == LAW and id_ not in LAW_KEYS):
            raise ValueError(f"{written} is no place in the directory")
        return cls(place, kind, id_)

    def __str__(self) -> str:
        return f"{self.place}/{self.kind}/{self.id}"


def fingerprint(entry: Mapping[str, Any]) -> str:
    """What a person looked at, as one short hash."""
    seen = [entry.get(name) for name in LOOKED_AT]
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()[:16]


def whole_print(entry: Mapping[str, Any] | None) -> str:
    """Everything that stands there, as one short hash: whether two people saw the same."""
    whole = json.dumps(entry, sort_keys=True, default=str)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def entry_at(table: Table, key: Key) -> Table | None:
    """The entry that stands there, or None."""
    place = _place(table, key.place)
    if place is None:
        return None
    if key.kind == LAW:
        found: Table | None = place["law"].get(key.id)
        return found
    return next((one for one in place["contacts"][key.kind] if one["id"] == key.id), None)


def apply(table: Table, overlay: Mapping[str, Table]) -> Table:
    """The delivered directory with the organisation's own entries over it; a new table.

    Args:
        table: the compiled directory.
        overlay: by written key: `{"verb": "confirm", "checked_on", "checked_by", "seen"}`,
            `{"verb": "withdraw", ...}`, or `{"verb": "correct"|"add", "entry": {...}, ...}`.
    """
    if not overlay:
        return table
    own: dict[tuple[str, str], dict[str, Table]] = {}
    for written, state in overlay.items():
        key = Key.read(written)
        own.setdefault((key.place, key.kind), {})[key.id] = state
    changed = _copied(table, {name for name, _ in own})
    for (name, kind), states in own.items():
        if place := _place(changed, name):  # else an upgrade took the country away
            _lay(place, kind, states)
    if any(kind.startswith(REMOVAL) for _, kind in own):
        _flag_services(changed)
    return changed


def moved_on(table: Table, overlay: Mapping[str, Table]) -> Iterator[Key]:
    """The own entries under which the delivered directory now says something else."""
    for written, state in overlay.items():
        key = Key.read(written)
        delivered = entry_at(table, key)
        now = fingerprint(delivered) if delivered else ""
        if state["verb"] != "add" and (state.get("seen") or "") != now:
            yield key


def _place(table: Table, name: str) -> Table | None:
    found: Table | None = (
        table["international"] if name == INTERNATIONAL else table["countries"].get(name)
    )
    return found


def _copied(table: Table, places: set[str]) -> Table:
    """The table with those places copied as deep as an overlay reaches."""
    changed = {**table, "countries": dict(table["countries"])}
    for name in places:
        place = _place(table, name)
        if place is None:
            continue
        contacts = {kind: list(entries) for kind, entries in place["contacts"].items()}
        copy = {**place, "contacts": contacts, "law": dict(place["law"])}
        if name == INTERNATIONAL:
            changed["international"] = copy
        else:
            changed["countries"][name] = copy
    return changed


def _lay(place: Table, kind: str, states: Mapping[str, Table]) -> None:
    if kind == LAW:
        for id_, state in states.items():
            place["law"][id_] = _new(place["law"].get(id_), state, kind)
        return
    held: dict[str, Table | None] = {one["id"]: one for one in place["contacts"][kind]}
    for id_, state in states.items():
        held[id_] = _new(held.get(id_), state, kind)
    place["contacts"][kind] = [one for one in held.values() if one]
    if kind == EMERGENCY:
        _date_emergency(place)


def _flag_services(table: Table) -> None:
    """What plans may count on, after an own entry of a removal service."""
    anywhere = table["international"]["contacts"][ANYWHERE]
    for code, place in table["countries"].items():
        flags = {**place["flags"], **service_flags(place["contacts"], anywhere)}
        if flags != place["flags"]:
            table["countries"][code] = {**place, "flags": flags}


def _date_emergency(place: Table) -> None:
    """The numbers as a whole are as old as the one that was looked at first."""
    looked = [one.get("checked_on") for one in place["contacts"][EMERGENCY]]
    if looked and all(looked) and place["emergency_source"]:
        place["emergency_source"] = {**place["emergency_source"], "checked_on": min(looked)}


def _new(old: Table | None, state: Table, kind: str) -> Table | None:
    """The entry as it holds now; None where it is withdrawn, or confirmed and gone."""
    if kind == EMERGENCY and state["verb"] != "confirm":
        return old  # emergency numbers are those of the delivered files, whatever stands here
    if state["verb"] == "withdraw":
        return None
    marks = {name: state[name] for name in MARKS if name in state}
    if state["verb"] == "confirm":
        if old is None or fingerprint(old) != state["seen"]:
            return old
        return _settled({**old, **marks})
    own = {**state["entry"], **marks, "own": True}
    return own if kind == LAW else _settled(own | {"kind": kind})


def _settled(entry: Table) -> Table:
    return entry | {"doubtful": is_doubtful(entry)} if "id" in entry else entry
