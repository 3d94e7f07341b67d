# SPDX-License-Identifier: Apache-2.0
"""The diagrams' counts beside those of unrelated code (`waymark.verify`): they must be equal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from waymark.plan.prove.claims import Space

__all__ = ["second_count", "third_opinion"]


def second_count(space: Space, weights: list[list[int]], rules: Path | None) -> dict[str, Any]:
    """Count every action, first action and answer space again, by a sweep that shares no code.

    Returns:
        `{"method", "vectors", "swept", "seconds", "equal", "differs": [names]}`; without the extra
        `verify`, `method` is "not run" and `equal` is None.
    """
    try:
        from waymark.verify import sweep
    except ImportError as missing:
        reason = f"needs the extra verify ({missing.name} is not installed)"
        return {"method": "not run", "reason": reason, "equal": None, "differs": []}
    swept = sweep(rules)
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


def third_opinion(rules: Path | None) -> dict[str, Any]:
    """Every forbidden line put to a SAT solver, over an encoding of its own.

    Returns:
        `{"asked": lines, "satisfiable": [invariants it can break], "seconds"}`; `asked` is 0
        without the extra `verify`.
    """
    try:
        from waymark.verify import sat
    except ImportError:
        return {"asked": 0, "satisfiable": [], "seconds": 0.0}
    found = sat(rules)
    lines = found["forbidden"]
    return {
        "asked": sum(len(answers) for answers in lines.values()),
        "satisfiable": [id_ for id_, answers in lines.items() if any(answers)],
        "seconds": found["seconds"],
    }
