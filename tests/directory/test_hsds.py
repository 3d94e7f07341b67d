# SPDX-License-Identifier: Apache-2.0
"""Other directories can read ours in the shape of HSDS.

What its schema of a service demands is held here as a short list; the whole directory was held
against the official schemas (3.0 and the draft of 3.1) by hand.
"""

from __future__ import annotations

import re
import uuid
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.directory.hsds import as_hsds

# part of a service: the keys it must have
NEEDED = {
    "": ("id", "name", "status"),
    "organization": ("id", "name", "description"),
    "phones": ("id", "number"),
    "schedules": ("id",),
    "service_areas": ("id",),
    "languages": ("id",),
    "attributes": ("id",),
    "additional_urls": ("id", "url"),
}
KNOWN = {
    "additional_urls", "application_process", "assured_date", "attributes", "description",
    "eligibility_description", "fees_description", "id", "languages", "name", "organization",
    "phones", "schedules", "service_areas", "status", "url", "wait_time",
}  # fmt: skip
STATUS = {"active", "inactive", "defunct", "temporarily closed"}
CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d\Z")


def parts(service):
    yield "", service
    for name in NEEDED:
        held = service.get(name, []) if name else []
        for one in held if isinstance(held, list) else [held]:
            yield name, one


def ids(shown, path=""):
    if isinstance(shown, dict):
        if "id" in shown:
            yield path, shown["id"]
        for key, value in shown.items():
            yield from ids(value, f"{path}/{key}")
    elif isinstance(shown, list):
        for value in shown:
            yield from ids(value, path)


def texts(shown):
    if isinstance(shown, dict | list):
        for value in shown.values() if isinstance(shown, dict) else shown:
            yield from texts(value)
    else:
        yield shown


def only(service_of, small, place):
    table = small(GB=place("United Kingdom", [service_of]), NO=place("Norway"))
    return as_hsds(table)[0]


def test_every_service_of_the_directory_is_there_and_has_what_the_schema_demands(table):
    services = as_hsds(table)
    held = [*table["countries"].values(), table["international"]]
    assert len(services) == sum(len(many) for one in held for many in one["contacts"].values())
    for service in services:
        assert set(service) <= KNOWN
        assert service["status"] in STATUS
        for name, part in parts(service):
            assert all(part[key] for key in NEEDED[name]), (name, part)
        assert all(isinstance(value, str) and value for value in texts(service))


def test_every_id_is_a_uuid_and_the_same_in_each_export(table):
    services = as_hsds(table)
    assert services == as_hsds(table)
    for _, id_ in (found for service in services for found in ids(service)):
        assert str(uuid.UUID(id_)) == id_


def test_no_two_things_share_an_id(table):
    shared = ("/organization", "/attributes/taxonomy_term")  # these stand under several services
    found = Counter(
        (path, id_) for one in as_hsds(table) for path, id_ in ids(one) if path not in shared
    )
    assert [key for key, count in found.items() if count > 1] == []
    assert len({id_ for _, id_ in found}) == len(found)


def test_an_id_does_not_move_when_the_service_gets_another_number_or_name(small, place, contact):
    before = only(contact(), small, place)
    after = only(contact(name="Another name", phone="116 111"), small, place)
    assert after["id"] == before["id"]
    assert after["phones"][0]["id"] == before["phones"][0]["id"]


def test_nothing_that_is_not_known_is_said(small, place, contact):
    bare = only(contact(url=None, source_date=None), small, place)
    assert "url" not in bare
    assert "schedules" not in bare
    assert "fees_description" not in bare
    assert "assured_date" not in bare
    assert bare["additional_urls"][0]["label"] == "Source of an unknown date, confidence high"


def test_somebody_who_looked_is_told_by_the_day_and_not_by_name(small, place, contact):
    checked = contact(checked_on="2026-11-24", checked_by="Ada Worker")
    shown = only(checked, small, place)
    assert shown["assured_date"] == "2026-11-24"
    assert "Ada" not in str(shown)


@pytest.mark.parametrize(
    ("contact_zone", "country_zone", "clock"),
    [
        (None, "Europe/London", "Local time of Europe/London"),
        ("Europe/Oslo", "Europe/London", "Local time of Europe/Oslo"),
        (None, None, "Local time of the service"),
    ],
)
def test_hours_say_whose_clock_they_follow(
    contact_zone, country_zone, clock, small, place, contact
):
    spans = [{"days": [0, 4], "from": "08:30", "to": "24:00"}]
    held = contact(hours="till midnight", open=spans, zone=contact_zone)
    table = small(GB=place("United Kingdom", [held], zone=country_zone))
    [schedule] = as_hsds(table)[0]["schedules"]
    assert schedule | {"id": ""} == {
        "id": "",
        "freq": "WEEKLY",
        "byday": "MO,FR",
        "opens_at": "08:30",
        "closes_at": "23:59",
        "notes": clock,
        "description": "till midnight",
    }


def test_hours_that_are_only_words_stay_words(small, place, contact):
    [schedule] = only(contact(hours="most evenings"), small, place)["schedules"]
    assert set(schedule) == {"id", "description"}


def test_a_line_for_all_hours_is_there_on_every_day(small, place, contact):
    [schedule] = only(contact(hours="24/7", open="24h"), small, place)["schedules"]
    assert schedule["byday"] == "MO,TU,WE,TH,FR,SA,SU"
    assert (schedule["opens_at"], schedule["closes_at"]) == ("00:00", "23:59")


times = st.sampled_from(["00:00", "08:30", "22:00", "23:59", "24:00"])
spans_of = st.lists(
    st.fixed_dictionaries(
        {
            "days": st.lists(st.integers(0, 6), min_size=1, unique=True),
            "from": times.filter(lambda one: one != "24:00"),
            "to": times,
        }
    ),
    min_size=1,
    max_size=4,
)


@given(spans=spans_of)
def test_every_time_is_one_that_a_clock_shows(spans, small, place, contact):
    schedules = only(contact(hours="as told", open=spans), small, place)["schedules"]
    assert len({one["id"] for one in schedules}) == len(spans)
    for one in schedules:
        assert CLOCK.match(one["opens_at"])
        assert CLOCK.match(one["closes_at"])
