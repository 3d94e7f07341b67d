# SPDX-License-Identifier: Apache-2.0
"""From the history of changes to what holds now. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

__all__ = ["VERBS", "Done", "Verb", "overlay_of"]

Table = dict[str, Any]
Verb = Literal["add", "confirm", "correct", "restore", "withdraw"]
VERBS: tuple[Verb, ...] = ("add", "confirm", "correct", "restore", "withdraw")


@dataclass(frozen=True)
class Done:
    """One change as the history tells it."""

    key: str
    verb: str
    entry: Table | None
    seen: str
    by: str
    on: date


def overlay_of(history: Iterable[Done]) -> dict[str, Table]:
    """What holds after all changes, in their order: the overlay of `directory.overlay`."""
    now: dict[str, Table] = {}
    for done in history:
        state = _after(now.get(done.key), done)
        if state is None:
            now.pop(done.key, None)
        else:
            now[done.key] = state
    return now


def _after(before: Mapping[str, Any] | None, done: Done) -> Table | None:
    marks = {"checked_on": done.on.isoformat(), "checked_by": done.by}
    own = before is not None and before["verb"] in ("add", "correct")
    if done.verb == "confirm":
        if own and before is not None:  # the own entry was looked at again
            return {**before, **marks}
        return {"verb": "confirm", "seen": done.seen, **marks}
    if done.verb == "restore" or (done.verb == "withdraw" and _added(before)):
        return None
    if done.verb == "withdraw":
        return {"verb": "withdraw", "seen": done.seen, **marks}
    verb = "add" if _added(before) or done.verb == "add" else "correct"
    return {"verb": verb, "entry": done.entry, "seen": done.seen, **marks}


def _added(before: Mapping[str, Any] | None) -> bool:
    return before is not None and before["verb"] == "add"
