# SPDX-License-Identifier: Apache-2.0
"""From the history of changes to what holds now. Pure; it knows no worker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

__all__ = ["VERBS", "Done", "Verb", "overlay_of"]

Table = dict[str, Any]
Verb = Literal["add", "confirm", "correct", "import", "restore", "withdraw"]
VERBS: tuple[Verb, ...] = ("add", "confirm", "correct", "import", "restore", "withdraw")


@dataclass(frozen=True)
class Done:
    """One change as the history tells it."""

    key: str
    verb: str
    entry: Table | None
    seen: str  # fingerprint of what was delivered then; empty where nothing was
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
    marks = {"checked_on": done.on.isoformat(), "seen": done.seen}
    if done.verb == "restore":
        return None
    if done.verb == "withdraw":  # where nothing is delivered, nothing has to be covered
        return {"verb": "withdraw", **marks} if done.seen else None
    if done.verb == "confirm":
        if before is not None and "entry" in before:  # the own entry was looked at again
            return {**before, **marks}
        return {"verb": "confirm", **marks}
    own = {"verb": "correct" if done.seen else "add", "entry": done.entry, **marks}
    # A row of a table is no look at the service: somebody has to confirm it.
    return own | {"checked_on": None} if done.verb == "import" else own
