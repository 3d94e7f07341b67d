# SPDX-License-Identifier: Apache-2.0
"""Opening hours as people write them in lines, read strictly: `Mon-Fri 09:00-12:00, 13:00-17:00`.

A line is one or more days, a blank, and one or more times. Nothing is guessed: what does not fit
is refused with its line. `24h` on its own means always.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from waymark.directory.hours import CLOCK

__all__ = ["BadLine", "as_lines", "read_lines"]

Spans = str | list[dict[str, Any]] | None
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ALWAYS = "24h"
LINE = re.compile(r"([A-Za-z]{3}(?:\s*[-,]\s*[A-Za-z]{3})*)\s+(\d[\d:,\s-]*)\Z")


class BadLine(ValueError):
    """One line that is no opening time; `line` is what was written."""

    def __init__(self, line: str) -> None:
        self.line = line
        super().__init__(f"{line[:60]}: days and times belong here, as in Mon-Fri 09:00-17:00")


def read_lines(text: str) -> Spans:
    """The hours in the shape of the directory; None where nothing is written.

    Raises:
        BadLine: for the first line that does not fit.
    """
    lines = [" ".join(line.split()) for line in text.replace("–", "-").splitlines()]
    lines = [line for line in lines if line]
    if not lines:
        return None
    if lines == [ALWAYS]:
        return ALWAYS
    return [span for line in lines for span in _spans(line)]


def as_lines(spans: Spans) -> str:
    """The hours as lines that can be read again."""
    if spans is None:
        return ""
    if isinstance(spans, str):
        return spans
    return "\n".join(f"{_days_text(one['days'])} {one['from']}-{one['to']}" for one in spans)


def _spans(line: str) -> Iterator[dict[str, Any]]:
    found = LINE.match(line)
    if not found:
        raise BadLine(line)
    days = _days(found[1], line)
    for part in found[2].split(","):
        start, _, end = part.strip().partition("-")
        start, end = start.strip(), end.strip()
        if not (CLOCK.match(start) and CLOCK.match(end)) or start in (end, "24:00"):
            raise BadLine(line)
        yield {"days": days, "from": start, "to": end}


def _days(text: str, line: str) -> list[int]:
    days: list[int] = []
    for part in text.split(","):
        first, _, last = (one.strip().capitalize() for one in part.partition("-"))
        if first not in DAYS or (last and last not in DAYS):
            raise BadLine(line)
        start, end = DAYS.index(first), DAYS.index(last or first)
        days += [day % 7 for day in range(start, end + (7 if end < start else 0) + 1)]
    if len(set(days)) != len(days):
        raise BadLine(line)
    return sorted(days)


def _days_text(days: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(
        DAYS[run[0]] if len(run) == 1 else f"{DAYS[run[0]]}-{DAYS[run[-1]]}" for run in runs
    )
