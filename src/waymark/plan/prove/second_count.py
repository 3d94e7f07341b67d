# SPDX-License-Identifier: Apache-2.0
"""The diagrams' counts beside those of unrelated code (`waymark.verify`): they must be equal."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from waymark.plan.prove.claims import Space

__all__ = ["Asked", "asking", "second_count", "third_opinion"]

NEEDED = ("numpy", "pysat")  # the extra `verify`


class NoAnswer(RuntimeError):
    """The unrelated code broke; what it said stands in the message."""


class Asked:
    """The unrelated code, at work in a process of its own while the diagrams are made."""

    def __init__(self, rules: Path | None) -> None:
        command = [sys.executable, "-m", "waymark.verify", *([str(rules)] if rules else [])]
        self.process = subprocess.Popen(  # noqa: S603  (our own module)
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    @cached_property
    def told(self) -> dict[str, Any]:
        """What it says, once it is done: `{"sweep": {...}, "sat": {...}}`. Raises NoAnswer."""
        said, errors = self.process.communicate()
        if self.process.returncode != 0:
            raise NoAnswer(errors[-2000:])
        found: dict[str, Any] = json.loads(said)
        return found


@contextmanager
def asking(rules: Path | None) -> Iterator[Asked | None]:
    """Ask for the length of a proof; None without the extra `verify`."""
    if any(importlib.util.find_spec(name) is None for name in NEEDED):
        yield None
        return
    asked = Asked(rules)
    try:
        yield asked
    finally:
        asked.process.kill()
        asked.process.communicate()


def second_count(space: Space, weights: list[list[int]], asked: Asked | None) -> dict[str, Any]:
    """Every action, first action and answer space as counted by a sweep that shares no code.

    Returns:
        `{"method", "vectors", "swept", "seconds", "equal", "differs": [names]}`; without the extra
        `verify`, `method` is "not run" and `equal` is None.
    """
    if asked is None:
        reason = f"needs the extra verify ({', '.join(NEEDED)})"
        return {"method": "not run", "reason": reason, "equal": None, "differs": []}
    swept = asked.told["sweep"]
    differs = [
        f"{kind} {id_}"
        for kind, own in (("counts", space.meaning.actions), ("first", space.meaning.first))
        for id_, count in _counts(space, weights, own).items()
        if swept[kind].get(id_) != count
    ]
    if swept["vectors"] != space.store.count(space.meaning.admitted, weights):
        differs.append("vectors")
    kept = {key: swept[key] for key in ("method", "vectors", "swept", "seconds")}
    return {**kept, "equal": not differs, "differs": differs}


def _counts(space: Space, weights: list[list[int]], diagrams: list[int]) -> dict[str, int]:
    store, admitted = space.store, space.meaning.admitted
    pairs = zip(space.book["actions"], diagrams, strict=True)
    return {a["id"]: store.count(store.both(d, admitted), weights) for a, d in pairs}


def third_opinion(asked: Asked | None) -> dict[str, Any]:
    """Every forbidden line put to a SAT solver, over an encoding of its own.

    Returns:
        `{"asked": lines, "satisfiable": [invariants it can break], "seconds"}`; `asked` is 0
        without the extra `verify`.
    """
    if asked is None:
        return {"asked": 0, "satisfiable": [], "seconds": 0.0}
    found = asked.told["sat"]
    lines = found["forbidden"]
    return {
        "asked": sum(len(answers) for answers in lines.values()),
        "satisfiable": [int(id_) for id_, answers in lines.items() if any(answers)],
        "seconds": found["seconds"],
    }
