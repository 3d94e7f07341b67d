# SPDX-License-Identifier: Apache-2.0
"""One service that a person can reach: how, when, for whom, and how we know."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from waymark.content.schema import Model, Text, WebAddress
from waymark.directory.clocks import Zone
from waymark.directory.hours import Hours
from waymark.directory.phones import Phone
from waymark.directory.sourced import Sourced

__all__ = ["Contact", "Eligible", "Identifier", "as_contact"]

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*\Z")
Pictured = Literal["under_18", "adult_then_under_18"]
Helper = Literal["child", "parent", "professional"]


def _identifier(value: str) -> str:
    if not IDENTIFIER.match(value):
        raise ValueError("an id of small letters, digits and _ belongs here")
    return value


Identifier = Annotated[str, AfterValidator(_identifier)]


class Eligible(Model):
    """Who may use a removal service, and what it takes. Plans offer it to nobody else."""

    pictured: list[Pictured] = Field(min_length=1)  # how old the person shown is now
    who: list[Helper] = Field(min_length=1)  # who may ask
    needs: Literal["file", "link", "file_or_link", "talk"]
    picture_leaves_device: bool
    proof: Text | None  # what it asks for, such as a check of age
    works_on: Text | None


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
    zone: Zone | None = None  # whose clock the hours follow, where it is not the country's
    free: bool | None = None
    confidential: Text | None = None
    anonymous: bool | None = None  # whether one may stay without a name
    languages: list[Text] | None = None
    place: Text | None = None  # the town or region it serves; null: the whole country
    waiting: Text | None = None  # how long people wait, as the service says
    refer: Text | None = None  # how somebody is sent there
    eligible: Eligible | None = None
    note: Text | None = None  # one short sentence in our words

    @model_validator(mode="after")
    def _can_be_reached(self) -> Contact:
        if not (self.phone or self.text or self.url):
            raise ValueError("a contact needs a phone, a text number or a web address")
        if self.open and not self.hours:
            raise ValueError("open needs the hours as the source writes them beside it")
        return self


# Always there in the compiled directory; of the other keys only those that say something.
STEADY = (
    "id", "kind", "name", "phone", "text", "url", "hours", "open", "free", "note",
    "source", "source_date", "checked_on", "confidence",
)  # fmt: skip


def as_contact(contact: Contact, kind: str) -> dict[str, Any]:
    """The contact as it stands in the compiled directory."""
    known = contact.model_dump(mode="json", by_alias=True) | {"kind": kind}
    told = {key: value for key, value in known.items() if value not in (None, [])}
    return {key: known[key] for key in STEADY} | {
        key: value for key, value in told.items() if key not in STEADY
    }
