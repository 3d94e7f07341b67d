# SPDX-License-Identifier: Apache-2.0
"""What somebody sees who asks for a country, or for the work list of the directory."""

from __future__ import annotations

import json
from datetime import date

import pytest

from waymark.directory.check import exit_code
from waymark.directory.commands import UnknownCountry, check, show
from waymark.directory.kinds import LAW_KEYS, SHOWN_KINDS

ON = date(2026, 11, 24)


def services(shown, kind):
    return [service for service in shown["services"] if service["kind"] == kind]


def test_norway_is_a_country_and_not_the_word_no(table):
    assert show("NO", on=ON, table=table)["country"] == {"code": "NO", "name": "Norway"}


def test_small_letters_do(table):
    assert show("gb", on=ON, table=table)["country"]["code"] == "GB"


@pytest.mark.parametrize("code", ["ZZ", "", "GBR", "12", "<b>", "no such country" * 99])
def test_a_code_of_no_country_is_refused_in_one_line(code, table):
    with pytest.raises(UnknownCountry) as caught:
        show(code, on=ON, table=table)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 120


@pytest.mark.parametrize("code", ["GB", "US", "CA", "AU", "IE", "NO", "FJ"])
def test_every_value_shown_has_its_source_or_says_unknown(code, table):
    shown = show(code, on=ON, table=table)
    assert all(service["source"].startswith("http") for service in shown["services"])
    assert shown["emergency"]["source"].startswith("http")
    assert tuple(shown["law"]) == LAW_KEYS
    for law in shown["law"].values():
        assert law["source"] or (law["value"] is None and law["status"] == "unknown")
    assert json.loads(json.dumps(shown)) == shown


def test_a_country_without_a_file_gets_what_helps_anywhere(table):
    shown = show("FJ", on=ON, table=table)
    assert shown["fallback"] is True
    assert "Take It Down" in services(shown, "removal")[0]["name"]
    assert "child helpline" in services(shown, "child_helpline")[0]["name"]
    assert {service["status"] for service in shown["services"]} == {"fallback"}
    assert set(SHOWN_KINDS) <= set(shown["gaps"])


def test_a_country_with_a_file_shows_its_own_services_as_not_yet_checked(table):
    shown = show("GB", on=ON, table=table)
    assert shown["fallback"] is False
    assert shown["emergency"]["numbers"] == ["999"]
    assert services(shown, "child_helpline")[0]["name"] == "Childline"
    assert services(shown, "child_helpline")[0]["status"] == "unchecked"
    ways = [service["way"] for service in services(shown, "removal")]
    assert {"removal_take_it_down", "removal_report_remove"} <= set(ways)


def test_every_gap_is_something_that_is_not_shown_as_the_countrys_own(table):
    for code in ("GB", "US", "CA", "AU", "IE"):
        shown = show(code, on=ON, table=table)
        own = {one["kind"] for one in shown["services"] if one["status"] != "fallback"}
        assert not own & set(shown["gaps"])


def test_years_from_now_everything_is_due_and_only_strictness_fails(table):
    report = check(date(2028, 1, 1), table=table)
    due = {item["id"] for item in report["due"]}
    places = [entry for entry in table["countries"].values() if entry["file"]]
    for entry in [*places, table["international"]]:
        for contacts in entry["contacts"].values():
            assert due >= {contact["id"] for contact in contacts}
    assert exit_code(report) == 0
    assert exit_code(report, strict=True) == 1


def test_emergency_numbers_are_shown_even_when_everything_is_past_due(table):
    assert show("GB", on=date(2040, 1, 1), table=table)["emergency"]["numbers"] == ["999"]


def test_coverage_adds_up_to_the_countries_with_a_file(table):
    for counts in check(ON, table=table)["coverage"].values():
        assert counts["filled"] == counts["high"] + counts["medium"] + counts["low"]
        assert counts["filled"] + counts["empty"] == 56


def test_the_work_list_of_a_day_is_the_same_each_time(table):
    assert check(ON, table=table) == check(ON, table=table)
    assert check(ON, table=table)["on"] == "2026-11-24"
