# SPDX-License-Identifier: Apache-2.0
"""Plans for anybody anywhere: each contact is an entry of the directory, with its source."""

from __future__ import annotations

import json
import random

import pytest

from waymark.plan import plan
from waymark.plan.engine import COMPILED, engine

DIRECTORY = json.loads((COMPILED / "directory.json").read_text("utf-8"))
PLANS = 200


def entries():
    places = [*DIRECTORY["countries"].values(), DIRECTORY["international"]]
    return {
        one["id"]: one for place in places for some in place["contacts"].values() for one in some
    }


def some_answers(seed):
    """Answers to about half of the questions; whatever contradicts itself is left to another."""
    draw = random.Random(seed)
    answers = {
        "audience": draw.choice(("child", "parent", "professional")),
        "country": draw.choice(sorted(DIRECTORY["countries"])),
    }
    for fact in engine().book["facts"]:
        if fact["name"] not in answers and fact["values"] and draw.random() < 0.5:
            one = draw.choice(fact["values"])
            answers[fact["name"]] = [one] if fact["kind"] == "list" else one
    return answers


def plans():
    from waymark.plan import BadAnswers

    made, seed = [], 0
    while len(made) < PLANS:
        seed += 1
        try:
            made.append(plan(some_answers(seed)).as_dict())
        except BadAnswers:
            continue
    return made


@pytest.fixture(scope="module")
def made():
    return plans()


def test_every_contact_of_two_hundred_plans_is_an_entry_with_a_source(made):
    known = entries()
    contacts = [
        c for one in made for s in one["stages"] for step in s["steps"] for c in step["contacts"]
    ]
    assert len(contacts) > 2000
    for contact in contacts:
        entry = known[contact["id"]]
        assert entry["source"].startswith("https://")
        assert (contact["phone"], contact["text"], contact["url"]) == (
            entry["phone"], entry["text"], entry["url"],
        )  # fmt: skip


def test_no_step_names_a_contact_twice(made):
    for one in [
        *made,
        plan({"audience": "child", "country": "FJ", "self_harm": "thoughts"}).as_dict(),
    ]:
        for step in (step for stage in one["stages"] for step in stage["steps"]):
            ids = [contact["id"] for contact in step["contacts"]]
            assert len(ids) == len(set(ids)), (one["country"], step["action"])


def test_the_plans_speak_of_many_countries(made):
    assert len({one["country"] for one in made}) > 80
    assert any(one["directory"] == "international" for one in made)
    assert any(one["directory"] != "international" for one in made)


def test_a_report_the_law_may_ask_for_says_how_sure_that_is(made):
    for one in made:
        for step in (step for stage in one["stages"] for step in stage["steps"]):
            if step["action"] == "make_mandatory_report":
                country = DIRECTORY["countries"][one["country"]]
                sure = country["flags"]["duty_confirmed"]
                assert step["status"] == ("confirmed" if sure else "unconfirmed")
            else:
                assert "status" not in step
