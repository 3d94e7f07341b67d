# SPDX-License-Identifier: Apache-2.0
"""The country files: what one holds, and reading all of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from waymark.content.schema import Confidence, Day, Model, PartialDay, Text, WebAddress
from waymark.content.schema import read as read_model
from waymark.content.strict import ContentFault, ContentFaults, Lined, load_with_lines
from waymark.directory.contact import Contact, Phone
from waymark.directory.kinds import LAW_KEYS, Kind
from waymark.directory.sourced import Sourced

__all__ = ["CONTENT", "Country", "Directory", "Flags", "International", "Law", "load_directory"]

CONTENT = Path(__file__).parent.parent / "content"

Answer = Literal["yes", "yes_with_exemption", "partly", "likely", "pending", "no", "unclear"]
Duty = Literal["none", "professionals", "everyone"]
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


class Flag(Model):
    """A property of the country that rules ask for. No source means: assumed until sourced."""

    value: bool
    note: Text | None
    source: WebAddress | None
    source_date: PartialDay | None
    checked_on: Day | None
    confidence: Confidence | None


class DutyFlag(Flag):
    """Who must report. Confirmed only where the source says so for people, not providers."""

    value: Duty  # type: ignore[assignment]
    confirmed: bool

    @model_validator(mode="after")
    def _confirmed_by_something(self) -> DutyFlag:
        if self.confirmed and self.source is None:
            raise ValueError("a confirmed duty needs its source")
        return self


class Flags(Model):
    """What the rules ask of a country."""

    duty: DutyFlag | None = None
    advice_is_report: Flag | None = None
    removal_scheme: Flag | None = None
    barnahus: Flag | None = None
    report_remove: Flag | None = None


class AllFlags(Flags):
    """A country file answers each of them."""

    duty: DutyFlag
    advice_is_report: Flag
    removal_scheme: Flag
    barnahus: Flag
    report_remove: Flag


class Named(Model):
    """Which country a file is about."""

    code: str = Field(pattern=r"^[A-Z]{2}$")
    name: Text
    languages: list[Text] = Field(min_length=1)


class Country(Model):
    """One country file."""

    country: Named
    emergency: Emergency
    flags: AllFlags
    contacts: Contacts
    law: dict[str, Law | None]
    notes: list[Text]

    @model_validator(mode="after")
    def _whole(self) -> Country:
        if missing := [key for key in LAW_KEYS if key not in self.law]:
            raise ValueError(f"law lacks {', '.join(missing)} (write null where nothing is known)")
        if unknown := [key for key in self.law if key not in LAW_KEYS]:
            raise ValueError(f"law has the unknown key {', '.join(unknown)}")
        if not self.contacts.get("child_helpline"):
            raise ValueError("contacts lack a child_helpline")
        return self


class AnyEmergency(Sourced):
    """What can be said of emergency numbers where the country is not known."""

    numbers: list[Phone]
    note: Text


class International(Model):
    """What helps in any country; the honest fallback."""

    emergency: AnyEmergency
    contacts: Contacts
    notes: list[Text]


class Assumed(Model):
    """The little that is known of a country without a file of its own."""

    emergency: Emergency | None = None
    flags: Flags = Flags()


class Defaults(Model):
    """The table of countries without files."""

    countries: dict[str, Assumed]


class Names(Model):
    """All countries of the world by code."""

    countries: dict[str, Text]


@dataclass(frozen=True)
class Directory:
    """Everything the directory knows."""

    names: dict[str, str]
    countries: dict[str, Country]
    defaults: dict[str, Assumed]
    international: International
    lined: dict[str, Lined]  # by country code, for faults that point at a line


def load_directory(content: Path = CONTENT) -> Directory:
    """Read all country files. Raises ContentFaults with every fault of every file."""
    found: list[ContentFault] = []
    lined: dict[str, Lined] = {}
    countries: dict[str, Country] = {}
    names = read_model(Names, load_with_lines(content / "iso3166.yaml")).countries
    for path in sorted((content / "countries").glob("*.yaml")):
        try:
            lined[path.stem.upper()] = load_with_lines(path)
            countries[path.stem.upper()] = _country(lined[path.stem.upper()], names)
        except ContentFault as fault:
            found.extend(fault.faults)
    if found:
        raise ContentFaults(found)
    defaults = _defaults(content / "countries-defaults.yaml", names)
    international = read_model(International, load_with_lines(content / "international.yaml"))
    directory = Directory(names, countries, defaults, international, lined)
    _ids_stand_once(directory)
    return directory


def _country(lined: Lined, names: dict[str, str]) -> Country:
    country = read_model(Country, lined)
    code = country.country.code
    if code not in names:
        raise lined.fault(f"{code} is no country code", "country", "code")
    if Path(lined.path).stem != code.lower():
        raise lined.fault(f"the file of {code} is named {code.lower()}.yaml", "country", "code")
    return country


def _defaults(path: Path, names: dict[str, str]) -> dict[str, Assumed]:
    lined = load_with_lines(path)
    defaults = read_model(Defaults, lined).countries
    for code in defaults:
        if code not in names:
            raise lined.fault(f"{code} is no country code", "countries", code)
    return defaults


def _ids_stand_once(directory: Directory) -> None:
    seen: dict[str, str] = {}
    for code, country in directory.countries.items():
        for kind, contacts in country.contacts.items():
            for place, contact in enumerate(contacts):
                if first := seen.get(contact.id):
                    message = f"the id {contact.id} is taken by {first}"
                    raise directory.lined[code].fault(message, "contacts", kind, place, "id")
                seen[contact.id] = f"{code} {kind}"
