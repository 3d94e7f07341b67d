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
import unicodedata
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from pydantic import ValidationError

from waymark.content.schema import UNSEEN
from waymark.directory.contact import Contact, as_contact
from waymark.directory.kinds import SERVICE_KINDS
from waymark.directory.overlay import INTERNATIONAL, Key
from waymark.directory.phones import phone_fault

__all__ = [
    "COLUMNS", "OWN_KINDS", "REQUIRED", "BadTable", "Row", "fault_words",
    "new_id", "read_contact", "read_rows",
]  # fmt: skip

Table = dict[str, Any]
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
LONGEST_ID = 80
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
    known = _Known(table)
    seen: dict[str, tuple[int, Key]] = {}
    for number, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        row = _row(number, names, cells, known, today)
        if row.key and row.verdict != "refuse":
            first, key = seen.setdefault(row.key.id, (number, row.key))
            if first != number:
                what = "entry" if key == row.key else "id"
                row = Row(number, "refuse", f"the same {what} stands in row {first}", row.key)
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


def new_id(name: str, place: str, country: str, kind: str) -> str:
    """An id made of the words, the same each time the same service is named."""
    words = [word.casefold() for word in (country, kind, name, place)]
    plain = re.sub(r"[^a-z0-9]+", "_", f"{words[0]} {words[2]} {words[3]}").strip("_")
    # Names in other letters leave nothing plain behind: the digest tells them apart.
    digest = hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]
    return f"own_{plain[:40].rstrip('_')}_{digest}"


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
    return unicodedata.normalize("NFC", text)  # a Mac may write é as two characters


def _lines(text: str) -> Iterator[list[str]]:
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begun = 1
    try:
        for cells in lines:
            yield cells
            begun = lines.line_num + 1
    except csv.Error as error:
        raise BadTable(f"line {begun}: the row that begins here cannot be read: {error}") from None


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


class _Known:
    """The entries that a row may speak of, found at once among very many."""

    def __init__(self, table: Table) -> None:
        self.countries = table["countries"].keys()
        self.ids: set[str] = set()
        self._by_id: dict[Key, Table] = {}
        self._by_name: dict[tuple[str, str, str, str], Table] = {}
        places = {**table["countries"], INTERNATIONAL: table["international"]}
        for code, place in places.items():
            for kind, entries in place["contacts"].items():
                for entry in entries:
                    self.ids.add(entry["id"])
                    self._by_id[Key(code, kind, entry["id"])] = entry
                    self._by_name.setdefault(_named(code, kind, entry), entry)

    def entry(self, country: str, kind: str, given: Mapping[str, Any]) -> Table | None:
        """The entry a row speaks of: by its id, else by its name and place."""
        if "id" in given:
            return self._by_id.get(Key(country, kind, given["id"]))
        return self._by_name.get(_named(country, kind, given))


def _named(country: str, kind: str, entry: Mapping[str, Any]) -> tuple[str, str, str, str]:
    return country, kind, entry["name"].casefold(), (entry.get("place") or "").casefold()


def _row(number: int, names: list[str], cells: list[str], known: _Known, today: date) -> Row:
    if len(cells) != len(names):
        reason = f"got {len(cells)} cells, allowed: {len(names)}, one for each column"
        return Row(number, "refuse", reason)
    given = {name: cell.strip() for name, cell in zip(names, cells, strict=True) if cell.strip()}
    if reason := _unreadable(given, known.countries):
        return Row(number, "refuse", reason)
    country, kind = given.pop("country").upper(), given.pop("kind").lower()
    old = known.entry(country, kind, given)
    id_ = given.get("id") or new_id(given["name"], given.get("place", ""), country, kind)
    if old is None and id_ in known.ids:
        return Row(number, "refuse", f"id: {id_} belongs to another entry")
    key = Key(country, kind, old["id"] if old else id_)
    told = _over(old, _typed(given), names) if old else _typed(given)
    entry, faults = read_contact(told | {"id": key.id}, country, kind, today)
    if faults:
        return Row(number, "refuse", "; ".join(faults), key)
    if old is None:
        return Row(number, "add", key=key, entry=entry)
    changed = [name for name in TOLD if entry.get(name) != old.get(name)]
    if not changed:
        return Row(number, "same", key=key, entry=entry)
    return Row(number, "change", f"{key}: {', '.join(changed)}", key, entry)


# Whether a person looked is not for a row to say.
TOLD = tuple(name for name in Contact.model_fields if name != "checked_on")
# What is true only of the value beside it, and goes with it unless the row says otherwise.
TOGETHER = {
    "hours": ("open",),
    "source": ("source_date", "confidence", "exact", "via", "more_sources"),
}


def _over(old: Table, told: Table, names: list[str]) -> Table:
    """The row over the entry it speaks of: what no column of the table names stays as it is."""
    silent = [name for name in TOLD if name not in names and name in old]
    for name, others in TOGETHER.items():
        if name in names and told.get(name) != old.get(name):
            silent = [one for one in silent if one not in others]
    return told | {name: old[name] for name in silent}


def _unreadable(given: Mapping[str, str], countries: Container[str]) -> str:
    for name in REQUIRED:
        if name not in given:
            return f"{name}: nothing stands there, and it is needed"
    for name, cell in given.items():
        if fault := _bad_cell(name, cell):
            return f"{name}: {fault}"
    if given["country"].upper() not in countries:
        return f"country: got {given['country']!r}, allowed: a two-letter code, as in GB"
    if given["kind"].lower() not in OWN_KINDS:
        return f"kind: got {given['kind']!r}, allowed: {', '.join(OWN_KINDS)}"
    for name in ("free", "anonymous"):
        if given.get(name, "yes").lower() not in WORDS:
            return f"{name}: got {given[name]!r}, allowed: yes, no or nothing"
    return ""


def _bad_cell(name: str, cell: str) -> str:
    longest = LONGEST_ID if name == "id" else LONGEST
    if len(cell) > longest:
        return f"got {len(cell)} characters, allowed: at most {longest}"
    if UNSEEN.search(cell):
        return "a character that may not stand in a text"
    if name in ("phone", "text", "id") and MANGLED.match(cell):
        return f"got {cell}, which a spreadsheet made of a number: save it as text"
    return ""


def _typed(given: Mapping[str, str]) -> Table:
    """The cells as the contact wants them. What is not told of a source is not known."""
    typed: Table = {"source_date": None, "checked_on": None, "confidence": "medium", **given}
    for name in ("free", "anonymous"):
        if name in typed:
            typed[name] = WORDS[typed[name].lower()]
    if "languages" in typed:
        typed["languages"] = [one.strip() for one in typed["languages"].split(",") if one.strip()]
    return typed
