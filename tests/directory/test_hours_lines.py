# SPDX-License-Identifier: Apache-2.0
"""Hours that a worker types are read strictly, and shown back as they were understood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.directory.hours_lines import BadLine, as_lines, read_lines

clocks = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
spans = st.builds(
    lambda days, start, end: {"days": sorted(days), "from": start, "to": end},
    st.sets(st.integers(0, 6), min_size=1), clocks, clocks,
).filter(lambda span: span["from"] != span["to"])  # fmt: skip


@given(st.lists(spans, min_size=1, max_size=5))
def test_what_is_shown_can_be_read_again(hours):
    assert read_lines(as_lines(hours)) == hours


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("", None), (" \n ", None), ("24h", "24h"),
        ("Mon-Fri 09:00-17:00", [{"days": [0, 1, 2, 3, 4], "from": "09:00", "to": "17:00"}]),
        ("mon, WED 09:00–12:00", [{"days": [0, 2], "from": "09:00", "to": "12:00"}]),
        ("Sat-Mon 22:00-02:00", [{"days": [0, 5, 6], "from": "22:00", "to": "02:00"}]),
        ("Mon 09:00-12:00, 13:00-17:00\r\n", [
            {"days": [0], "from": "09:00", "to": "12:00"}, {"days": [0], "from": "13:00", "to": "17:00"},
        ]),
    ],
)  # fmt: skip
def test_days_and_times_are_understood(text, hours):
    assert read_lines(text) == hours


@pytest.mark.parametrize(
    "text",
    ["daily", "Mon", "09:00-17:00", "Mon 9-17", "Mon 09:00-09:00", "Mon 24:00-01:00", "Mon 25:00-26:00",
     "Mon, Mon 09:00-10:00", "Mon-Wed, Tue 09:00-10:00", "Mon 09:00-10:00 or later", "24h\nMon 09:00-10:00",
     "Xyz 09:00-10:00", "Mon 09:00", "Mon 09:00-10:00,", "Mo-Fr 09:00-17:00", "١ 09:00-10:00"],
)  # fmt: skip
def test_nothing_is_guessed(text):
    with pytest.raises(BadLine):
        read_lines(text)
