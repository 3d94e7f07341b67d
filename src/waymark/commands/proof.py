# SPDX-License-Identifier: Apache-2.0
"""`waymark prove` and `waymark diff`."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any

from waymark.commands.faults import as_bad_input

__all__ = ["diff", "prove"]


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
            lines.append(f"{item['id']} is broken by {json.dumps(item.get('counterexample'))}")
            lines += [f"  {fault}" for fault in item.get("faults", ())]
    if result.get("unreachable"):
        lines.append("no plan can contain: " + ", ".join(result["unreachable"]))
    lines.append(
        f"{result['vectors']} answer vectors, {result['plans']} plans, {result['seconds']:.1f} s"
    )
    return "\n".join(lines)


def _invariant_line(item: dict[str, Any]) -> str:
    test = f"  {item['test']}" if item.get("test") else ""
    return f"{item['id']:>4}  {item['status']:<7}  {item['seconds']:7.3f} s  {item['method']}{test}"


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
