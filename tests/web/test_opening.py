# SPDX-License-Identifier: Apache-2.0
"""A visitor reads when a line answers on their own clock, and nothing where nobody knows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.directory.clocks import local_time
from waymark.directory.hours import is_open
from waymark.web import here
from waymark.web.public.opening import opening, zone_of

ZONES = {"NO": "Europe/Oslo", "GB": "Europe/London", "US": None, "IN": "Asia/Kolkata"}
WEEKDAYS, ALL_DAYS = [0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 5, 6]


@pytest.fixture(autouse=True, scope="module")
def _countries():
    with pytest.MonkeyPatch.context() as patch:
        table = {"countries": {code: {"zone": zone} for code, zone in ZONES.items()}}
        patch.setattr(here, "directory", lambda: table)
        yield


def line(*spans, zone=None):
    held = [{"days": days, "from": start, "to": end} for days, start, end in spans]
    return {"open": held, "hours": "as told", "zone": zone}


def at(written):
    """A moment, in UTC; 2026-11-24 is a Tuesday."""
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


OFFICE = line((WEEKDAYS, "08:30", "16:00"))
NIGHT = line(([4], "22:00", "02:00"))


@pytest.mark.parametrize(
    ("entry", "country", "now", "said"),
    [
        # Oslo is an hour ahead of UTC in winter
        (OFFICE, "NO", "2026-11-24 09:00", "Open now, until 16:00"),
        (OFFICE, "NO", "2026-11-24 07:30", "Open now, until 16:00"),
        (OFFICE, "NO", "2026-11-24 07:29", "Opens today at 08:30"),
        (OFFICE, "NO", "2026-11-24 14:59", "Open now, until 16:00"),
        (OFFICE, "NO", "2026-11-24 15:00", "Opens on Wednesday at 08:30"),
        (OFFICE, "NO", "2026-11-27 20:00", "Opens on Monday at 08:30"),
        (OFFICE, "GB", "2026-11-24 08:00", "Opens today at 08:30"),
        (OFFICE, "IN", "2026-11-24 03:00", "Open now, until 16:00"),
        # past midnight
        (NIGHT, "GB", "2026-11-27 21:59", "Opens today at 22:00"),
        (NIGHT, "GB", "2026-11-27 22:00", "Open now, until 02:00"),
        (NIGHT, "GB", "2026-11-28 01:59", "Open now, until 02:00"),
        (NIGHT, "GB", "2026-11-28 02:00", "Opens on Friday at 22:00"),
        (line((ALL_DAYS, "14:00", "24:00")), "GB", "2026-11-24 20:00", "Open now, until 00:00"),
        (line((ALL_DAYS, "14:00", "24:00")), "GB", "2026-11-25 00:00", "Opens today at 14:00"),
        # two spans without a gap are one
        (
            line((ALL_DAYS, "08:00", "12:00"), (ALL_DAYS, "12:00", "18:00")),
            "GB",
            "2026-11-24 09:00",
            "Open now, until 18:00",
        ),
        # a line that never closes, and one that closes in some days only
        (line((ALL_DAYS, "00:00", "24:00")), "GB", "2026-11-24 09:00", "Open now"),
        (
            line(([4], "16:00", "24:00"), ([5, 6], "00:00", "24:00"), ([0], "00:00", "08:00")),
            "GB",
            "2026-11-27 20:00",
            "Open now",
        ),
    ],
)
def test_a_line_says_until_when_it_is_open_or_when_it_opens(entry, country, now, said):
    assert opening(entry, country, at(now)) == said


@pytest.mark.parametrize(
    ("zone", "country", "now", "said"),
    [
        # a line in London for a visitor in Norway
        ("Europe/London", "NO", "2026-11-24 09:00", "Open now, until 17:00"),
        ("Europe/London", "NO", "2026-11-24 08:00", "Opens today at 09:30"),
        # its Tuesday is the visitor's Wednesday
        ("Pacific/Honolulu", "IN", "2026-11-24 17:00", "Opens on Wednesday at 00:00"),
        ("Pacific/Honolulu", "IN", "2026-11-24 18:30", "Open now, until 07:30"),
        # where the visitor's clock is not known the place of the line is named
        ("America/New_York", "US", "2026-11-24 15:00", "Open now, until 16:00 (New York time)"),
        ("America/New_York", None, "2026-11-24 12:00", "Opens today at 08:30 (New York time)"),
        ("America/New_York", "XX", "2026-11-24 12:00", "Opens today at 08:30 (New York time)"),
        (
            "America/Argentina/Buenos_Aires",
            "US",
            "2026-11-24 12:00",
            "Open now, until 16:00 (Buenos Aires time)",
        ),
    ],
)
def test_a_line_elsewhere_is_told_on_the_visitors_clock(zone, country, now, said):
    entry = line((WEEKDAYS, "08:30", "16:00"), zone=zone)
    assert opening(entry, country, at(now)) == said


@pytest.mark.parametrize(
    ("zone", "country", "now", "said"),
    [
        # Oslo's summer time begins on 2027-03-28 and ends on 2026-10-25
        (None, "NO", "2027-03-26 20:00", "Opens on Monday at 08:30"),
        (None, "NO", "2026-10-23 20:00", "Opens on Monday at 08:30"),
        (None, "NO", "2026-10-26 07:29", "Opens today at 08:30"),
        (None, "NO", "2026-10-23 06:30", "Open now, until 16:00"),
        # New York changes two weeks before London: four hours apart, not five
        ("America/New_York", "GB", "2027-03-15 08:00", "Opens today at 12:30"),
        ("America/New_York", "GB", "2027-03-12 08:00", "Opens today at 13:30"),
        # and London changes before the line opens again
        ("America/New_York", "GB", "2027-03-26 23:00", "Opens on Monday at 13:30"),
    ],
)
def test_a_change_to_summer_time_moves_no_opening_hour(zone, country, now, said):
    entry = line((WEEKDAYS, "08:30", "16:00"), zone=zone)
    assert opening(entry, country, at(now)) == said


def test_a_line_for_all_hours_says_so_wherever_somebody_is():
    said = opening({"open": "24h", "hours": "24/7"}, None, at("2026-11-24 09:00"))
    assert said
    assert said == opening({"open": "24h", "hours": "24/7"}, "NO", at("2026-11-24 21:00"))


@pytest.mark.parametrize(
    ("entry", "country"),
    [
        ({"open": None, "hours": "most evenings"}, "NO"),
        ({"open": None, "hours": None}, "NO"),
        ({"open": [], "hours": None}, "NO"),
        ({}, "NO"),
        (OFFICE, "US"),  # a country with several clocks
        (OFFICE, None),
        (OFFICE, "XX"),
    ],
)
def test_nothing_is_said_where_the_hours_or_the_clock_are_not_known(entry, country):
    assert opening(entry, country, at("2026-11-24 09:00")) == ""


def test_a_country_has_a_clock_or_none():
    assert zone_of("NO") == "Europe/Oslo"
    assert zone_of("US") is zone_of("XX") is zone_of(None) is None


times = st.sampled_from(["00:00", "01:30", "02:30", "08:00", "12:00", "23:45"])
spans_of = st.lists(
    st.tuples(st.lists(st.integers(0, 6), min_size=1, unique=True), times, times).filter(
        lambda span: span[1] != span[2]
    ),
    min_size=1,
    max_size=3,
)


@given(
    spans=spans_of,
    minutes=st.integers(0, 60 * 24 * 365),
    country=st.sampled_from(["NO", "GB", "IN"]),
    zone=st.sampled_from([None, "America/New_York", "Asia/Kathmandu"]),
)
def test_a_line_is_called_open_exactly_when_its_hours_say_so(spans, minutes, country, zone):
    entry = line(*spans, zone=zone)
    now = at("2026-01-01 00:00") + timedelta(minutes=minutes)
    there = local_time(zone or ZONES[country], now)
    said = opening(entry, country, now)
    assert said.startswith("Open now") == is_open(entry, there.weekday(), there.time())
    assert said.startswith(("Open now", "Opens today at ", "Opens on "))
