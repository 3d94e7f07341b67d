# SPDX-License-Identifier: Apache-2.0
"""`waymark prove` and `waymark diff`."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from waymark.commands.faults import as_bad_input

__all__ = ["diff", "prove"]

_MOST_FAULTS = 10
_COUNTS = {"vectors": "answer vectors", "plans": "plans"}


def prove(options: Namespace) -> int:
    """Settle every invariant; 1 if one is broken."""
    from waymark.plan.prove import prove as settle

    with as_bad_input():
        result: dict[str, Any] = settle(options.rules)
    print(json.dumps(result, indent=2) if options.format == "json" else _proof_text(result))
    broken = [item for item in result["invariants"] if item["status"] == "broken"]
    disagree = result["sweep"]["equal"] is False
    nowhere = result["services"]["nowhere"]
    return 1 if broken or disagree or nowhere or result["unreachable"] else 0


def _proof_text(result: dict[str, Any]) -> str:
    lines = [_invariant_line(item) for item in result["invariants"]]
    for item in result["invariants"]:
        if item["status"] == "broken":
            lines.append(f"{item['id']} is broken by {json.dumps(item['counterexample'])}")
            lines += _faults(item.get("faults") or [])
    if result.get("unreachable"):
        lines.append("no plan can contain: " + ", ".join(result["unreachable"]))
    lines += _services(result["services"])
    lines += _second_opinions(result)
    counted = [f"{result[what]} {name}" for what, name in _COUNTS.items() if what in result]
    lines.append(", ".join([*counted, f"{result['seconds']:.1f} s"]))
    return "\n".join(lines)


def _services(services: dict[str, Any]) -> Iterator[str]:
    """Where the steps lead, in every country."""
    yield (
        f"services: {services['steps']} steps in {services['countries']} countries: "
        f"{services['own']} lead to a service of the country, {services['fallback']} to one that "
        f"helps anywhere, {services['said_missing']} say that none is known and name the helpline"
    )
    yield from _faults(services["nowhere"])


def _second_opinions(result: dict[str, Any]) -> Iterator[str]:
    """What unrelated code says of the same rules."""
    sweep, sat = result["sweep"], result["sat"]
    if sweep["equal"] is None:
        yield f"sweep: not run, {sweep['reason']}"
        return
    equal = "the same counts" if sweep["equal"] else f"OTHER counts for {sweep['differs']}"
    yield f"sweep ({sweep['method']}) of {sweep['vectors']} vectors: {equal}, {sweep['seconds']} s"
    broken = f"can break {sat['satisfiable']}" if sat["satisfiable"] else "can break none"
    yield f"SAT: {sat['asked']} forbidden lines, {broken}, {sat['seconds']} s"


def _faults(faults: list[str]) -> list[str]:
    lines = [f"  {fault}" for fault in faults[:_MOST_FAULTS]]
    left = len(faults) - _MOST_FAULTS
    return [*lines, f"  and {left} more"] if left > 0 else lines


def _invariant_line(item: dict[str, Any]) -> str:
    took = f"{item['seconds']:7.3f} s"
    tests = item["test"]
    line = f"{item['id']:>4}  {item['status']:<7} {took}  {item['method']}  {item.get('says', '')}"
    return f"{line}  [{tests}]" if tests else line


def diff(options: Namespace) -> int:
    """Show what two sets of rules decide differently."""
    from waymark.plan.diff import diff as compare

    with as_bad_input():
        result: dict[str, Any] = compare(options.old, options.new)
    print(json.dumps(result, indent=2) if options.format == "json" else _diff_text(result))
    return 0


def _diff_text(result: dict[str, Any]) -> str:
    lines = [f"{result['vectors_changed']} answer vectors get another plan"]
    for item in result["actions"]:
        example = json.dumps(item["example"])
        lines.append(f"{item['action']}: +{item['gained']} -{item['lost']}, such as {example}")
    return "\n".join(lines)
