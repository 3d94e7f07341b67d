# SPDX-License-Identifier: Apache-2.0
"""Whether a telephone number can be one: in the country it is written for, short codes included."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

__all__ = ["Phone", "dialled", "phone_fault"]

# Digits as dialled, with the usual separators; no letters, no two numbers in one field.
SHAPE = re.compile(r"(?:[+(]?\d[\d ()-]*\d|\*\d{2,5})\Z", re.ASCII)
LONGEST_SHORT = 6  # 15, 112, 988, 1098, 116 111: short codes, and no list of them is complete


def _shape(value: str) -> str:
    if not SHAPE.match(value):
        raise ValueError("one telephone number in digits belongs here")
    return value


Phone = Annotated[str, AfterValidator(_shape)]


def dialled(phone: str) -> str:
    """The number as a telephone takes it: without blanks, brackets and hyphens."""
    return re.sub(r"[ ()-]", "", phone)


def phone_fault(phone: str, country: str | None) -> str | None:
    """What is wrong with a number dialled in a country; None if it can be a number there.

    Args:
        phone: the number as written.
        country: where it is dialled; None for numbers that stand for any country.
    """
    digits = dialled(phone)
    if not digits.startswith("+") and len(digits) <= LONGEST_SHORT:
        return None
    if country is None and not digits.startswith("+"):
        return f"{phone} needs its + and country code to be dialled from anywhere"
    import phonenumbers  # its tables are large, and only content and forms need them

    # Not `is_valid_number`: 8001111, whose nought a spreadsheet took away, reaches nobody in GB.
    found = next(iter(phonenumbers.PhoneNumberMatcher(digits, country)), None)
    valid = found is not None and found.raw_string == digits
    place = f" in {country}" if country and not digits.startswith("+") else ""
    return None if valid else f"{phone} is no telephone number{place}"
