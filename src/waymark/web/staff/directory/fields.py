# SPDX-License-Identifier: Apache-2.0
"""An entry as rows of label and value, and two entries beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from waymark.directory.compare import plain_value
from waymark.directory.hours_lines import as_lines
from waymark.directory.overlay import LAW, Key
from waymark.web.staff.directory.names import (
    ANSWERS,
    FIELDS,
    KINDS,
    LAW_WORDS,
    LEVELS,
    OWN_IMAGE_WORDS,
)

__all__ = ["Beside", "Field", "beside", "fields", "title_of"]

Table = dict[str, Any]
LINKS = ("url", "source")
LISTS = ("languages", "more_sources")
# Not told where it goes without saying.
PLAIN = {"exact": True, "more_sources": []}
QUIET = ("checked_on",)


@dataclass(frozen=True)
class Field:
    """One value of an entry."""

    label: str
    value: str
    link: str = ""


@dataclass(frozen=True)
class Beside:
    """One value as it is here and as it is there."""

    label: str
    old: str
    new: str


def title_of(key: Key, entry: Table | None) -> str:
    """What the page of an entry is headed by."""
    if key.kind == LAW:
        return str(LAW_WORDS[key.id])
    named = entry or {}
    return str(named.get("phone" if key.kind == "emergency" else "name") or KINDS[key.kind])


def fields(key: Key, entry: Table) -> list[Field]:
    """Every value that says something, in a steady order."""
    told = [name for name in FIELDS if entry.get(name) not in (None, [], "")]
    return [
        Field(str(FIELDS[name]), shown(key, name, entry[name]), _link(name, entry[name]))
        for name in told
        if entry[name] != PLAIN.get(name, ...)
    ]


def beside(key: Key, old: Table | None, new: Table | None) -> list[Beside]:
    """The values in which two entries differ; the day of checking is none of them."""
    return list(_differing(key, old or {}, new or {}))


def shown(key: Key, name: str, value: Any) -> str:
    """A value in words."""
    if value is None or value == []:
        return gettext("not known")
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return _written(key, name, value)


def _written(key: Key, name: str, value: Any) -> str:
    named = {"confidence": LEVELS, "answer": ANSWERS}.get(name, {})
    if name == "value" and key.id == "self_generated_imagery":
        named = OWN_IMAGE_WORDS
    if name == "open":
        return as_lines(value)
    if name == "eligible":
        return _eligible(value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    plain = plain_value(value)
    return str(named.get(plain, plain))


def _eligible(value: Table) -> str:
    told = [*value["pictured"], *value["who"], value["needs"]]
    return ", ".join(str(one).replace("_", " ") for one in told)


def _differing(key: Key, old: Table, new: Table) -> Iterator[Beside]:
    for name, label in FIELDS.items():
        plain = PLAIN.get(name)
        was, now = old.get(name, plain), new.get(name, plain)
        if was != now and name not in QUIET:
            yield Beside(str(label), shown(key, name, was), shown(key, name, now))


def _link(name: str, value: Any) -> str:
    return str(value) if name in LINKS and str(value).startswith("https://") else ""
