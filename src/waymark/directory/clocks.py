# SPDX-License-Identifier: Apache-2.0
"""What time it is where a service answers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator

__all__ = ["Zone", "local_time"]


def _zone(value: str) -> str:
    if "/" not in value or value not in available_timezones():
        raise ValueError("a time zone belongs here, as in Europe/Oslo")
    return value


Zone = Annotated[str, AfterValidator(_zone)]


def local_time(zone: str, now: datetime) -> datetime:
    """The given moment on the clock of a place.

    Args:
        zone: a name of the IANA table, as in Europe/Oslo.
        now: a moment that knows its own zone.
    """
    return now.astimezone(ZoneInfo(zone))
