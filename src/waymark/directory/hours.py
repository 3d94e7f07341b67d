# SPDX-License-Identifier: Apache-2.0
"""Opening hours that a machine may believe. What is not written down exactly is not open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from waymark.content.schema import Model

__all__ = ["Hours", "Span", "changes_next", "is_open"]

CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d\Z|24:00\Z")


def _clock(value: str) -> str:
    if not CLOCK.match(value):
        raise ValueError("a time of day belongs here, as in 08:30")
    return value


Clock = Annotated[str, AfterValidator(_clock)]
Weekday = Annotated[int, Field(ge=0, le=6)]


class Span(Model):
    """Open on these days (0 is Monday) from one time to another; past midnight is allowed."""

    days: list[Weekday] = Field(min_length=1)
    from_: Clock = Field(alias="from")
    to: Clock

    @model_validator(mode="after")
    def _lasts(self) -> Span:
        if self.from_ == self.to or self.from_ == "24:00":
            raise ValueError("from and to are the same: write 24h for always open")
        return self


Hours = Literal["24h"] | list[Span]


def is_open(contact: Mapping[str, Any], weekday: int, at: time) -> bool:
    """Whether the contact's written hours cover this moment, in the service's own local time.

    Unknown hours count as closed: nobody in need is sent to a line that may not answer.
    """
    hours = contact.get("open")
    if not hours:
        return False
    if hours == "24h":
        return True
    clock = at.strftime("%H:%M")
    return any(_covers(span, weekday, clock) for span in hours)


def changes_next(contact: Mapping[str, Any], now: datetime) -> datetime | None:
    """When a line that is closed opens, or one that is open closes; None if it never does.

    Args:
        contact: a contact with exact hours.
        now: the moment, on the clock that the hours follow.
    """
    spans = contact.get("open")
    if not spans or spans == "24h":
        return None
    open_now = is_open(contact, now.weekday(), now.time())
    for moment in _moments(spans, now):
        if moment > now and is_open(contact, moment.weekday(), moment.time()) != open_now:
            return moment
    return None


def _moments(spans: Any, now: datetime) -> list[datetime]:
    """Every time at which a span begins or ends within the next eight days, in order."""
    clocks = {span[end] for span in spans for end in ("from", "to")}
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    found = [
        # days are added before hours, so that a change of summer time does not move the clock
        (today + timedelta(days=day + (clock == "24:00"))).replace(
            hour=int(clock[:2]) % 24, minute=int(clock[3:])
        )
        for day in range(9)
        for clock in clocks
    ]
    return sorted(found)


def _covers(span: Mapping[str, Any], weekday: int, clock: str) -> bool:
    start, end, days = span["from"], span["to"], span["days"]
    if start < end:
        return weekday in days and start <= clock < end
    # Past midnight: the late part belongs to the day before.
    late = weekday in days and clock >= start
    return late or ((weekday - 1) % 7 in days and clock < end)
