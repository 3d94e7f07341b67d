# SPDX-License-Identifier: Apache-2.0
"""Answers that cannot be read are refused, each with one line that says what is allowed."""

from __future__ import annotations

import pytest

from waymark.plan import BadAnswers, plan
from waymark.plan.answers import parse

PEOPLE = "child, parent, professional"
THREATS = "none, implied, explicit, unknown"
YEARS = "a whole number from 0 to 17, 18_plus, unknown"
THEIR_YEARS = "a whole number from 0 to 129, under_13, 13_17, 18_plus, unknown"
DEMANDS = (
    "a list of money, more_images, sexual_acts, meeting, stay_in_relationship, other_favour, silence, "
    "self_harm_or_violence; or unknown"
)
COUNTRY = "a two-letter country code of ISO 3166-1 in capitals (GB, US, ...), unknown"


def faults(answers) -> list[str]:
    with pytest.raises(BadAnswers) as caught:
        plan(answers)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"threat": "maybe"}, f'threat: got "maybe", allowed: {THREATS}'),
        ({"threat": ["explicit"]}, f'threat: got ["explicit"], allowed: {THREATS}'),
        ({"threat": True}, f"threat: got true, allowed: {THREATS}"),
        ({"threat": None}, f"threat: got null, allowed: {THREATS}"),
        ({"threat": {"explicit": 1}}, f'threat: got {{"explicit": 1}}, allowed: {THREATS}'),
        ({"audience": "dog"}, f'audience: got "dog", allowed: {PEOPLE}'),
        ({"audience": "unknown"}, f'audience: got "unknown", allowed: {PEOPLE}'),
        ({"child_age": 18}, f"child_age: got 18, allowed: {YEARS}"),
        ({"child_age": -1}, f"child_age: got -1, allowed: {YEARS}"),
        ({"child_age": 15.5}, f"child_age: got 15.5, allowed: {YEARS}"),
        ({"child_age": True}, f"child_age: got true, allowed: {YEARS}"),
        ({"child_age": "15"}, f'child_age: got "15", allowed: {YEARS}'),
        ({"child_age": "13_17"}, f'child_age: got "13_17", allowed: {YEARS}'),
        ({"child_age": 10**40}, f"child_age: got {10**40}, allowed: {YEARS}"),
        ({"other_person_age": 130}, f"other_person_age: got 130, allowed: {THEIR_YEARS}"),
        ({"demand": "money"}, f'demand: got "money", allowed: {DEMANDS}'),
        ({"demand": ["gold"]}, f'demand: got ["gold"], allowed: {DEMANDS}'),
        ({"demand": [["money"]]}, f'demand: got [["money"]], allowed: {DEMANDS}'),
        ({"demand": ["money", 1]}, f'demand: got ["money", 1], allowed: {DEMANDS}'),
        ({"country": "gb"}, f'country: got "gb", allowed: {COUNTRY}'),
        ({"country": "XX"}, f'country: got "XX", allowed: {COUNTRY}'),
        ({"country": "UK"}, f'country: got "UK", allowed: {COUNTRY}'),
        ({"country": False}, f"country: got false, allowed: {COUNTRY}"),
    ],
    ids=str,
)
def test_one_answer_that_cannot_be_read_is_one_line(given, fault):
    assert faults({"audience": "child", **given}) == [fault]


def test_a_fact_that_does_not_exist_is_named_beside_those_that_do():
    (line,) = faults({"audience": "child", "colour": "red"})
    assert line.startswith('colour: got "red", allowed: one of the facts audience, country, ')
    assert "offender_location" in line


def test_every_fault_is_named_at_once():
    found = faults({"audience": "cat", "threat": 1, "demand": 2, "colour": 3})
    assert [line.split(":")[0] for line in sorted(found)] == [
        "audience",
        "colour",
        "demand",
        "threat",
    ]


def test_nobody_is_guessed_to_be_a_child():
    assert faults({}) == [f"audience: got nothing, allowed: {PEOPLE}"]
    assert faults({"threat": "explicit"}) == [f"audience: got nothing, allowed: {PEOPLE}"]


@pytest.mark.parametrize(
    ("given", "shown"), [([], "[]"), (None, "null"), ("child", '"child"'), (3, "3"), ([{}], "[{}]")]
)
def test_answers_that_are_no_object_are_refused(given, shown):
    assert faults(given) == [f"answers: got {shown}, allowed: an object of fact names and values"]


def test_none_stands_alone():
    answers = {"audience": "child", "vulnerability": ["none", "in_care"]}
    assert faults(answers) == [
        'vulnerability: got ["none", "in_care"], allowed: none alone, or other values without none'
    ]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (
            {"image_subject": "nobody", "sharing_scope": "public_online"},
            'sharing_scope: got "public_online", allowed: not_shared or unknown while image_subject is nobody',
        ),
        (
            {"image_subject": "nobody", "child_has_file": "yes"},
            'child_has_file: got "yes", allowed: no or unknown while image_subject is nobody',
        ),
        (
            {"other_person": "nobody", "threat": "explicit"},
            'threat: got "explicit", allowed: none or unknown while other_person is nobody',
        ),
    ],
    ids=["shared without an image", "a file without an image", "a threat from nobody"],
)
def test_answers_that_cannot_both_be_true_are_refused(given, fault):
    assert faults({"audience": "child", **given}) == [fault]


@pytest.mark.parametrize(
    "huge",
    ["x" * 1_000_000, ["money"] * 100_000 + ["gold"], {"a": "b" * 1_000_000}],
    ids=["text", "list", "object"],
)
def test_a_huge_value_is_shown_short(huge):
    (line,) = faults({"audience": "child", "demand": huge})
    assert len(line) < 400
    assert "..., allowed: " in line


def test_deep_nesting_is_a_fault_and_not_a_crash():
    deep: list = []
    for _ in range(100_000):
        deep = [deep]
    (line,) = faults({"audience": "child", "demand": deep})
    assert line.startswith("demand: got a list, allowed: ")


def test_a_long_name_is_cut_and_control_characters_are_not_printed():
    lines = faults({"audience": "child", "n" * 500: 1, "country": "\x1b[31mred\n"})
    assert all("\x1b" not in line and "\n" not in line for line in lines)
    assert any(line.startswith("n" * 60 + ": got 1") for line in lines)


@pytest.mark.parametrize(
    ("given", "same"),
    [
        ({"threat": "unknown"}, {}),
        ({"country": "unknown"}, {}),
        ({"demand": "unknown"}, {}),
        ({"demand": ["unknown"]}, {}),
        ({"demand": []}, {}),
        ({"vulnerability": ["none"]}, {}),
        ({"evidence_state": ["intact"]}, {}),
        ({"demand": ["money", "money"]}, {"demand": ["money"]}),
        ({"child_age": 13}, {"child_age": 17}),
        ({"child_age": 0}, {"child_age": 12}),
        ({"other_person_age": 40}, {"other_person_age": "18_plus"}),
    ],
    ids=str,
)
def test_two_ways_to_say_the_same_are_read_as_the_same(book, given, same):
    assert (
        parse({"audience": "child", **given}, book).values
        == parse({"audience": "child", **same}, book).values
    )
