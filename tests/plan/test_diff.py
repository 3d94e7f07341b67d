# SPDX-License-Identifier: Apache-2.0
"""Two sets of rules are compared exactly: for how many answers, and the shortest that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from waymark.content.strict import ContentFault
from waymark.plan import plan
from waymark.plan.author import RULES
from waymark.plan.diff import diff
from waymark.plan.meaning import Meaning
from waymark.plan.prove.claims import Space
from waymark.plan.prove.report import weights


@pytest.fixture
def same(tmp_path) -> Path:
    folder = tmp_path / "same"
    folder.mkdir()
    return folder


@pytest.fixture
def other(tmp_path) -> Path:
    folder = tmp_path / "other"
    folder.mkdir()
    return folder


def without_rule(folder: Path, id_: str) -> None:
    """Waymark's own rules but for one."""
    text = (RULES / "rules.yaml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines(keepends=True) if f"id: {id_}," not in line]
    assert len(lines) == text.count("\n") - 1
    (folder / "rules.yaml").write_text("".join(lines), encoding="utf-8")


def test_the_same_rules_give_the_same_plans(same, other):
    assert diff(same, other) == {"vectors_changed": 0, "actions": []}


def test_a_rule_left_out_is_seen_in_what_it_brought(same, other):
    without_rule(other, "R3-bank")
    found = diff(same, other)
    (row,) = found["actions"]
    assert row["action"] == "stop_further_payments_contact_bank"
    assert (row["gained"], row["first_gained"], row["first_lost"]) == (0, 0, 0)
    assert row["lost"] == found["vectors_changed"] > 0
    assert row["example"] == {"audience": "child", "paid": "yes"}


def test_the_example_shows_the_difference_in_the_two_plans(same, other):
    without_rule(other, "R3-bank")
    (row,) = diff(same, other)["actions"]
    assert row["action"] in plan(row["example"], rules=same).actions
    assert row["action"] not in plan(row["example"], rules=other).actions


def test_the_other_way_round_lost_is_gained(same, other):
    without_rule(other, "R3-bank")
    there, back = diff(same, other)["actions"][0], diff(other, same)["actions"][0]
    assert (there["lost"], there["gained"]) == (back["gained"], back["lost"])


def test_a_rule_for_everybody_is_counted_in_every_plan_that_did_not_have_its_step(
    same, other, book
):
    (other / "extra.yaml").write_text(
        "rules:\n  - {add: [whole_group_prevention]}\n", encoding="utf-8"
    )
    found = diff(same, other)
    (row,) = found["actions"]
    space = Space(Meaning(book))
    had = space.store.count(space.meaning.admitted, weights(book)) - row["gained"]
    assert row["lost"] == 0
    assert 0 < had < row["gained"]


def test_rules_over_other_questions_cannot_be_compared(same, other):
    text = (RULES / "facts.yaml").read_text(encoding="utf-8")
    assert "values: [same_country, abroad]" in text
    (other / "facts.yaml").write_text(
        text.replace(
            "values: [same_country, abroad]", "values: [same_country, abroad, at_sea]"
        ).replace('abroad: "wording', 'at_sea: "none", abroad: "wording'),
        encoding="utf-8",
    )
    with pytest.raises(ContentFault, match="ask different questions"):
        diff(same, other)
