# SPDX-License-Identifier: Apache-2.0
"""The race is fair: zen-engine is given the same decision, in every shape."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from waymark.commands.batch import written
from waymark.plan import plan
from waymark.plan.engine import engine

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

from random_answers import RandomAnswers
from zen_book import SHAPES, ZenBook


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_zen_gives_the_same_steps_and_the_same_first_step_on_a_hundred_random_answers(shape):
    ours = engine()
    rival = ZenBook(ours.book, ours.circuit.lines_of, shape)
    for answers in RandomAnswers(ours.book, seed=100).many(100):
        plan = ours.plan(answers)
        found = rival.decide(rival.spare(plan.answers.values))
        assert (set(found["plan"]), found["first"]) == (set(plan.actions), plan.first_action)


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape.explains], ids=str)
def test_a_trace_that_counts_names_the_rules_and_what_they_rested_on(shape):
    ours = engine()
    rival = ZenBook(ours.book, ours.circuit.lines_of, shape)
    plan = ours.plan({"audience": "child", "threat": "explicit", "other_person": "online_only"})
    trace = rival.explain(rival.spare(plan.answers.values))["trace"]
    (rows,) = [node["traceData"] for name, node in trace.items() if "decisionTable" in name]
    assert len(rows) == plan.decision.lines.bit_count()
    assert any("blackmail" in row["reference_map"] for row in rows)


def test_many_plans_made_on_every_core_are_the_single_plans_in_the_same_order():
    book = engine().book
    given = RandomAnswers(book, seed=3).many(260)
    lines = [json.dumps(answers).encode() + b"\n" for answers in given]
    lines[117] = b'{"audience": "nobody"}\n'
    made = b"".join(written(iter(lines), {"on": date(2026, 11, 24)})).splitlines()
    assert len(made) == len(lines)
    for number, (answers, line) in enumerate(zip(given, made, strict=True)):
        if number == 117:
            assert "error" in json.loads(line)
        else:
            assert json.loads(line) == plan(answers, on=date(2026, 11, 24)).as_dict()
