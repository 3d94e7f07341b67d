# SPDX-License-Identifier: Apache-2.0
"""Promise 10: every word of a plan is fixed text from a file."""

from __future__ import annotations

import random

import pytest

from waymark.content.build import CONTENT
from waymark.content.strict import load
from waymark.content.texts import read_texts
from waymark.plan import plan

PARTS = ("title", "text", "say", "note", "avoid")


def written() -> set[str]:
    return {piece.words.strip() for entry in read_texts()[0] for piece in entry.pieces}


def random_answers(chance: random.Random) -> dict[str, object]:
    facts = load(CONTENT / "rules" / "facts.yaml")["facts"]
    answers: dict[str, object] = {"audience": chance.choice(["child", "parent", "professional"])}
    for fact in facts:
        if fact["kind"] == "choice" and fact["name"] != "audience" and chance.random() < 0.4:
            answers[fact["name"]] = chance.choice(fact["values"])
    return answers


def without_contradiction(chance: random.Random) -> dict[str, object]:
    from waymark.plan import BadAnswers

    while True:
        answers = random_answers(chance)
        try:
            plan(answers)
        except BadAnswers:
            continue
        return answers


@pytest.mark.parametrize("seed", range(40))
def test_every_word_of_a_plan_stands_in_a_text_file(seed):
    answers = without_contradiction(random.Random(seed))
    known = written()
    for stage in plan(answers).as_dict()["stages"]:
        for step in stage["steps"]:
            for part in PARTS:
                said = step.get(part)
                filled = said and said.replace("your local emergency number", "{emergency}")
                assert not said or said.strip() in known or filled.strip() in known, (
                    step["action"],
                    said,
                )


def test_no_dependency_writes_text():
    lock = (CONTENT.parents[2] / "requirements.lock").read_text("utf-8").lower()
    for name in ("openai", "anthropic", "transformers", "torch", "llama", "langchain", "mistral"):
        assert f"\n{name}" not in lock
