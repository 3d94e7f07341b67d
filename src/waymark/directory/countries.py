# SPDX-License-Identifier: Apache-2.0
"""The country files: what one holds, and reading all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from waymark.content.schema import Confidence, Day, Model, PartialDay, Text, WebAddress
from waymark.content.schema import read as read_model
from waymark.content.strict import ContentFault, ContentFaults, Lined, load_with_lines
from waymark.directory.clocks import Zone
from waymark.directory.contact import Contact, Identifier
from waymark.directory.kinds import LAW_KEYS, OWN_IMAGE, Kind
from waymark.directory.phones import Phone, phone_fault
from waymark.directory.sourced import Sourced

__all__ = ["CONTENT", "Country", "Directory", "Flags", "International", "Law", "load_directory"]

CONTENT = Path(__file__).parent.parent / "content"

Answer = Literal["yes", "yes_with_exemption", "partly", "likely", "pending", "no", "unclear"]
Effect = Literal[
    "exemption", "affirmative_defence", "lesser_offence", "diversion", "informal_sanction",
    "felony_possible",
]  # fmt: skip
Contacts = dict[Kind, list[Contact]]


class Emergency(Sourced):
    """The numbers to ring in danger; they are shown whatever their age."""

    numbers: list[Phone] = Field(min_length=1)
    note: Text | None


class Law(Sourced):
    """One answer about the law. Null in its place means that nothing was found."""

    value: Text | int | dict[str, int | Text]
    answer: Answer | None
    note: Text | None
    deadline: Text | None = None  # how fast, where the law sets a time


class Flag(Model):
    """A property of the country that rules ask for. No source means: assumed until sourced."""

    value: bool
    note: Text | None
    source: WebAddress | None
    source_date: PartialDay | None
    checked_on: Day | None
    confidence: Confidence | None
    via: Text | None = None

    @model_validator(mode="after")
    def _true_by_something(self) -> Flag:
        if self.value is True and not (self.source and self.confidence):
            raise ValueError("what holds of a country needs its source and confidence")
        return self


class Duty(Flag):
    """Who must report. Confirmed only where the source says so for people, not providers."""

    value: Literal["none", "professionals", "everyone"]  # type: ignore[assignment]
    confirmed: bool
    who: Text | None  # as the law lists them
    to: Text | None  # the body that takes the report
    deadline: Text | None

    @model_validator(mode="after")
    def _confirmed_by_something(self) -> Duty:
        if self.confirmed and self.source is None:
            raise ValueError("a confirmed duty needs its source")
        return self


class Flags(Model):
    """What the rules ask of a country, besides its services."""

    duty: Duty
    advice_is_report: Flag
    barnahus: Flag


class Named(Model):
    """Which country a file is about."""

    code: str = Field(pattern=r"^[A-Z]{2}$")
    name: Text
    languages: list[Text] = Field(min_length=1)
    zone: Zone | None  # null: the country has several clocks


class Country(Model):
    """One country file."""

    country: Named
    emergency: Emergency
    flags: Flags
    contacts: Contacts
    law: dict[str, Law | None]
    notes: list[Text]

    @model_validator(mode="after")
    def _whole(self) -> Country:
        if missing := [key for key in LAW_KEYS if key not in self.law]:
            raise ValueError(f"law lacks {', '.join(missing)} (write null where nothing is known)")
        if unknown := [key for key in self.law if key not in LAW_KEYS]:
            raise ValueError(f"law has the unknown key {', '.join(unknown)}")
        own = self.law["self_generated_imagery"]
        if own and own.value not in OWN_IMAGE:
            raise ValueError(f"law.self_generated_imagery is one of {', '.join(OWN_IMAGE)}")
        for kind, contacts in self.contacts.items():
            if kind.startswith("removal_") and not all(one.eligible for one in contacts):
                raise ValueError(f"a contact of {kind} says in eligible who may use it")
        if not self.contacts.get("child_helpline"):
            raise ValueError("contacts lack a child_helpline")
        return self


class AnyEmergency(Sourced):
    """What can be said of emergency numbers where the country is not known."""

    numbers: list[Phone]
    note: Text


class Statement(Sourced):
    """What an international instrument or body says, for the card linked from each country."""

    id: Identifier
    name: Text
    says: Text
    url: WebAddress | None


class International(Model):
    """What helps in any country; the honest fallback."""

    emergency: AnyEmergency
    contacts: Contacts
    law: list[Statement] = Field(min_length=1)
    notes: list[Text]


class State(Sourced):
    """How one state or province treats pictures between young people, apart from its country."""

    name: Text
    teen_statute: bool
    effects: list[Effect]
    note: Text | None


class States(Model):
    """The states of one country, by their postal code, and what the whole country says."""

    country: str = Field(pattern=r"^[A-Z]{2}$")
    whole: Law
    states: dict[str, State] = Field(min_length=1)


class Names(Model):
    """All countries of the world by code."""

    countries: dict[str, Text]


@dataclass(frozen=True)
class Directory:
    """Everything the directory knows."""

    names: dict[str, str]
    countries: dict[str, Country]
    international: International
    states: dict[str, States]  # by country code
    lined: dict[str, Lined]  # by country code, for faults that point at a line


def load_directory(content: Path = CONTENT, today: date | None = None) -> Directory:
    """Read all country files.

    Args:
        content: the folder of the content files.
        today: the day after which no date may lie; the current day if not given.

    Raises:
        ContentFaults: with every fault of every file.
    """
    today = today or datetime.now(tz=UTC).date()
    found: list[ContentFault] = []
    lined: dict[str, Lined] = {}
    countries: dict[str, Country] = {}
    names = read_model(Names, load_with_lines(content / "iso3166.yaml")).countries
    for path in sorted((content / "countries").glob("*.yaml")):
        code = path.stem.upper()
        try:
            lined[code] = load_with_lines(path)
            countries[code] = _country(lined[code], names, today)
            found.extend(_phone_faults(lined[code], countries[code], code))
        except ContentFault as fault:
            found.extend(fault.faults)
    if found:
        raise ContentFaults(found)
    abroad = load_with_lines(content / "international.yaml")
    international = read_model(International, abroad, today)
    if found := list(_phone_faults(abroad, international, None)):
        raise ContentFaults(found)
    states = {one.country: one for one in [_states(content / "us-states.yaml", names, today)]}
    directory = Directory(names, countries, international, states, lined)
    _ids_stand_once(directory)
    return directory


def _country(lined: Lined, names: dict[str, str], today: date) -> Country:
    country = read_model(Country, lined, today)
    code = country.country.code
    if code not in names:
        raise lined.fault(f"{code} is no country code", "country", "code")
    if Path(lined.path).stem != code.lower():
        raise lined.fault(f"the file of {code} is named {code.lower()}.yaml", "country", "code")
    return country


def _states(path: Path, names: dict[str, str], today: date) -> States:
    lined = load_with_lines(path)
    states = read_model(States, lined, today)
    if states.country not in names:
        raise lined.fault(f"{states.country} is no country code", "country")
    return states


def _phone_faults(
    lined: Lined, place: Country | International, code: str | None
) -> Iterator[ContentFault]:
    """Numbers that cannot be dialled in the country; the model knows their shape only."""
    for at, number in enumerate(place.emergency.numbers):
        if fault := phone_fault(number, code):
            yield lined.fault(fault, "emergency", "numbers", at)
    for kind, contacts in place.contacts.items():
        for at, contact in enumerate(contacts):
            if contact.phone and (fault := phone_fault(contact.phone, code)):
                yield lined.fault(fault, "contacts", kind, at, "phone")


def _ids_stand_once(directory: Directory) -> None:
    seen: dict[str, str] = {}
    for code, country in directory.countries.items():
        for kind, contacts in country.contacts.items():
            for place, contact in enumerate(contacts):
                if first := seen.get(contact.id):
                    message = f"the id {contact.id} is taken by {first}"
                    raise directory.lined[code].fault(message, "contacts", kind, place, "id")
                seen[contact.id] = f"{code} {kind}"
