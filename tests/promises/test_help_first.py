# SPDX-License-Identifier: Apache-2.0
"""Promise 4: a plan asks for nothing but answers, and every answer may be left open."""

from __future__ import annotations

import pytest

from waymark.content.build import CONTENT
from waymark.content.strict import load
from waymark.content.word_invariants import check_words
from waymark.plan import plan

PERSONAL = {"name", "email", "phone", "address", "school", "password", "birthday", "account"}


@pytest.mark.parametrize("audience", ["child", "parent", "professional"])
def test_who_asks_is_enough_for_a_plan_with_a_person_to_talk_to(audience):
    shown = plan({"audience": audience}).as_dict()
    contacts = [c for stage in shown["stages"] for step in stage["steps"] for c in step["contacts"]]
    assert shown["first_action"]
    assert "child_helpline" in {contact["kind"] for contact in contacts}


def test_no_question_asks_who_somebody_is():
    facts = load(CONTENT / "rules" / "facts.yaml")["facts"]
    assert {fact["name"] for fact in facts} & PERSONAL == set()
    assert {fact["kind"] for fact in facts} <= {"choice", "country", "age", "list"}


def test_no_childs_text_makes_help_depend_on_a_parent():
    result = next(result for result in check_words() if result.id == "47")
    assert [str(fault) for fault in result.faults] == []


def test_nothing_is_written_while_a_plan_is_made(tmp_path, monkeypatch):
    monkeypatch.setenv("WAYMARK_DATA", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    plan({"audience": "child", "country": "GB", "threat": "explicit"}).as_dict()
    assert list(tmp_path.iterdir()) == []
