# SPDX-License-Identifier: Apache-2.0
"""The fast way to a plan and the diagrams that proofs are made on agree."""

from __future__ import annotations

import random

import pytest

from waymark.plan.answers import parse
from waymark.plan.circuit import Circuit
from waymark.plan.diagram import TERMINALS
from waymark.plan.meaning import Meaning


@pytest.fixture(scope="module")
def meaning(book) -> Meaning:
    return Meaning(book)


def value_at(meaning: Meaning, diagram: int, values: list[int]) -> int:
    while diagram >= TERMINALS:
        diagram = meaning.store.branches[diagram][values[meaning.store.asks[diagram]]]
    return diagram


def test_each_decision_is_what_the_diagrams_say(book, meaning, draw):
    circuit, rng = Circuit(book), random.Random(1)
    for _ in range(400):
        values = parse(draw(rng), book).values
        decision = circuit.decide(values)
        for action, diagram in enumerate(meaning.actions):
            assert value_at(meaning, diagram, values) == (decision.chosen >> action & 1), book[
                "actions"
            ][action]["id"]
        assert value_at(meaning, meaning.first[decision.first], values) == 1


def test_each_condition_and_reading_is_what_the_diagrams_say(book, meaning, draw):
    circuit, rng = Circuit(book), random.Random(2)
    for _ in range(200):
        decision = circuit.decide(parse(draw(rng), book).values)
        for number, diagram in enumerate(meaning.value):
            assert value_at(meaning, diagram, decision.values) == decision.values[number], book[
                "variables"
            ][number]["name"]


def test_answers_that_are_taken_are_the_admitted_ones(book, meaning, draw):
    rng = random.Random(3)
    for _ in range(200):
        assert value_at(meaning, meaning.admitted, parse(draw(rng), book).values) == 1


def test_the_same_answers_give_the_same_decision(book, draw):
    rng = random.Random(4)
    for _ in range(50):
        values = parse(draw(rng), book).values
        assert Circuit(book).decide(values) == Circuit(book).decide(values)


def test_vetoed_steps_are_those_that_a_rule_brings_and_another_takes_out(book, draw):
    circuit, rng = Circuit(book), random.Random(5)
    for _ in range(300):
        decision = circuit.decide(parse(draw(rng), book).values)
        assert decision.vetoed & decision.chosen == 0
