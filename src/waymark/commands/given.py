# SPDX-License-Identifier: Apache-2.0
"""Answers as they are given on the command line: bytes from a file or from standard input."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

__all__ = ["MOST_BYTES", "BadInput", "answer_lines", "parse_answers", "read_answers"]

MOST_BYTES = 64 * 1024  # as for the public address; the longest honest answers take 2 kB
_KINDS = {list: "a list", str: "a text", bool: "true or false", type(None): "null"}


class BadInput(Exception):
    """What was given cannot be understood; one line for each fault."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = [" ".join(fault.split()) for fault in faults]


def read_answers(source: str) -> dict[str, Any]:
    """Read one answers object from a file, or from standard input for `-`."""
    return parse_answers(_read(source))


def answer_lines(source: str) -> Iterator[bytes]:
    """Yield the lines of a file or of standard input, one answers object each."""
    if source == "-":
        yield from sys.stdin.buffer
        return
    try:
        with Path(source).open("rb") as lines:
            yield from lines
    except OSError as error:
        raise BadInput(f"{source}: {error.strerror}") from None


def _read(source: str) -> bytes:
    # one byte more than allowed, so that a gigabyte is refused without being read
    if source == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        with Path(source).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadInput(f"{source}: {error.strerror}") from None


def parse_answers(raw: bytes) -> dict[str, Any]:
    """Turn bytes into answers; nothing is guessed and nothing is repaired."""
    if len(raw) > MOST_BYTES:
        raise BadInput(f"answers: got more than {MOST_BYTES} bytes, allowed: at most {MOST_BYTES}")
    try:
        text = raw.decode("utf-8-sig").rstrip("\n")  # else the place is a line too far
    except UnicodeDecodeError as error:
        raise BadInput(f"answers: got byte {error.start + 1} that is not UTF-8") from None
    answers = _parse_json(text)
    if not isinstance(answers, dict):
        kind = _KINDS.get(type(answers), "a number")
        raise BadInput(f"answers: got {kind}, allowed: one object of facts and values")
    return answers


def _parse_json(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_no_doubles, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno} column {error.colno}"
        raise BadInput(f"answers: not JSON at {place}: {error.msg}") from None
    except RecursionError:
        raise BadInput("answers: got lists or objects nested too deeply") from None
    except ValueError:  # a number of thousands of digits
        raise BadInput("answers: got a number that is too long") from None


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for name, value in pairs:
        if name in seen:
            raise BadInput(f"{json.dumps(name)[1:-1]}: given twice")
        seen[name] = value
    return seen


def _no_constant(name: str) -> NoReturn:
    raise BadInput(f"answers: got {name}, which is not a value")
