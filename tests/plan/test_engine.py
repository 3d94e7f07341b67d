# SPDX-License-Identifier: Apache-2.0
"""What holds for every plan there can be, tried on answers drawn by chance."""

from __future__ import annotations

import json
import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waymark.plan import plan
from waymark.plan.engine import engine

DAY = date(2026, 11, 24)
SHAPE = {
    "ruleset",
    "on",
    "audience",
    "country",
    "directory",
    "language",
    "voice",
    "first_action",
    "safety_check_after",
    "police_optional",
    "stages",
    "vetoed",
    "questions_left",
}
seeds = st.integers(0, 2**32)


@pytest.fixture(scope="module")
def made(draw):
    """Plans by seed, so that what fails can be tried again."""

    def make(seed: int) -> tuple[dict[str, Any], dict[str, Any]]:
        answers = draw(random.Random(seed))
        return answers, plan(answers, on=DAY).as_dict()

    return make


def steps(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for stage in found["stages"] for step in stage["steps"]]


def stage(found: dict[str, Any], id_: str) -> list[str]:
    """The steps of a stage without the messages."""
    listed = [one["steps"] for one in found["stages"] if one["id"] == id_]
    return [step["action"] for part in listed for step in part if not step["message"]]


@settings(max_examples=150, deadline=None)
@given(seeds)
def test_any_answers_give_a_plan_and_twice_the_same(made, seed):
    answers, found = made(seed)
    assert set(found) >= SHAPE
    assert json.dumps(found) == json.dumps(made(seed)[1])
    assert found["audience"] == answers["audience"]


@settings(max_examples=150, deadline=None)
@given(seeds)
def test_nothing_that_harms_is_ever_a_step(made, seed):
    assert {step["action"] for step in steps(made(seed)[1])}.isdisjoint(engine().book["never"])


@settings(max_examples=150, deadline=None)
@given(seeds)
def test_the_first_action_is_the_first_step_that_is_not_a_message(made, seed):
    _, found = made(seed)
    assert stage(found, "now")[0] == found["first_action"]


@settings(max_examples=150, deadline=None)
@given(seeds)
def test_every_step_stands_once(made, seed):
    actions = [step["action"] for step in steps(made(seed)[1])]
    assert len(actions) == len(set(actions))


@settings(max_examples=150, deadline=None)
@given(seeds)
def test_a_child_sees_three_steps_now_and_four_today_at_most_and_a_person_to_reach(made, seed):
    answers, found = made(seed)
    if answers["audience"] != "child":
        return
    assert 1 <= len(stage(found, "now")) <= 3
    assert len(stage(found, "today")) <= 4
    ids = engine().ids
    people = {ids[action] for action in engine().book["stages"]["child"]["human_contact"]}
    assert people & set(stage(found, "now"))


@settings(max_examples=150, deadline=None)
@given(seeds)
def test_every_step_says_why_with_a_source_that_can_be_opened(made, seed):
    for step in steps(made(seed)[1]):
        assert step["because"], step["action"]
        for because in step["because"]:
            assert because["rule"]
            assert because["source"]["url"].startswith("https://"), because


@settings(max_examples=150, deadline=None)
@given(seeds)
def test_answers_named_as_the_reason_are_answers_that_were_given_or_left_open(made, seed):
    _, found = made(seed)
    facts = {fact["name"] for fact in engine().book["facts"]}
    for step in steps(found):
        for because in step["because"]:
            assert set(because["answers"]) <= facts, because


@settings(max_examples=100, deadline=None)
@given(seeds)
def test_every_step_is_for_the_person_who_reads_it(made, seed):
    answers, found = made(seed)
    who = {action["id"]: action["who"] for action in engine().book["actions"]}
    letters = {"child": "C", "parent": "P", "professional": "X"}
    for step in steps(found):
        allowed = who[step["action"]]
        assert answers["audience"] in allowed or letters[answers["audience"]] in allowed, step[
            "action"
        ]


@settings(max_examples=150, deadline=None)
@given(seeds)
def test_what_was_taken_out_is_not_in_the_plan_and_says_why(made, seed):
    _, found = made(seed)
    actions = {step["action"] for step in steps(found)}
    for veto in found["vetoed"]:
        assert veto["action"] not in actions
        assert any(isinstance(value, str) and " " in value for value in _leaves(veto)), veto


def _leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for part in value.values() for leaf in _leaves(part)]
    if isinstance(value, list):
        return [leaf for part in value for leaf in _leaves(part)]
    return [value]


def test_each_country_of_the_world_gets_a_plan_with_somebody_to_reach(directory):
    for code in [*directory["countries"], "unknown"]:
        found = plan({"audience": "child", "country": code, "threat": "explicit"}, on=DAY).as_dict()
        reached = [contact for step in steps(found) for contact in step["contacts"]]
        assert any(
            contact.get("phone") or contact.get("url") or contact.get("text") for contact in reached
        ), code


def test_no_answer_that_is_left_out_changes_the_plan_by_being_called_unknown(draw, book):
    rng = random.Random(8)
    for _ in range(50):
        answers = draw(rng)
        spoken = {
            fact["name"]: "unknown"
            for fact in book["facts"]
            if fact["name"] not in ("audience", "country")
        }
        assert plan({**spoken, **answers}).stages == plan(answers).stages
