# SPDX-License-Identifier: Apache-2.0
"""A question is offered exactly while it can still change the plan."""

from __future__ import annotations

import itertools
import math
import random
from typing import Any

import pytest

from waymark.plan import next_questions, plan, questions_left
from waymark.plan.answers import parse
from waymark.plan.engine import engine
from waymark.plan.meaning import Meaning
from waymark.plan.open_questions import OpenQuestions, stored
from waymark.plan.order import Stages
from waymark.plan.prove.plainly import decide

SETTLED: dict[str, Any] = {
    "audience": "parent",
    "country": "GB",
    "other_person": "friend_or_peer",
    "contact_status": "stopped",
    "image_subject": "this_child",
}


def small(book: dict[str, Any], keep: int, seed: int) -> dict[str, Any]:
    """A book of few rules, so that all answers to what they ask can be tried."""
    rules = random.Random(seed).sample(book["rules"], keep)
    cut = {**book, "rules": rules, "first": [{"row": "1", "when": [[]], "action": 25}]}
    child = {**book["stages"]["child"], "own": [{"action": 25, "when": [[]]}]}
    cut["stages"] = {**book["stages"], "child": child, "safety_check": {"after": 3, "when": []}}
    return {**cut, "diagrams": stored(Meaning(cut))}


def facts_asked(book: dict[str, Any]) -> list[str]:
    """The facts that the rules of a small book rest on at all."""
    meaning = Meaning(book)
    inputs = meaning.store.support(meaning.actions)
    return [fact["name"] for fact in book["facts"] if inputs & set(fact["inputs"])]


def values_of(fact: dict[str, Any], book: dict[str, Any]) -> list[tuple[tuple[int, int], ...]]:
    sizes = [range(len(book["variables"][at]["values"])) for at in fact["inputs"]]
    return [tuple(zip(fact["inputs"], row, strict=True)) for row in itertools.product(*sizes)]


@pytest.mark.parametrize("seed", range(25))
def test_of_a_small_book_a_question_is_open_exactly_if_some_answers_to_it_give_two_plans(
    book, seed
):
    cut = small(book, 3, seed)
    facts = {fact["name"]: fact for fact in cut["facts"]}
    names = [name for name in facts_asked(cut) if name not in SETTLED]
    random.Random(seed).shuffle(names)
    while math.prod(len(values_of(facts[name], cut)) for name in names) > 6_000:
        names.pop()  # answered, so that the others can all be tried
    names = [fact for fact in facts if fact in names]
    answers = parse(
        {
            **SETTLED,
            **{
                name: _some(facts[name])
                for name in facts_asked(cut)
                if name not in {*names, *SETTLED}
            },
        },
        cut,
    )
    found = OpenQuestions(cut).of(answers)
    assert set(found) == _by_trying(cut, answers, [facts[name] for name in names])


def _some(fact: dict[str, Any]) -> Any:
    return [] if fact["kind"] == "list" else "unknown"


def _by_trying(book: dict[str, Any], answers: Any, facts: list[dict[str, Any]]) -> set[str]:
    plans = {}
    choices = [values_of(fact, book) for fact in facts]
    for row in itertools.product(*choices):
        values = list(answers.values)
        for pairs in row:
            for at, value in pairs:
                values[at] = value
        decision = decide(book, values)
        assert decision is not None
        plans[row] = decision.chosen
    matters = set()
    for number, fact in enumerate(facts):
        groups: dict[Any, set[int]] = {}
        for row, chosen in plans.items():
            groups.setdefault((*row[:number], *row[number + 1 :]), set()).add(chosen)
        if any(len(seen) > 1 for seen in groups.values()):
            matters.add(fact["name"])
    return matters


def test_a_question_left_out_never_changes_the_plan(draw, book):
    """Whatever is answered to the others, another answer to a closed question gives the same plan."""
    rng, stages = random.Random(6), Stages(book)
    for _ in range(60):
        answers = draw(rng)
        open_ = questions_left(answers)
        closed = [fact for fact in book["facts"] if fact["name"] not in {*answers, *open_}]
        for _ in range(10):
            values = list(parse(answers, book).values)
            for fact in book["facts"]:
                if fact["name"] in open_:
                    _set(values, rng.choice(values_of(fact, book)))
            before = decide(book, values)
            for fact in closed:
                _set(values, rng.choice(values_of(fact, book)))
            after = decide(book, values)
            assert before is not None
            assert after is not None
            assert (before.chosen, before.first) == (after.chosen, after.first), answers
            assert stages.split(before) == stages.split(after), answers


def _set(values: list[int], pairs: tuple[tuple[int, int], ...]) -> None:
    for at, value in pairs:
        values[at] = value


def test_an_answered_question_is_not_open_also_when_the_answer_is_unknown(draw):
    rng = random.Random(9)
    for _ in range(50):
        answers = draw(rng)
        assert not set(questions_left(answers)) & set(answers)


def test_the_steps_named_are_steps_there_are(draw):
    rng = random.Random(10)
    for _ in range(20):
        for ids in questions_left(draw(rng)).values():
            assert ids
            assert set(ids) <= set(engine().ids) - set(engine().book["never"])


@pytest.mark.parametrize("audience", ["child", "parent", "professional"])
def test_safety_comes_first_and_once_everything_is_answered_nothing_is_asked(audience, book):
    asked = next_questions({"audience": audience})
    first = [name for name in asked if name != "professional_role"][:2]
    assert first == ["self_harm", "physical_danger"]
    answers: dict[str, Any] = {"audience": audience, "country": "GB"}
    while asked := next_questions(answers):
        fact = next(fact for fact in book["facts"] if fact["name"] == asked[0])
        answers[asked[0]] = [] if fact["kind"] == "list" else "unknown"
    assert next_questions(answers) == []


@pytest.mark.parametrize("audience", ["child", "parent", "professional"])
def test_a_question_asked_is_one_of_that_persons_questions(audience, book):
    names = {fact["name"] for fact in book["facts"] if audience in fact["asked_of"]}
    assert set(next_questions({"audience": audience})) <= names


def test_a_question_that_was_open_can_be_seen_to_matter():
    left = questions_left({"audience": "child", "country": "GB"})
    assert "do_not_pay" in left["demand"]
    assert "do_not_pay" not in plan({"audience": "child", "country": "GB"}).actions
    assert "do_not_pay" in plan({"audience": "child", "country": "GB", "demand": ["money"]}).actions


def test_an_answer_has_room_for_every_value_it_can_take() -> None:
    """Answers stand side by side in one number: a field too narrow would read as another answer."""
    book = engine().book
    most = max(len(one["values"]) for one in book["variables"][: book["inputs"]])
    assert most <= (1 << engine().questions._width) - 1


def test_what_is_remembered_gives_the_same_questions_in_every_group_of_countries() -> None:
    book = engine().book
    for pack in book["packs"]:
        answers = engine().plan({"audience": "child", "country": pack["countries"][0]}).answers
        assert OpenQuestions(book).of(answers) == engine().questions.of(answers)
