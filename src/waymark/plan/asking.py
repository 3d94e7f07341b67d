# SPDX-License-Identifier: Apache-2.0
"""Which question comes next: safety first, then what can still change the plan, in page order."""

from __future__ import annotations

from typing import Any

from waymark.plan.engine import engine

__all__ = ["next_questions"]


def next_questions(answers: dict[str, Any]) -> list[str]:
    """The questions still worth asking this audience, in the order of the pages.

    A question is left out once it was answered (also with `unknown`), when the flow has no
    place for
    it after these answers, or when no answer to it can change the plan any more.

    Raises:
        BadAnswers: if an answer cannot be read.
    """
    chosen = engine()
    made = chosen.plan(answers)
    open_ = chosen.questions.of(made.answers)
    return [
        line["fact"]
        for line in chosen.book["questions"][made.answers.audience]
        if line["fact"] not in answers
        and (line["always"] or (line["fact"] in open_ and _fits(line, made)))
    ]


def _fits(line: dict[str, Any], made: Any) -> bool:
    from waymark.plan.order import holds

    return holds(line["when"], made.decision.values)
