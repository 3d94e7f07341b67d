# SPDX-License-Identifier: Apache-2.0
"""Machines that read a country's page find its services, and none that nobody is sure of."""

from __future__ import annotations

import json
import re

import pytest

from waymark.directory.linked import as_linked


def linked(place, *contacts):
    return as_linked("GB", place("United Kingdom", contacts))


def test_a_country_is_one_list_of_its_services_for_itself(place, contact):
    shown = linked(place, contact(), contact("gb_x", "local", name="Clinic"))
    assert (shown["@context"], shown["@type"]) == ("https://schema.org", "ItemList")
    assert [one["name"] for one in shown["itemListElement"]] == ["A line", "Clinic"]
    for one in shown["itemListElement"]:
        assert one["@type"] == "Service"
        assert one["areaServed"]["identifier"] == "GB"
    assert json.loads(json.dumps(shown)) == shown


def test_a_service_that_nobody_is_sure_of_is_left_out(place, contact):
    shown = linked(place, contact(), contact("gb_x", "crisis_line", doubtful=True))
    assert [one["serviceType"] for one in shown["itemListElement"]] == ["child helpline"]


def test_a_number_is_written_as_a_telephone_takes_it(place, contact):
    [one] = linked(place, contact(phone="+44 (800) 11-11"))["itemListElement"]
    assert one["availableChannel"] == [
        {
            "@type": "ServiceChannel",
            "servicePhone": {"@type": "ContactPoint", "telephone": "+448001111"},
        },
        {"@type": "ServiceChannel", "serviceUrl": "https://line.example"},
    ]


@pytest.mark.parametrize("hours", [None, "most evenings"])
def test_hours_that_are_not_exact_are_not_told(hours, place, contact):
    [one] = linked(place, contact(hours=hours))["itemListElement"]
    assert "hoursAvailable" not in one


@pytest.mark.parametrize(
    ("spans", "opens", "closes", "days"),
    [
        ("24h", "00:00", "23:59", 7),
        ([{"days": [0, 6], "from": "08:00", "to": "24:00"}], "08:00", "23:59", 2),
        ([{"days": [4], "from": "22:00", "to": "02:00"}], "22:00", "02:00", 1),
    ],
)
def test_exact_hours_are_told_on_a_clock_of_24_hours(spans, opens, closes, days, place, contact):
    [one] = linked(place, contact(hours="as told", open=spans))["itemListElement"]
    [told] = one["hoursAvailable"]
    assert (told["opens"], told["closes"], len(told["dayOfWeek"])) == (opens, closes, days)


def test_nothing_of_who_checked_or_of_doubt_is_told(place, contact):
    text = json.dumps(linked(place, contact(checked_by="Ada Worker", own=True)))
    assert "Ada" not in text
    assert "doubtful" not in text


def test_the_whole_directory_can_be_told(table):
    for code, entry in table["countries"].items():
        shown = json.dumps(as_linked(code, entry))
        assert not re.search(r"null|24:00|checked_by", shown), code
