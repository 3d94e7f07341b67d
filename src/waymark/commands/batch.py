# SPDX-License-Identifier: Apache-2.0
"""Many plans: chunks of lines, shared out to every core, their order kept."""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any

from waymark.commands.given import BadInput, parse_answers
from waymark.plan import BadAnswers, plan

__all__ = ["written"]

CHUNK = 50
AT_A_TIME = 200  # chunks; whatever the size of the input, no more of it is held
SINGLE = 4  # chunks that are not worth starting other processes for

_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def written(lines: Iterator[bytes], circumstances: dict[str, Any]) -> Iterator[bytes]:
    """The plans for lines of answers, as lines of JSON in UTF-8, a chunk at a time."""
    write = partial(_chunk, circumstances)
    chunks = _chunks(lines)
    start = list(islice(chunks, SINGLE))
    if len(start) < SINGLE or _cores() == 1:
        yield from map(write, start)
        yield from map(write, chunks)
        return
    # Read in once here, for the others to share where the system can fork.
    yield write(start[0])
    with multiprocessing.get_context(_way()).Pool(_cores(), _undisturbed) as pool:
        yield from pool.imap(write, start[1:])
        while some := list(islice(chunks, AT_A_TIME)):
            yield from pool.imap(write, some)


def _chunk(circumstances: dict[str, Any], lines: Iterable[bytes]) -> bytes:
    # encoded here, on a core of its own, and once: the parent only hands it on
    return "".join(_line(line, circumstances) for line in lines).encode()


def _line(line: bytes, circumstances: dict[str, Any]) -> str:
    try:
        shown = plan(parse_answers(line), **circumstances).as_dict()
    except BadInput as error:
        shown = {"error": error.faults}
    except BadAnswers as error:
        shown = {"error": [str(fault) for fault in error.faults]}
    return _dump(shown) + "\n"


def _chunks(lines: Iterator[bytes]) -> Iterator[list[bytes]]:
    while chunk := list(islice(lines, CHUNK)):
        yield chunk


def _undisturbed() -> None:
    """Plans hold no cycles: a search for them would only cost time."""
    gc.freeze()
    gc.disable()


def _way() -> str:
    return "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
