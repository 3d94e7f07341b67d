# SPDX-License-Identifier: Apache-2.0
"""Promise 3: no text blames, frightens, threatens or labels."""

from __future__ import annotations

import json

import pytest

from waymark.content.build import COMPILED
from waymark.content.word_invariants import check_words
from waymark.plan import plan


@pytest.mark.parametrize("number", ["25", "41", "51", "52", "53", "54", "55"])
def test_no_text_breaks_it(number):
    result = next(result for result in check_words() if result.id == number)
    assert [str(fault) for fault in result.faults] == []


@pytest.mark.parametrize("paid", ["yes", "no"])
@pytest.mark.parametrize("origin", ["self_voluntary", "self_pressured", "ai_or_edited"])
def test_a_harmed_child_is_told_so_in_the_plan_itself(origin, paid):
    answers = {
        "audience": "child",
        "country": "GB",
        "image_origin": origin,
        "threat": "explicit",
        "paid": paid,
    }
    words = json.dumps(plan(answers).as_dict()).lower()
    assert "msg_not_your_fault" in words
    for blame in ("your own fault", "you should have", "why did you", "stupid", "prison"):
        assert blame not in words


def test_the_words_that_are_shipped_are_the_words_that_were_checked():
    shipped = json.loads((COMPILED / "text.en.json").read_text("utf-8"))
    assert shipped["sources_hash"]
