# SPDX-License-Identifier: Apache-2.0
"""Invariants about contacts, checked on every country of the compiled directory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

__all__ = ["COUNTRY_CHECKS"]

Directory = dict[str, Any]
HUMAN = "child_helpline"


def helpline_everywhere(directory: Directory) -> list[str]:
    """5: each country has a child helpline, its own or the international way to find one."""
    faults = []
    for code, country in directory["countries"].items():
        entries = country["contacts"].get(HUMAN) or directory["international"]["contacts"].get(
            HUMAN, []
        )
        if not any(entry["phone"] or entry["text"] or entry["url"] for entry in entries):
            faults.append(f"{code}: no {HUMAN}")
    return faults


def report_remove_only_gb(directory: Directory) -> list[str]:
    """59: the flag that brings Report Remove is the United Kingdom's alone."""
    countries = directory["countries"].items()
    flagged = [code for code, country in countries if country["flags"]["report_remove"]]
    named = ", ".join(flagged) or "none"
    faults = [] if flagged == ["GB"] else [f"report_remove is set for {named}"]
    # The rules offer it to nobody who is an adult now; its entry has to say the same.
    return faults + [
        f"{entry['id']} takes others than people under 18"
        for entry in directory["countries"]["GB"]["contacts"]["removal_report_remove"]
        if entry["eligible"]["pictured"] != ["under_18"]
    ]


def dated(directory: Directory) -> list[str]:
    """64: each contact has an id and a source, and its dates are written or openly unknown."""
    faults = []
    packs = [*directory["countries"].items(), ("international", directory["international"])]
    for code, country in packs:
        for entries in country["contacts"].values():
            for entry in entries:
                if not str(entry.get("source", "")).startswith(("https://", "http://")):
                    faults.append(f"{code}: {entry['id']} has no source")
                if "checked_on" not in entry or "source_date" not in entry:
                    faults.append(f"{code}: {entry['id']} has no place for its dates")
    return faults


def answers_now(directory: Directory) -> list[str]:
    """72: where no line is known to be open, there is an emergency contact to put first."""
    packs = [*directory["countries"].items(), ("international", directory["international"])]
    international = directory["international"]["contacts"].get("emergency", [])
    return [
        f"{code}: no emergency contact"
        for code, pack in packs
        if not (pack["contacts"].get("emergency") or international)
    ]


COUNTRY_CHECKS: dict[str, Callable[[Directory], list[str]]] = {
    check.__name__: check
    for check in (helpline_everywhere, report_remove_only_gb, dated, answers_now)
}
