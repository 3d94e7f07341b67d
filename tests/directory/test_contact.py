# SPDX-License-Identifier: Apache-2.0
"""A contact can be reached, says who may use it, and plans count on it only where it is sure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from waymark.directory.compile import _flags
from waymark.directory.contact import STEADY, Contact, Eligible, as_contact
from waymark.directory.kinds import SERVICE_KINDS
from waymark.directory.sourced import is_doubtful

LINE = {
    "id": "gb_line",
    "name": "A line",
    "phone": "0800 1111",
    "source": "https://line.example",
    "source_date": None,
    "checked_on": None,
    "confidence": "high",
}
ELIGIBLE = {
    "pictured": ["under_18"],
    "who": ["child"],
    "needs": "file_or_link",
    "picture_leaves_device": False,
    "proof": None,
    "works_on": None,
}
SPANS = [{"days": [0], "from": "09:00", "to": "17:00"}]


def made(**different):
    return Contact.model_validate(LINE | different)


@pytest.mark.parametrize(
    ("different", "told"),
    [
        ({"phone": None}, "a phone, a text number or a web address"),
        ({"open": SPANS}, "the hours as the source writes them"),
        ({"open": "24h"}, "the hours as the source writes them"),
        ({"zone": "Oslo"}, "a time zone belongs here"),
        ({"id": "GB line"}, "an id of small letters"),
        ({"id": "1x"}, "an id of small letters"),
        ({"id": "é"}, "an id of small letters"),
        ({"name": ""}, "text without blanks"),
        ({"free": "yes"}, "valid boolean"),
        ({"eligible": {}}, "Field required"),
        ({"eligible": ELIGIBLE | {"who": []}}, "at least 1 item"),
        ({"eligible": ELIGIBLE | {"pictured": ["adult"]}}, "under_18"),
        ({"eligible": ELIGIBLE | {"more": 1}}, "Extra inputs"),
        ({"nobody_knows_this": 1}, "Extra inputs"),
    ],
)
def test_a_contact_that_cannot_be_so_is_refused(different, told):
    with pytest.raises(ValidationError, match=told):
        made(**different)


@pytest.mark.parametrize("way", [{"text": "85258"}, {"url": "https://line.example"}])
def test_one_way_to_reach_somebody_is_enough(way):
    assert made(phone=None, **way)


def test_a_compiled_contact_has_its_steady_keys_and_of_the_others_what_is_known():
    bare = as_contact(made(), "child_helpline")
    assert set(bare) == {*STEADY, "exact"}
    full = as_contact(made(chat=False, place="Oslo", languages=[], eligible=ELIGIBLE), "local")
    assert set(full) == {*STEADY, "exact", "chat", "place", "eligible"}
    assert full["chat"] is False
    assert full["eligible"] == ELIGIBLE


def test_a_compiled_contact_can_be_read_again():
    first = as_contact(made(hours="9 to 5", open=SPANS, eligible=ELIGIBLE), "local")
    known = {name: value for name, value in first.items() if name in Contact.model_fields}
    assert as_contact(Contact.model_validate(known), "local") == first


# who has to look first


@given(
    kind=st.sampled_from(SERVICE_KINDS),
    confidence=st.sampled_from(["high", "medium", "low"]),
    exact=st.booleans(),
)
def test_what_a_person_looked_at_is_not_doubtful(kind, confidence, exact):
    entry = {"kind": kind, "confidence": confidence, "exact": exact, "checked_on": "2026-11-24"}
    assert not is_doubtful(entry)


@pytest.mark.parametrize(
    ("different", "doubtful"),
    [
        ({}, False),
        ({"confidence": "medium"}, False),
        ({"confidence": "low"}, True),
        ({"exact": False}, True),
        ({"kind": "crisis_line"}, False),
        ({"kind": "crisis_line", "confidence": "medium"}, True),
        ({"kind": "crisis_line", "exact": False}, True),
    ],
)
def test_what_is_weak_or_a_crisis_line_that_is_not_sure_waits_for_a_person(
    different, doubtful, contact
):
    assert is_doubtful(contact() | different) is doubtful


def test_an_answer_of_law_can_be_doubtful_too(law):
    assert is_doubtful(law(confidence="low"))
    assert not is_doubtful(law())


# what plans count on


def flags(kind, contact, doubtful=False, **eligible):
    held = {one: [] for one in SERVICE_KINDS}
    held[kind] = [contact("gb_x", kind, eligible=ELIGIBLE | eligible, doubtful=doubtful)]
    found = _flags(None, held, [])
    return found["removal_scheme"], found["report_remove"]


def test_a_sure_removal_service_for_those_under_18_is_a_step_of_plans(contact):
    assert flags("removal_scheme", contact) == (True, False)
    assert flags("removal_report_remove", contact) == (False, True)
    assert flags("removal_take_it_down", contact) == (False, False)
    assert flags("local", contact) == (False, False)


@pytest.mark.parametrize("kind", ["removal_scheme", "removal_report_remove"])
def test_a_service_that_nobody_is_sure_of_or_for_adults_alone_drives_no_plan(kind, contact):
    assert flags(kind, contact, doubtful=True) == (False, False)
    assert flags(kind, contact, pictured=["adult_then_under_18"]) == (False, False)


def test_only_report_remove_may_take_the_picture_itself(contact):
    leaves = {"picture_leaves_device": True}
    assert flags("removal_scheme", contact, **leaves) == (False, False)
    assert flags("removal_report_remove", contact, **leaves) == (False, True)


def test_one_service_that_can_be_counted_on_is_enough(contact):
    held = {one: [] for one in SERVICE_KINDS}
    weak = contact("gb_a", "removal_scheme", eligible=ELIGIBLE, doubtful=True)
    held["removal_scheme"] = [weak, contact("gb_b", "removal_scheme", eligible=ELIGIBLE)]
    assert _flags(None, held, [])["removal_scheme"] is True


def test_a_country_of_which_nothing_is_known_promises_nothing():
    found = _flags(None, {kind: [] for kind in SERVICE_KINDS}, [])
    assert set(found.values()) == {False, "none"}


def test_every_removal_service_of_the_directory_says_who_may_use_it(table):
    for code, entry in table["countries"].items():
        for kind, contacts in entry["contacts"].items():
            for one in contacts:
                if kind.startswith("removal_"):
                    assert Eligible.model_validate(one["eligible"]), (code, one["id"])
