# SPDX-License-Identifier: Apache-2.0
"""`waymark prove` and `waymark diff`."""

from __future__ import annotations

import json
from argparse import Namespace
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
    return 1 if broken or result.get("unreachable") else 0


def _proof_text(result: dict[str, Any]) -> str:
    lines = [_invariant_line(item) for item in result["invariants"]]
    for item in result["invariants"]:
        if item["status"] == "broken":
            lines.append(f"{item['id']} is broken by {json.dumps(item['counterexample'])}")
            lines += _faults(item.get("faults") or [])
    if result.get("unreachable"):
        lines.append("no plan can contain: " + ", ".join(result["unreachable"]))
    if sweep := result.get("sweep"):
        equal = "the same" if sweep["equal"] else "NOT the same"
        lines.append(f"sweep ({sweep['method']}) over {sweep['vectors']} vectors: {equal}")
    counted = [f"{result[what]} {name}" for what, name in _COUNTS.items() if what in result]
    lines.append(", ".join([*counted, f"{result['seconds']:.1f} s"]))
    return "\n".join(lines)


def _faults(faults: list[str]) -> list[str]:
    lines = [f"  {fault}" for fault in faults[:_MOST_FAULTS]]
    left = len(faults) - _MOST_FAULTS
    return [*lines, f"  and {left} more"] if left > 0 else lines


def _invariant_line(item: dict[str, Any]) -> str:
    took = f"{item['seconds']:7.3f} s"
    tests = " ".join(item.get("tests") or ())
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
