# SPDX-License-Identifier: Apache-2.0
"""A line is called open only where its hours are written down exactly."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from waymark.directory.hours import Span, is_open

OFFICE = {"open": [{"days": [0, 1, 2, 3, 4], "from": "08:30", "to": "16:00"}]}
NIGHT = {"open": [{"days": [4], "from": "22:00", "to": "02:00"}]}


@pytest.mark.parametrize(
    ("contact", "weekday", "at", "expected"),
    [
        (OFFICE, 0, "08:30", True),
        (OFFICE, 0, "15:59", True),
        (OFFICE, 0, "16:00", False),
        (OFFICE, 0, "08:29", False),
        (OFFICE, 5, "12:00", False),
        (NIGHT, 4, "22:00", True),
        (NIGHT, 5, "01:59", True),
        (NIGHT, 5, "02:00", False),
        (NIGHT, 4, "01:00", False),
        ({"open": [{"days": [6], "from": "20:00", "to": "03:00"}]}, 0, "02:00", True),
        ({"open": [{"days": [6], "from": "20:00", "to": "24:00"}]}, 6, "23:59", True),
        ({"open": [{"days": [6], "from": "20:00", "to": "24:00"}]}, 0, "00:00", False),
        ({"open": "24h"}, 3, "03:00", True),
    ],
)
def test_a_line_is_open_within_its_hours_and_past_midnight(contact, weekday, at, expected):
    assert is_open(contact, weekday, time.fromisoformat(at)) is expected


@given(st.integers(0, 6), st.times(), st.sampled_from([None, "every evening", ""]))
def test_hours_that_nobody_wrote_down_exactly_are_never_open(weekday, at, hours):
    assert not is_open({"open": None, "hours": hours}, weekday, at)


@given(st.integers(0, 6), st.times())
def test_a_line_for_all_hours_is_always_open(weekday, at):
    assert is_open({"open": "24h"}, weekday, at)


@pytest.mark.parametrize(
    "wrong",
    [
        {"days": [7], "from": "08:00", "to": "09:00"},
        {"days": [], "from": "08:00", "to": "09:00"},
        {"days": [0], "from": "8:00", "to": "09:00"},
        {"days": [0], "from": "08:00", "to": "25:00"},
        {"days": [0], "from": "08:00", "to": "08:00"},
        {"days": ["mon"], "from": "08:00", "to": "09:00"},
        {"days": [0], "from": "24:00", "to": "09:00"},
    ],
)
def test_hours_that_make_no_sense_are_refused(wrong):
    with pytest.raises(ValidationError):
        Span.model_validate(wrong)
