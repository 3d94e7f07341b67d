# SPDX-License-Identifier: Apache-2.0
"""How many different plans there are, counted without trying any answers."""

from __future__ import annotations

import importlib
import itertools
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waymark.plan.author import rule_book
from waymark.plan.meaning import Meaning
from waymark.plan.prove.plans import BEGINNING, count_plans, count_whole

# Deep diagrams need it; set here so that it does not change in the middle of a test.
sys.setrecursionlimit(max(sys.getrecursionlimit(), 10_000))


def installed():
    """Whether the package of reordering diagrams is here (the extra `verify`, not on all systems)."""
    try:
        importlib.import_module("dd.cudd")
    except ImportError:
        return False
    return True


needs_package = pytest.mark.skipif(not installed(), reason="dd with CUDD is not installed")

SIZES = (3, 2, 4, 2, 3, 2)
ACTIONS = 6


def clause_of(draw, most):
    """One line: a few names, each with some of its values."""
    names = draw(st.lists(st.integers(0, most - 1), max_size=3, unique=True))
    sizes = [*SIZES, 3, 2, 2]
    return [[at, draw(st.integers(1, (1 << sizes[at]) - 2))] for at in names]


def clauses_of(draw, most):
    return [clause_of(draw, most) for _ in range(draw(st.integers(1, 2)))]


@st.composite
def books(draw):
    """A small rule book: six answers, one reading, two conditions, up to nine rules."""
    variables = [
        {"name": f"answer{at}", "values": list(range(size))} for at, size in enumerate(SIZES)
    ]
    variables += [{"name": "reading", "values": [0, 1, 2]}]
    variables += [{"name": f"condition{n}", "values": [False, True]} for n in range(2)]
    unknown = [4, 4]
    derived = [
        {
            "variable": 6,
            "input": 4,
            "cases": [[draw(st.integers(0, 1)), [[unknown, *clause_of(draw, 4)]]]],
            "default": 2,
        },
        {"variable": 7, "cases": [[1, clauses_of(draw, 7)]], "default": 0},
        {"variable": 8, "cases": [[1, clauses_of(draw, 8)]], "default": 0},
    ]
    rules = []
    for _ in range(draw(st.integers(1, 9))):
        actions = draw(st.lists(st.integers(0, ACTIONS - 1), min_size=1, max_size=3))
        strength = draw(st.sampled_from(["always", "add", "add", "veto"]))
        rule = {"when": clauses_of(draw, 9), "unless": [], "always": [], "add": [], "veto": {}}
        rule[strength] = {str(one): "" for one in actions} if strength == "veto" else actions
        if draw(st.booleans()):
            rule["unless"] = clauses_of(draw, 9)
        rules.append(rule)
    first = [
        {"when": clauses_of(draw, 9), "action": draw(st.integers(0, ACTIONS - 1))} for _ in range(2)
    ]
    first.append({"when": [[]], "action": 0})
    clash = [{"when": [[[0, draw(st.integers(1, 6))], [2, draw(st.integers(1, 14))]]]}]
    actions = [{"id": f"step{at}", "phase": at // 2} for at in range(ACTIONS)]
    return {
        "variables": variables,
        "inputs": len(SIZES),
        "derived": derived,
        "rules": rules,
        "first": first,
        "contradictions": clash,
        "actions": actions,
    }


def holds(clauses, values):
    return any(all(mask >> values[at] & 1 for at, mask in clause) for clause in clauses)


def plan_of(book, answers):
    """Steps and first step for one vector of answers, by reading the book line by line."""
    values = list(answers)
    for one in book["derived"]:
        start = values[one["input"]] if "input" in one else one["default"]
        values.append(
            next((value for value, clauses in one["cases"] if holds(clauses, values)), start)
        )
    if any(holds(one["when"], values) for one in book["contradictions"]):
        return None
    fired = [
        rule
        for rule in book["rules"]
        if holds(rule["when"], values) and not holds(rule["unless"], values)
    ]
    always = {at for rule in fired for at in rule["always"]}
    added = {at for rule in fired for at in rule["add"]} - {
        int(at) for rule in fired for at in rule["veto"]
    }
    return frozenset(always | added), next(
        row["action"] for row in book["first"] if holds(row["when"], values)
    )


def plans_of(book):
    every = itertools.product(*(range(size) for size in SIZES))
    return {plan for answers in every if (plan := plan_of(book, answers)) is not None}


@settings(max_examples=150, deadline=None)
@given(books(), st.sampled_from([1, 8, 50_000]))
def test_the_count_is_what_trying_all_answers_finds(book, limit):
    assert count_plans(Meaning(book), limit=limit) == len(plans_of(book))


def with_a_mark_per_audience(book):
    """The same book, whose plans also show for whom they are."""
    marks = [
        {
            "when": [[[0, 1 << value]]],
            "unless": [],
            "always": [ACTIONS + value],
            "add": [],
            "veto": {},
        }
        for value in (0, 1)
    ]
    marked = {**book, "rules": [*book["rules"], *marks]}
    marked["actions"] = [*book["actions"], *({"id": f"for{value}", "phase": 9} for value in (0, 1))]
    return marked


@settings(max_examples=60, deadline=None)
@given(books(), st.sampled_from([1, 50_000]))
def test_every_audience_is_counted_apart_when_its_plans_show_it(book, limit):
    marked = with_a_mark_per_audience(book)
    assert count_plans(Meaning(marked), limit=limit) == len(plans_of(marked))


@settings(max_examples=60, deadline=None)
@given(books())
def test_plans_that_differ_only_in_phases_left_out_count_once(book):
    shown = {0, 1}
    marked = with_a_mark_per_audience(book)
    seen = {
        (frozenset(one for one in steps if one < 4), first, steps & {ACTIONS, ACTIONS + 1})
        for steps, first in plans_of(marked)
    }
    assert count_plans(Meaning(marked), shown) == len(seen)


def test_answers_that_all_contradict_each_other_leave_no_plan():
    book = {
        "variables": [{"name": "answer", "values": [0, 1]}],
        "inputs": 1,
        "derived": [],
        "rules": [],
        "first": [{"when": [[]], "action": 0}],
        "contradictions": [{"when": [[[0, 3]]]}],
        "actions": [{"id": "step", "phase": 0}],
    }
    assert count_plans(Meaning(book)) == 0


@pytest.mark.slow
def test_the_real_rules_have_the_same_number_of_beginnings_however_the_work_is_cut():
    meaning = Meaning(rule_book())
    assert count_plans(meaning, {0, 1}) == count_plans(meaning, {0, 1}, limit=60) > 1_000


@needs_package
@settings(max_examples=150, deadline=None)
@given(books())
def test_the_reordering_diagrams_count_what_trying_all_answers_finds(book):
    assert count_whole(Meaning(book)) == len(plans_of(book))


@needs_package
def test_the_reordering_diagrams_count_the_same_beginnings_of_the_real_rules():
    meaning = Meaning(rule_book())
    assert count_whole(meaning, BEGINNING) == count_plans(meaning, BEGINNING) > 1_000_000


@needs_package
@pytest.mark.slow
def test_there_are_more_whole_plans_than_beginnings():
    meaning = Meaning(rule_book())
    whole, begun = count_whole(meaning), count_plans(meaning, BEGINNING)
    assert whole is not None
    assert whole > 1_000 * begun


def test_without_the_package_whole_plans_are_not_counted(monkeypatch):
    monkeypatch.setitem(sys.modules, "dd", None)
    assert count_whole(Meaning(rule_book())) is None
