# SPDX-License-Identifier: Apache-2.0
"""What a worker filled in, read as strictly as a content file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from waymark.directory.contact import Contact
from waymark.directory.countries import Law
from waymark.directory.kinds import OWN_IMAGE
from waymark.directory.overlay import EMERGENCY, INTERNATIONAL, LAW, Key
from waymark.directory.rows import fault_words, read_contact

__all__ = ["BadEntry", "read_entry"]

OWN_IMAGE_KEY = "self_generated_imagery"


class BadEntry(ValueError):
    """What was filled in cannot be so; `faults` says why, one `field: reason` each."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("; ".join(faults))


def read_entry(key: Key, fields: Mapping[str, Any], on: date) -> dict[str, Any]:
    """The entry to store.

    Args:
        key: where it stands.
        fields: all its values, those that stay the same included.
        on: the day it was checked; no date may lie after it.

    Raises:
        BadEntry: with every fault.
    """
    if key.kind == EMERGENCY:
        raise BadEntry(["kind: emergency numbers are changed in the delivered files"])
    if key.kind == LAW:
        return _law(key.id, fields, on)
    known = {name: value for name, value in fields.items() if name in Contact.model_fields}
    known |= {"id": key.id, "checked_on": on.isoformat()}
    country = None if key.place == INTERNATIONAL else key.place
    entry, faults = read_contact(known, country, key.kind, on)
    if not faults and key.kind.startswith("removal_") and "eligible" not in entry:
        faults = ["row: a way of removal says who may use it, in the delivered files"]
    if faults:
        raise BadEntry(faults)
    return entry


def _law(key: str, fields: Mapping[str, Any], on: date) -> dict[str, Any]:
    if key == OWN_IMAGE_KEY and fields.get("value") not in OWN_IMAGE:
        raise BadEntry([f"value: one of {', '.join(OWN_IMAGE)} belongs here"])
    known = {name: value for name, value in fields.items() if name in Law.model_fields}
    try:
        law = Law.model_validate(known | {"checked_on": on.isoformat()}, context={"today": on})
    except ValidationError as error:
        raise BadEntry([fault_words(problem) for problem in error.errors()]) from None
    return law.model_dump(mode="json")
