# SPDX-License-Identifier: Apache-2.0
"""`waymark plan`: answers in, plan out. Imports neither Django nor a YAML reader."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from datetime import date, time
from typing import Any

from waymark.commands.given import BadInput, answer_lines, read_answers
from waymark.directory.overlay_file import OVERLAY
from waymark.guard.keyfile import data_folder
from waymark.plan import BadAnswers, plan

__all__ = ["run", "run_batch"]

_LISTS = {"child_role", "demand", "evidence_state", "vulnerability"}
_AGE_DIGITS = 3


def run(options: Namespace) -> int:
    """Print one plan, or what one other answer would change."""
    if options.rules:
        from waymark.commands.faults import as_bad_input

        with as_bad_input():
            plan({"audience": "child"}, rules=options.rules)
    if options.batch:
        return run_batch(options)
    answers = read_answers(options.facts)
    try:
        if options.what_if:
            shown = _what_if(answers, options)
        else:
            shown = plan(answers, **_circumstances(options)).as_dict()
    except BadAnswers as error:
        raise BadInput(*map(str, error.faults)) from None
    print(_written(shown, "json" if options.what_if else options.format))
    return 0


def run_batch(options: Namespace) -> int:
    """Print one plan a line; a line that cannot be read gets its faults in its place."""
    from waymark.commands.batch import written

    for text in written(answer_lines(options.batch), _circumstances(options)):
        sys.stdout.buffer.write(text)
    return 0


def _circumstances(options: Namespace) -> dict[str, Any]:
    """What the plan depends on besides the answers; left out where it was not given."""
    given: dict[str, date | time | Any] = {
        "on": options.on,
        "at": options.at,
        "rules": options.rules,
        "directory": _own_directory(),
    }
    return {name: value for name, value in given.items() if value is not None}


def _own_directory() -> dict[str, Any] | None:
    """The directory with the organisation's own entries; None where it has none."""
    if not (data_folder() / OVERLAY).exists():
        return None
    from waymark.commands.directory import table_here

    return table_here()


def _what_if(answers: dict[str, Any], options: Namespace) -> dict[str, Any]:
    from waymark.plan import what_if

    fact, equals, text = options.what_if.partition("=")
    if not equals:
        raise BadInput(f"--what-if: got {json.dumps(options.what_if)}, allowed: FACT=VALUE")
    return what_if(answers, fact, _value(fact, text), on=options.on, rules=options.rules)


def _value(fact: str, text: str) -> str | int | list[str]:
    if fact in _LISTS and text != "unknown":
        return [part for part in text.split(",") if part]
    return int(text) if text.isdecimal() and len(text) <= _AGE_DIGITS else text


def _written(shown: dict[str, Any], form: str) -> str:
    if form == "json":
        return json.dumps(shown, ensure_ascii=False, indent=2)
    from waymark.render import as_html, as_text

    return as_html(shown) if form == "html" else as_text(shown)
