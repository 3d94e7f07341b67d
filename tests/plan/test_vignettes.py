# SPDX-License-Identifier: Apache-2.0
"""Every written-down situation gives exactly the plan that stands beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from waymark.plan import plan
from waymark.plan.prove.vignettes import Vignette, vignettes

CASES = vignettes(Path(__file__).parent.parent / "vignettes")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_plan_is_the_one_written_down(case: Vignette):
    found = plan(case.answers)
    assert found.first_action == case.first_action
    assert found.stages == case.stages
    assert set(found.actions) | {case.first_action} == {
        step for steps in case.stages.values() for step in steps
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_rules_named_are_those_that_hold(case: Vignette):
    steps = [step for stage in plan(case.answers).as_dict()["stages"] for step in stage["steps"]]
    named = {because["rule"] for step in steps for because in step["because"]}
    vetoes = {veto["rule"] for veto in plan(case.answers).as_dict()["vetoed"] if "rule" in veto}
    rules = {rule for rule in named | vetoes if not rule.startswith("first")}
    assert rules <= set(case.checked_against)


def test_there_are_enough_of_them_and_each_has_its_own_name_and_answers():
    assert len(CASES) >= 100
    assert len({case.id for case in CASES}) == len(CASES)
    assert len({str(sorted(case.answers.items())) for case in CASES}) == len(CASES)


def test_every_one_says_in_a_line_what_it_is_about():
    assert all(case.situation.endswith(".") and "\n" not in case.situation for case in CASES)


def test_nobody_has_signed_a_plan_without_a_name():
    assert all(case.reviewed_by is None or case.reviewed_by.strip() for case in CASES)
