# SPDX-License-Identifier: Apache-2.0
"""Everything that can be wrong with the content, each with its file and line.

Rules, directory and figures are read by their own loaders; compiled files have to be as new as
what they are made from; every text keeps to its words and its reading grade.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

from waymark.content import build
from waymark.content.strict import ContentFault, load_with_lines
from waymark.content.texts import TextFault
from waymark.content.words import all_faults

__all__ = ["check_content"]


def check_content(rules: Path | None = None) -> list[TextFault]:
    """Return every fault; with `rules`, those of another folder of rules only."""
    if rules is not None:
        return [_as_text_fault(fault) for fault in _rule_faults(rules)]
    found = [_as_text_fault(fault) for fault in build.faults()]
    found += [_stale(name) for name in build.stale()]
    found += _unknown_steps()
    found += [fault for fault, _ in all_faults()]
    return sorted(dict.fromkeys(found), key=lambda f: (str(f.file), f.line, f.message))


def _rule_faults(folder: Path) -> list[ContentFault]:
    if importlib.util.find_spec("waymark.plan.author") is None:
        return []
    from waymark.plan.author import compile_rules

    try:
        compile_rules(folder)
    except ContentFault as fault:
        return list(fault.faults)
    return []


def _unknown_steps() -> list[TextFault]:
    """Things to read that name a step no plan has: the directory itself knows no steps."""
    path = build.CONTENT / "resources.yaml"
    try:
        lined = load_with_lines(path)
        actions = load_with_lines(build.CONTENT / "rules" / "actions.yaml").data["actions"]
        steps = {action["id"] for action in actions}
        return [
            TextFault(path, lined.line("resources", at, "steps"), f"there is no step {step}")
            for at, one in enumerate(lined.data["resources"])
            for step in one.get("steps", [])
            if step not in steps
        ]
    except (ContentFault, KeyError, TypeError, AttributeError):
        return []  # named already by the loader


def _as_text_fault(fault: ContentFault) -> TextFault:
    return TextFault(Path(fault.path), fault.line, fault.message)


def _stale(name: str) -> TextFault:
    message = "is older than the content: run `make env` or `python -m waymark.content.build`"
    return TextFault(build.COMPILED / name, 1, message)
