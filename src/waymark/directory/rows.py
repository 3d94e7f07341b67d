# SPDX-License-Identifier: Apache-2.0
"""A table of local services, as a spreadsheet saves it, read row by row: nothing is guessed.

Each row gets a verdict before anything is stored: it adds an entry, changes one, says the same as
one, or is refused with the reason.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from pydantic import ValidationError

from waymark.directory.contact import Contact, as_contact
from waymark.directory.kinds import SERVICE_KINDS
from waymark.directory.overlay import Key
from waymark.directory.phones import phone_fault

__all__ = [
    "COLUMNS", "OWN_KINDS", "REQUIRED", "BadTable", "Row", "fault_words",
    "new_id", "read_contact", "read_rows",
]  # fmt: skip

Table = dict[str, Any]
Named = tuple[str, str]
Verdict = Literal["add", "change", "same", "refuse"]
REQUIRED = ("country", "kind", "name", "source")
COLUMNS = (
    *REQUIRED, "id", "audience", "phone", "text", "url", "hours", "free", "confidential",
    "anonymous", "languages", "place", "waiting", "refer", "note", "source_date", "confidence",
)  # fmt: skip
# Emergency numbers, and services that plans count on, are kept in the delivered files alone.
OWN_KINDS = tuple(
    kind for kind in SERVICE_KINDS if kind != "emergency" and not kind.startswith("removal_")
)
MANGLED = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+\Z|\d+\.0+\Z")
WORDS = {"yes": True, "no": False, "true": True, "false": False}
LONGEST = 600  # characters in one cell
LONGEST_ID = 60
# Not what a row tells of a service; and what holds of a source that nothing is said of.
BESIDE = ("checked_on", "confidence", "more_sources")
UNKNOWN = {"source_date": None, "confidence": "medium"}
MOST_BYTES = 64 * 1024 * 1024


class BadTable(ValueError):
    """The table as a whole cannot be read: its letters, its columns, its size."""


@dataclass(frozen=True)
class Row:
    """One line of the table and what would become of it."""

    number: int  # as a spreadsheet counts: the names of the columns are row 1
    verdict: Verdict
    reason: str = ""
    key: Key | None = None
    entry: Table = field(default_factory=dict)

    def __str__(self) -> str:
        told = self.reason or (str(self.key) if self.key else "")
        return f"row {self.number}: {self.verdict}" + (f": {told}" if told else "")


def read_rows(raw: bytes, table: Table, today: date) -> Iterator[Row]:
    """The verdict on each row of a table.

    Args:
        raw: the file's bytes: UTF-8 (with or without a byte-order mark) or UTF-16, separated by
            commas, semicolons or tabs.
        table: the directory as it holds now.
        today: the day after which no date may lie.

    Raises:
        BadTable: if the file is no such table, has an unknown column or lacks a needed one.
    """
    lines = _lines(_text(raw))
    names = _columns(next(lines, []))
    held = _Held(table)
    seen: dict[str, int] = {}
    for number, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        row = _row(number, names, cells, held, today)
        if row.key and row.verdict != "refuse":
            first = seen.setdefault(str(row.key), number)
            if first != number:
                row = Row(number, "refuse", f"the same entry stands in row {first}", row.key)
        yield row


def read_contact(
    fields: Mapping[str, Any], country: str | None, kind: str, today: date
) -> tuple[Table, list[str]]:
    """A contact as somebody filled it in, and what is wrong with it: `field: reason`."""
    try:
        contact = Contact.model_validate(dict(fields), context={"today": today})
    except ValidationError as error:
        return {}, [fault_words(problem) for problem in error.errors()]
    if contact.phone and (fault := phone_fault(contact.phone, country)):
        return {}, [f"phone: {fault}"]
    return as_contact(contact, kind), []


def new_id(name: str, place: str, country: str) -> str:
    """An id made of the words, the same each time the same service is named."""
    words = f"{country} {name} {place}".lower()
    plain = re.sub(r"[^a-z0-9]+", "_", words).strip("_")[:40].rstrip("_")
    # Names in other letters leave nothing plain behind: the digest tells them apart.
    return f"own_{plain}_{hashlib.sha256(words.encode()).hexdigest()[:6]}"


def fault_words(problem: Any) -> str:
    """One fault of a model as `field: reason`."""
    name = ".".join(str(part) for part in problem["loc"]) or "row"
    return f"{name}: {str(problem['msg']).removeprefix('Value error, ')}"


def _text(raw: bytes) -> str:
    if len(raw) > MOST_BYTES:
        raise BadTable(f"the table has more than {MOST_BYTES} bytes")
    kind = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = raw.decode(kind)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BadTable(f"line {line}: not UTF-8 text; save the table as CSV UTF-8") from None
    if "\x00" in text:
        raise BadTable("the file holds a zero byte: this is no table")
    return text


def _lines(text: str) -> Iterator[list[str]]:
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    except csv.Error as error:
        raise BadTable(f"the table cannot be read: {error}") from None


def _columns(cells: list[str]) -> list[str]:
    names = [cell.strip().lower().replace(" ", "_") for cell in cells]
    if not any(names):
        raise BadTable("the table is empty: its first row names the columns")
    for name in names:
        if name not in COLUMNS:
            raise BadTable(f"row 1: got the column {name!r}, allowed: {', '.join(COLUMNS)}")
    if twice := [name for name in names if names.count(name) > 1]:
        raise BadTable(f"row 1: the column {twice[0]!r} stands twice")
    if missing := [name for name in REQUIRED if name not in names]:
        raise BadTable(f"row 1: the column {missing[0]!r} is missing")
    return names


class _Held:
    """What stands in the directory, found at once however long its lists are."""

    def __init__(self, table: Table) -> None:
        self.countries = table["countries"]
        self.ids = {
            one["id"]
            for place in (table["international"], *self.countries.values())
            for entries in place["contacts"].values()
            for one in entries
        }
        self._lists: dict[tuple[str, str], tuple[dict[str, Table], dict[Named, Table]]] = {}

    def same(self, given: Mapping[str, str], country: str, kind: str) -> Table | None:
        """The entry a row speaks of: by its id, else by its name and place."""
        if (country, kind) not in self._lists:
            entries = self.countries[country]["contacts"][kind]
            by_id = {one["id"]: one for one in entries}
            # the first of two alike, as they stand in the list
            by_name = {_named(one): one for one in reversed(entries)}
            self._lists[country, kind] = (by_id, by_name)
        by_id, by_name = self._lists[country, kind]
        return by_id.get(given["id"]) if "id" in given else by_name.get(_named(given))


def _named(entry: Mapping[str, Any]) -> Named:
    return entry["name"].casefold(), (entry.get("place") or "").casefold()


def _row(number: int, names: list[str], cells: list[str], held: _Held, today: date) -> Row:
    if len(cells) != len(names):
        reason = f"got {len(cells)} cells, allowed: {len(names)}, one for each column"
        return Row(number, "refuse", reason)
    given = {name: cell.strip() for name, cell in zip(names, cells, strict=True) if cell.strip()}
    if reason := _unreadable(given, held.countries):
        return Row(number, "refuse", reason)
    country, kind = given.pop("country").upper(), given.pop("kind").lower()
    old = held.same(given, country, kind)
    if "id" in given and old is None and given["id"] in held.ids:
        return Row(number, "refuse", f"id: {given['id']} belongs to another entry")
    id_ = given.get("id") or new_id(given["name"], given.get("place", ""), country)
    key = Key(country, kind, old["id"] if old else id_)
    fields = _typed(given) | {"id": key.id}
    told = (_kept(old, set(names), fields) if old else UNKNOWN) | fields | {"checked_on": None}
    entry, faults = read_contact(told, country, kind, today)
    if faults:
        return Row(number, "refuse", "; ".join(faults), key)
    if old is None:
        return Row(number, "add", key=key, entry=entry)
    changed = [name for name in sorted({*entry, *old}) if _differs(name, entry, old)]
    if not changed:
        return Row(number, "same", key=key, entry=entry)
    return Row(number, "change", f"{key}: {', '.join(changed)}", key, entry)


def _kept(old: Table, columns: set[str], fields: Table) -> Table:
    """What an entry keeps: all that the table has no column for. An empty cell empties."""
    kept = {
        name: value
        for name, value in old.items()
        if name in Contact.model_fields and name not in columns
    }
    if "hours" in columns and fields.get("hours") != old.get("hours"):
        kept["open"] = None  # exact hours belong to the hours as they were written
    if fields["source"] != old["source"]:
        for name in ("exact", "via", "more_sources"):
            kept.pop(name, None)
    return UNKNOWN | kept


def _differs(name: str, entry: Table, old: Table) -> bool:
    if name not in Contact.model_fields or name in BESIDE:
        return False
    plain = Contact.model_fields[name].default
    return bool(entry.get(name, plain) != old.get(name, plain))


def _unreadable(given: Mapping[str, str], countries: Table) -> str:
    for name in REQUIRED:
        if name not in given:
            return f"{name}: nothing stands there, and it is needed"
    for name, cell in given.items():
        most = LONGEST_ID if name == "id" else LONGEST
        if len(cell) > most:
            return f"{name}: got {len(cell)} characters, allowed: at most {most}"
        if name in ("phone", "text", "id") and MANGLED.match(cell):
            return f"{name}: got {cell}, which a spreadsheet made of a number: save it as text"
    if given["country"].upper() not in countries:
        return f"country: got {given['country']!r}, allowed: a two-letter code, as in GB"
    if given["kind"].lower() not in OWN_KINDS:
        return f"kind: got {given['kind']!r}, allowed: {', '.join(OWN_KINDS)}"
    for name in ("free", "anonymous"):
        if given.get(name, "yes").lower() not in WORDS:
            return f"{name}: got {given[name]!r}, allowed: yes, no or nothing"
    return ""


def _typed(given: Mapping[str, str]) -> Table:
    """The cells as the contact wants them."""
    typed: Table = dict(given)
    for name in ("free", "anonymous"):
        if name in typed:
            typed[name] = WORDS[typed[name].lower()]
    if "languages" in typed:
        typed["languages"] = [one.strip() for one in typed["languages"].split(",") if one.strip()]
    return typed
