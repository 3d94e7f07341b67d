# SPDX-License-Identifier: Apache-2.0
"""Opening hours in words, on the clock of the country that the visitor chose."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from waymark.directory.clocks import local_time
from waymark.directory.hours import changes_next, is_open
from waymark.web import here
from waymark.web.public import wording

__all__ = ["opening", "zone_of"]

Entry = dict[str, Any]
A_DAY = timedelta(days=1)


def zone_of(country: str | None) -> str | None:
    """Return the clock of a country; None where it is not known or there are several."""
    entry = here.directory()["countries"].get(country) if country else None
    zone: str | None = entry["zone"] if entry else None
    return zone


def opening(entry: Entry, country: str | None, now: datetime | None = None) -> str:
    """Return whether a line is open and until when, or when it opens; empty where not known.

    Args:
        entry: a contact.
        country: the country that the visitor chose.
        now: the moment; the present if not given.
    """
    spans = entry.get("open")
    if spans == "24h":
        return str(wording.page_text("plan", "contacts", "all_hours"))
    zone = entry.get("zone") or zone_of(country)
    if not spans or not zone:
        return ""
    there = local_time(zone, now or datetime.now(UTC))
    next_ = changes_next(entry, there)
    open_now = is_open(entry, there.weekday(), there.time())
    if next_ is None or (open_now and next_ - there > A_DAY):  # the time alone would mislead
        return str(wording.page_text("plan", "contacts", "open_now")) if open_now else ""
    return _words(next_, there, open_now, zone, zone_of(country))


def _words(next_: datetime, now: datetime, open_now: bool, zone: str, own: str | None) -> str:
    words = wording.page_text("help", "hours")
    # the visitor reads a clock at home; only where that is unknown the service's own is named
    shown = next_.astimezone(ZoneInfo(own)) if own else next_
    today = now.astimezone(shown.tzinfo).date()
    time = date_format(shown, "H:i")
    if not own:
        place = zone.rpartition("/")[2].replace("_", " ")
        time = words["in_zone"].replace("{time}", time).replace("{place}", place)
    if open_now:
        said = words["open_until"]
    else:
        said = words["opens_today"] if shown.date() == today else words["opens_on"]
    return str(said.replace("{time}", time).replace("{day}", date_format(shown, "l")))
