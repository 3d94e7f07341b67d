# SPDX-License-Identifier: Apache-2.0
"""One service that a person can reach: how, when, and how we know."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, model_validator

from waymark.content.schema import Text, WebAddress
from waymark.directory.hours import Hours
from waymark.directory.sourced import Sourced

__all__ = ["Contact", "as_contact"]

# Digits as dialled, with the usual separators; no letters, no two numbers in one field.
PHONE = re.compile(r"\+?\d[\d ()-]*\d\Z")
IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*\Z")


def _phone(value: str) -> str:
    if not PHONE.match(value):
        raise ValueError("one telephone number in digits belongs here")
    return value


def _identifier(value: str) -> str:
    if not IDENTIFIER.match(value):
        raise ValueError("an id of small letters, digits and _ belongs here")
    return value


Phone = Annotated[str, AfterValidator(_phone)]
Identifier = Annotated[str, AfterValidator(_identifier)]


class Contact(Sourced):
    """A service. Null means not found, never no."""

    id: Identifier
    name: Text
    audience: Text | None = None
    phone: Phone | None = None
    text: Text | None = None  # what to text, and to which number
    url: WebAddress | None = None
    chat: bool | None = None
    hours: Text | None = None  # the hours as the source writes them
    open: Hours | None = None  # the same, where they are exact enough to act on
    free: bool | None = None
    confidential: Text | None = None
    note: Text | None = None  # one short sentence in our words

    @model_validator(mode="after")
    def _can_be_reached(self) -> Contact:
        if not (self.phone or self.text or self.url):
            raise ValueError("a contact needs a phone, a text number or a web address")
        if self.open and not self.hours:
            raise ValueError("open needs the hours as the source writes them beside it")
        return self


def as_contact(contact: Contact, kind: str) -> dict[str, Any]:
    """The contact as it stands in the compiled directory."""
    shown = contact.model_dump(mode="json", by_alias=True)
    order = ("id", "kind", "name", "phone", "text", "url", "hours", "open", "free", "note")
    known = shown | {"kind": kind}
    return {key: known[key] for key in order} | {
        key: value for key, value in known.items() if key not in order
    }
