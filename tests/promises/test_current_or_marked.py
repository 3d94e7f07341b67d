# SPDX-License-Identifier: Apache-2.0
"""Promise 8: what may be out of date says so, and emergency numbers are always shown."""

from __future__ import annotations

from datetime import date

import pytest

from waymark.directory.commands import check, show
from waymark.plan import plan

LATER = date(2029, 1, 1)
COUNTRIES = ("AU", "CA", "GB", "IE", "US", "FJ")


def contacts(country: str, on: date | None = None) -> list[dict[str, object]]:
    answers = {
        "audience": "child",
        "country": country,
        "self_harm": "thoughts",
        "threat": "explicit",
    }
    shown = plan(answers, on=on).as_dict()
    return [c for stage in shown["stages"] for step in stage["steps"] for c in step["contacts"]]


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_contact_in_a_plan_carries_a_source_and_its_state(country):
    found = contacts(country)
    assert found
    for contact in found:
        assert contact["source"], contact["id"]
        assert contact["status"] in {"checked", "unchecked", "fallback"}
        assert contact["status"] != "checked" or contact["checked_on"]


@pytest.mark.parametrize("country", COUNTRIES)
def test_years_later_nothing_is_called_checked_and_nothing_is_hidden(country):
    now = {contact["id"] for contact in contacts(country)}
    later = contacts(country, on=LATER)
    assert {contact["id"] for contact in later} == now
    assert "checked" not in {contact["status"] for contact in later}


def test_an_emergency_number_stays_however_old_it_is():
    assert show("GB", on=LATER)["emergency"]["numbers"] == ["999"]


def test_what_is_due_is_on_the_work_list():
    assert {item["id"] for item in check(LATER)["due"]} >= {"gb_childline"}
