# SPDX-License-Identifier: Apache-2.0
"""What nobody looked at is not called checked, and what was looked at grows old."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.directory.freshness import day_of, due_on, is_due, status_of

ON = date(2026, 11, 24)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def entry(checked_on=None, source_date=None):
    return {"checked_on": checked_on, "source_date": source_date}


@pytest.mark.parametrize(
    ("checked_on", "status"),
    [
        (None, "unchecked"),
        ("2026-11-24", "checked"),
        ("2026-05-28", "checked"),  # 180 days before
        ("2026-05-27", "unchecked"),
        ("2026-11-25", "unchecked"),  # tomorrow: a slip of the keyboard
    ],
)
def test_a_contact_counts_as_checked_for_180_days(checked_on, status):
    assert status_of(entry(checked_on, "2026-11-01"), ON) == status


def test_law_counts_as_checked_for_a_year():
    assert status_of(entry("2025-11-24"), ON, limit=365) == "checked"
    assert status_of(entry("2025-11-23"), ON, limit=365) == "unchecked"


@given(days, days)
def test_an_imported_entry_is_never_called_checked(source, on):
    assert status_of(entry(None, source.isoformat()), on) == "unchecked"


@given(days)
def test_help_from_elsewhere_is_called_a_fallback_however_fresh(on):
    assert status_of(entry(on.isoformat()), on, fallback=True) == "fallback"


@given(days, st.integers(0, 3000), st.integers(0, 3000))
def test_what_is_due_stays_due(looked, first, later):
    value = entry(looked.isoformat())
    early, late = looked + timedelta(first), looked + timedelta(first + later)
    assert not is_due(value, 180, early) or is_due(value, 180, late)


def test_the_limit_of_an_imported_entry_counts_from_its_source_else_it_is_past_due():
    assert due_on(entry(None, "2026-10-09"), 180) == date(2027, 4, 7)
    assert due_on(entry(), 180) is None
    assert is_due(entry(), 180, ON)
    assert not is_due(entry(None, "2026-10-09"), 180, ON)


@pytest.mark.parametrize(
    ("written", "earliest"),
    [("2024", date(2024, 1, 1)), ("2024-04", date(2024, 4, 1)), ("2024-04-09", date(2024, 4, 9))],
)
def test_a_partial_date_never_makes_a_value_look_younger(written, earliest):
    assert day_of(written) == earliest
