# SPDX-License-Identifier: Apache-2.0
"""What another answer would change is what the plan with that answer shows."""

from __future__ import annotations

import random

import pytest

from waymark.plan import BadAnswers, explain, plan, what_if, what_would_change

THREATENED = {
    "audience": "child",
    "country": "GB",
    "child_age": 16,
    "threat": "explicit",
    "other_person": "online_only",
    "contact_status": "ongoing",
}


def test_money_brings_do_not_pay():
    found = what_if(THREATENED, "demand", ["money"])
    assert found["fact"] == "demand"
    assert found["value"] == ["money"]
    assert "do_not_pay" in found["gained"]
    assert found["lost"] == []


def test_a_parent_as_the_other_person_takes_out_what_a_child_cannot_do_safely():
    found = what_if({**THREATENED, "device": "own_private"}, "other_person", "parent_or_carer")
    assert "preserve_non_image_evidence" in found["lost"]
    assert "choose_safe_adult" in found["gained"]
    assert found["first_action"] == "choose_safe_adult"


def test_the_same_answer_changes_nothing():
    found = what_if(THREATENED, "threat", "explicit")
    assert (found["gained"], found["lost"]) == ([], [])


def test_another_answer_that_cannot_be_read_is_refused():
    with pytest.raises(BadAnswers) as caught:
        what_if(THREATENED, "threat", "loud")
    assert (
        str(caught.value.faults[0])
        == 'threat: got "loud", allowed: none, implied, explicit, unknown'
    )


def test_gained_and_lost_are_the_difference_of_the_two_plans(draw, book):
    rng = random.Random(12)
    facts = [
        fact for fact in book["facts"] if fact["kind"] == "choice" and fact["name"] != "audience"
    ]
    for _ in range(100):
        answers, fact = draw(rng), rng.choice(facts)
        value = rng.choice(fact["values"])
        try:
            after = plan({**answers, fact["name"]: value})
        except BadAnswers:
            continue
        before, found = plan(answers), what_if(answers, fact["name"], value)
        assert set(found["gained"]) == set(after.actions) - set(before.actions)
        assert set(found["lost"]) == set(before.actions) - set(after.actions)
        assert found["first_action"] == after.first_action


def test_only_answers_that_change_something_are_offered():
    offered = what_would_change(THREATENED)
    assert {(one["fact"], one["value"]) for one in offered} >= {
        ("threat", "none"),
        ("other_person", "parent_or_carer"),
    }
    before = plan(THREATENED)
    for one in offered:
        assert one["gained"] or one["lost"] or one["first_action"] != before.first_action
    assert all(one["fact"] in THREATENED for one in offered)


def test_answers_that_would_contradict_another_are_not_offered():
    answers = {"audience": "child", "other_person": "friend_or_peer", "threat": "explicit"}
    assert ("other_person", "nobody") not in {
        (one["fact"], one["value"]) for one in what_would_change(answers)
    }


def test_a_step_is_explained_with_the_rules_and_sources_that_brought_it():
    found = explain(THREATENED, "report_to_police")
    assert found["in_plan"] is True
    assert "R0-police" in {because["rule"] for because in found["because"]}
    assert all(because["source"]["url"].startswith("https://") for because in found["because"])


def test_a_step_that_is_not_there_says_what_could_bring_it():
    found = explain(THREATENED, "do_not_pay")
    assert found["in_plan"] is False
    assert found["because"] == []
    assert found["could_change_with"] == ["demand"]


def test_a_step_that_was_taken_out_says_by_which_rule_and_why():
    answers = {
        "audience": "child",
        "other_person": "sibling_or_household_child",
        "consent_to_sharing": "not_consented",
        "demand": ["money"],
        "child_role": ["forwarder"],
    }
    found = explain(answers, "list_recipients_without_image")
    assert found["in_plan"] is False
    assert [veto["rule"] for veto in found["vetoed"]] == ["R13-not-alone"]
    assert "at risk" in found["vetoed"][0]["reason"]


def test_an_unknown_step_is_refused():
    with pytest.raises(BadAnswers):
        explain(THREATENED, "shout_at_them")
