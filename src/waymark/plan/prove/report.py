# SPDX-License-Identifier: Apache-2.0
"""`prove`: settles every invariant by the method that fits it, and counts what it covered."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from waymark.plan.author import rule_book
from waymark.plan.diagram import FALSE
from waymark.plan.engine import COMPILED
from waymark.plan.meaning import Meaning
from waymark.plan.prove.claims import Claim, Space, claims
from waymark.plan.prove.countries import COUNTRY_CHECKS
from waymark.plan.prove.plans import BEGINNING, count_plans, count_whole
from waymark.plan.prove.ranks import late, phases_late
from waymark.plan.prove.relations import RELATIONS
from waymark.plan.prove.second_count import Asked, asking, second_count, third_opinion
from waymark.plan.prove.services import prove_services
from waymark.plan.prove.stage_lists import STAGE_CHECKS
from waymark.plan.prove.tests import tests_of

__all__ = ["prove", "settle"]

METHODS = {
    "never": "diagrams",
    "before": "ranks",
    "phases": "ranks",
    "relation": "plans compared",
    "stages": "stage lists",
    "directory": "every country",
    "tests": "tests",
}


def prove(rules: Path | None = None) -> dict[str, Any]:
    """Settle every invariant for a rule book.

    Args:
        rules: a folder with other rule files; Waymark's own if not given.

    Returns:
        `{"vectors", "plans", "seconds", "nodes", "invariants": [...], "services": {...},
        "unreachable": [ids]}`; each invariant
        `{"id", "says", "status": "proved|tested|broken", "method", "seconds",
        "counterexample", "vectors_broken", "faults", "test"}`.

    Raises:
        ContentFault: if a rule file cannot be read.
    """
    with asking(rules) as asked:
        return _settled(rules, asked)


def _settled(rules: Path | None, asked: Asked | None) -> dict[str, Any]:
    began = time.perf_counter()
    directory, texts = (_compiled(name) for name in ("directory", "text.en"))
    book = rule_book(rules, directory, draft=True) if rules else rule_book(directory=directory)
    space = Space(Meaning(book))
    rows = [settle(claim, space, directory) for claim in claims(rules)]
    proved = time.perf_counter() - began
    plans = _plans(space.meaning)
    sweep, sat = second_count(space, weights(book), asked), third_opinion(asked)
    return {
        "ruleset": book["ruleset"],
        "vectors": space.store.count(space.meaning.admitted, weights(book)),
        **plans,
        "nodes": space.store.size([*space.meaning.actions, *space.meaning.first]),
        "seconds": round(time.perf_counter() - began, 3),
        "seconds_proof": round(proved, 3),
        "invariants": rows,
        "services": prove_services(space, directory, texts["plan"]["contacts"]["no_service"]),
        "sweep": sweep,
        "sat": sat,
        "unreachable": [loss.action for loss in RELATIONS["all_reached"](space)],
    }


def _compiled(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((COMPILED / f"{name}.json").read_text(encoding="utf-8"))
    return found


def _plans(meaning: Meaning) -> dict[str, Any]:
    """How many different plans there are; without the extra `verify`, different beginnings."""
    whole = count_whole(meaning)
    if whole is not None:
        return {"plans": whole, "plans_are": "audience, set of steps and first action"}
    beginnings = count_plans(meaning, BEGINNING)
    return {"plans": beginnings, "plans_are": "the same, of phases 0 to 3 (needs extra verify)"}


def weights(book: dict[str, Any]) -> list[list[int]]:
    """How many answers stand behind each value: one, but for groups of countries."""
    found = [[1] * len(variable["values"]) for variable in book["variables"][: book["inputs"]]]
    found[book["names"]["country"]] = [len(pack["countries"]) for pack in book["packs"]]
    return found


def settle(claim: Claim, space: Space, directory: dict[str, Any]) -> dict[str, Any]:
    """One invariant: proved, tested or broken, with the shortest answers that break it."""
    began = time.perf_counter()
    named = tests_of(claim)
    broken = next(_broken(claim, space, directory), None)
    status = "broken" if broken or named.faults else "tested" if named.names else "proved"
    return {
        "id": claim.id,
        "says": claim.says,
        "status": status,
        "method": ", ".join(
            dict.fromkeys(METHODS[part] for part in METHODS if part in claim.parts)
        ),
        "seconds": round(time.perf_counter() - began, 4),
        "counterexample": broken["counterexample"] if broken else None,
        "vectors_broken": broken["vectors"] if broken else 0,
        "faults": [*(broken["faults"] if broken else []), *named.faults],
        "test": ", ".join(named.names) or None,
    }


Broken = dict[str, Any]


def _broken(claim: Claim, space: Space, directory: dict[str, Any]) -> Iterator[Broken]:
    """Whatever breaks the claim, each part by its own method."""
    parts = claim.parts
    try:
        for at, line in enumerate(parts.get("never", [])):
            yield from _found(space, space.line(line), f"line {at + 1}")
        for pair in parts.get("before", []):
            where = space.store.both(
                late(space, space.rank[pair["earlier"]], space.rank[pair["later"]]),
                space.line(pair["when"]),
            )
            yield from _found(space, where, f"{pair['later']} before {pair['earlier']}")
        if phases := parts.get("phases"):
            where = space.store.both(
                phases_late(space, phases["before"], phases["after"]), space.line(phases["when"])
            )
            yield from _found(space, where, "a later phase first")
    except KeyError as unknown:
        raise claim.lined.fault(str(unknown.args[0]), *claim.where) from None
    if relation := parts.get("relation"):
        for loss in RELATIONS[relation](space):
            yield from _found(space, loss.answers, f"{loss.action} is lost", loss.fixed)
    yield from _listed(STAGE_CHECKS, parts.get("stages"), space)
    yield from _listed(COUNTRY_CHECKS, parts.get("directory"), directory)


def _found(
    space: Space, where: int, fault: str, fixed: dict[int, int] | None = None
) -> Iterator[Broken]:
    if where == FALSE:
        return
    shortest = space.store.shortest(where, space.quiet) or {}
    answers = space.answers({**shortest, **(fixed or {})})
    yield {
        "counterexample": answers,
        "vectors": space.store.count(where, weights(space.book)),
        "faults": [fault],
    }


def _listed(
    checks: dict[str, Callable[[Any], list[str]]], name: str | None, subject: Any
) -> Iterator[Broken]:
    faults = checks[name](subject) if name else []
    if faults:
        yield {"counterexample": None, "vectors": 0, "faults": faults}
