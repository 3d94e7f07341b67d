# SPDX-License-Identifier: Apache-2.0
"""Answers in, plan out: ordered steps, each with rules, sources and the answers that mattered.

    >>> from waymark.plan import plan
    >>> plan({"audience": "child", "country": "GB", "threat": "explicit"}).first_action
    'tell_trusted_adult'

Standard library only: the rule book is compiled JSON.
"""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

from waymark.plan import changes
from waymark.plan.answers import BadAnswers, Fault
from waymark.plan.asking import next_questions
from waymark.plan.engine import Plan, engine

__all__ = [
    "BadAnswers",
    "Fault",
    "Plan",
    "explain",
    "next_questions",
    "plan",
    "questions_left",
    "what_if",
    "what_would_change",
]


def plan(
    answers: dict[str, Any],
    on: date | None = None,
    at: time | None = None,
    rules: Path | None = None,
    directory: dict[str, Any] | None = None,
) -> Plan:
    """The plan for these answers.

    Args:
        answers: facts and values; a missing fact is `unknown`. `audience` is required.
        on: the day on which contacts are judged fresh or not; today if not given.
        at: the hour for which one open contact is put first; round-the-clock lines if not given.
        rules: a folder with other rule files, for trying them out.
        directory: who helps where; the directory as delivered if not given.

    Raises:
        BadAnswers: if an answer cannot be read; `.faults` holds one line each.
    """
    chosen = engine(rules) if directory is None else engine(rules).knowing(directory)
    return chosen.plan(answers, on, at)


def explain(answers: dict[str, Any], action: str, rules: Path | None = None) -> dict[str, Any]:
    """Why a step is in the plan or not: rules, sources, answers that mattered, what took it out.

    Raises:
        BadAnswers: if an answer cannot be read or the action is unknown.
    """
    chosen = engine(rules)
    if action not in chosen.ids:
        raise BadAnswers([Fault("action", repr(action), ", ".join(chosen.ids))])
    made, number = chosen.plan(answers), chosen.ids.index(action)
    return {
        "action": action,
        "in_plan": bool(made.decision.chosen >> number & 1),
        "because": chosen.reasons.of(made.decision, made.answers).as_dicts(number),
        "vetoed": [
            veto for veto in chosen.reasons.vetoed(made.decision) if veto["action"] == action
        ],
        "could_change_with": [
            fact for fact, ids in questions_left(answers, rules).items() if action in ids
        ],
    }


def questions_left(answers: dict[str, Any], rules: Path | None = None) -> dict[str, list[str]]:
    """Per unanswered question that can still change the plan: the steps it could change."""
    chosen = engine(rules)
    return chosen.questions.of(chosen.plan(answers).answers)


def what_if(
    answers: dict[str, Any],
    fact: str,
    value: Any,
    on: date | None = None,
    rules: Path | None = None,
) -> dict[str, Any]:
    """The steps that one other answer would bring or take away."""
    return changes.what_if(engine(rules), answers, fact, value, on)


def what_would_change(answers: dict[str, Any], rules: Path | None = None) -> list[dict[str, Any]]:
    """Every other single answer that gives another plan."""
    return changes.what_would_change(engine(rules), answers)
