# SPDX-License-Identifier: Apache-2.0
"""When a line opens or closes next, on the clock of the place where it answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from waymark.directory.clocks import Zone, local_time
from waymark.directory.hours import changes_next, is_open

ZONE = TypeAdapter(Zone)
times = st.sampled_from(["00:00", "00:05", "08:30", "12:00", "22:00", "23:59", "24:00"])
spans_of = st.lists(
    st.fixed_dictionaries(
        {
            "days": st.lists(st.integers(0, 6), min_size=1, unique=True),
            "from": times.filter(lambda one: one != "24:00"),
            "to": times,
        }
    ).filter(lambda span: span["from"] != span["to"]),
    min_size=1,
    max_size=3,
)


@pytest.mark.parametrize("zone", ["Europe/Oslo", "America/Argentina/Buenos_Aires", "Etc/UTC"])
def test_a_zone_is_a_name_of_the_table_of_zones(zone):
    assert ZONE.validate_python(zone) == zone


@pytest.mark.parametrize(
    "zone", ["", "/", "Oslo", "UTC", "CET", "europe/oslo", "Europe/Nowhere", "../etc/passwd", "+1"]
)
def test_what_is_no_zone_is_refused(zone):
    with pytest.raises(ValidationError, match="a time zone belongs here"):
        ZONE.validate_python(zone)


@pytest.mark.parametrize(
    ("zone", "clock"),
    [
        ("Europe/Oslo", "2026-11-24 13:00"),
        ("Asia/Kathmandu", "2026-11-24 17:45"),
        ("Pacific/Kiritimati", "2026-11-25 02:00"),
        ("America/St_Johns", "2026-11-24 08:30"),
    ],
)
def test_one_moment_is_another_time_of_day_elsewhere(zone, clock):
    there = local_time(zone, datetime(2026, 11, 24, 12, tzinfo=UTC))
    assert there.strftime("%Y-%m-%d %H:%M") == clock


@pytest.mark.parametrize("spans", [None, [], "24h"])
def test_a_line_that_never_changes_has_no_next_change(spans):
    assert changes_next({"open": spans}, datetime(2026, 11, 24, 12, tzinfo=UTC)) is None


@settings(max_examples=40)
@given(spans=spans_of, minutes=st.integers(0, 60 * 24 * 7))
def test_the_next_change_is_the_first_minute_at_which_the_hours_say_otherwise(spans, minutes):
    line = {"open": spans}
    now = datetime(2026, 11, 23, tzinfo=UTC) + timedelta(minutes=minutes)
    found = changes_next(line, now)
    open_now = is_open(line, now.weekday(), now.time())
    week = (now + timedelta(minutes=after) for after in range(1, 60 * 24 * 7 + 1))
    first = next((m for m in week if is_open(line, m.weekday(), m.time()) != open_now), None)
    assert found == first


@pytest.mark.parametrize(
    ("friday", "monday"),
    [
        ("2026-10-23 20:00", "2026-10-26 07:30"),  # summer time ended
        ("2027-03-26 20:00", "2027-03-29 06:30"),  # and begins
    ],
)
def test_the_clock_of_a_place_keeps_its_hours_when_summer_time_begins_or_ends(friday, monday):
    office = {"open": [{"days": [0, 1, 2, 3, 4], "from": "08:30", "to": "16:00"}]}
    there = local_time("Europe/Oslo", datetime.fromisoformat(f"{friday}+00:00"))
    opens = changes_next(office, there)
    assert opens.strftime("%a %H:%M") == "Mon 08:30"
    assert opens.astimezone(UTC).strftime("%Y-%m-%d %H:%M") == monday
