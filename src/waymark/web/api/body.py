# SPDX-License-Identifier: Apache-2.0
"""Reading one JSON object from strangers: never a traceback, never a guess."""

from __future__ import annotations

import json
from typing import Any, Protocol

__all__ = ["TooLong", "Unreadable", "read_object"]

MOST = 64 * 1024
DEEPEST = 8  # answers are values and lists of values; anything deeper is no answer


class Body(Protocol):
    """What can be read from the beginning, as a request can."""

    def read(self, size: int, /) -> bytes: ...


class TooLong(ValueError):
    """The body is longer than any answers are."""


class Unreadable(ValueError):
    """The body is no JSON object."""

    def __init__(self, got: str, allowed: str) -> None:
        self.got = got
        self.allowed = allowed
        super().__init__(f"got {got}, allowed: {allowed}")


def read_object(body: Body) -> dict[str, Any]:
    """Return the object in a body; of a long one only the beginning is read.

    Raises:
        TooLong: if there are more than 64 kB, and nothing in the first of them is wrong already.
        Unreadable: if it is not UTF-8, not JSON, too deep, no object or says a thing twice.
    """
    start = body.read(MOST + 1)
    too_long = len(start) > MOST
    text = start.decode("utf-8", "ignore") if too_long else _text(start)
    if _depth(text) > DEEPEST:
        raise Unreadable("deeply nested JSON", f"at most {DEEPEST} levels")
    if too_long:
        raise TooLong
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise Unreadable(f"line {error.lineno} column {error.colno}", "one JSON object") from None
    except ValueError as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("a very long number", "one JSON object") from None
    if not isinstance(found, dict):
        raise Unreadable(type(found).__name__, "one JSON object")
    return found


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"byte {error.start} that is not UTF-8", "UTF-8 text") from None


def _depth(text: str) -> int:
    """Return the deepest nesting; brackets in strings count too, which only errs on one side."""
    depth = deepest = 0
    for sign in text:
        if sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
    return deepest


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unreadable("the same name twice", "each name once")
    return found


def _no_constant(name: str) -> Any:
    raise Unreadable(name, "one JSON object")
