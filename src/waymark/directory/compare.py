# SPDX-License-Identifier: Apache-2.0
"""Laws of several countries beside each other, against what the source documents ask of states."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

__all__ = ["COLUMNS", "as_csv", "compare", "plain_value"]

Table = dict[str, Any]
UNKNOWN = "unknown"
# What is asked of states, and the question of law that answers it.
COLUMNS = {
    "own_image_exempt": "self_generated_imagery",
    "victim_not_offender": "victim_not_offender",
    "child_and_adult_apart": "child_and_adult_apart",
    "forced_viewing_criminal": "forced_viewing_of_pornography",
    "anonymous_helplines": "anonymous_helplines",
    "one_door_services": "one_door_services",
    "central_body": "central_body",
    "provider_cooperation": "provider_cooperation",
    "mandated_education": "mandated_education",
}


def compare(table: Table, codes: Sequence[str]) -> list[Table]:
    """One row for each country, in the order asked for.

    Args:
        table: the compiled directory.
        codes: codes of countries that are in the table.

    Returns:
        `{"code", "name", <column>: {"value", "answer", "note", "source", "source_date",
        "confidence"}}`; where nothing is known the value is `unknown` and the rest null.
    """
    return [
        {"code": code, "name": table["countries"][code]["name"]}
        | {column: _cell(table["countries"][code], key) for column, key in COLUMNS.items()}
        for code in codes
    ]


def as_csv(rows: Sequence[Table]) -> str:
    """The rows for a spreadsheet: in each cell the value and its source, or `unknown`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["code", "name", *COLUMNS])
    for row in rows:
        cells = [_written(row[column]) for column in COLUMNS]
        writer.writerow([_harmless(cell) for cell in (row["code"], row["name"], *cells)])
    return out.getvalue()


def plain_value(value: Any) -> str:
    """A value of law in one line; territories with answers of their own are named."""
    if isinstance(value, dict):
        return "; ".join(f"{place}: {one}" for place, one in value.items())
    return str(value)


def _cell(country: Table, key: str) -> Table:
    names = ("answer", "note", "source", "source_date", "confidence")
    law = country["law"].get(key)
    if not law:
        return {"value": UNKNOWN, **dict.fromkeys(names)}
    return {"value": plain_value(law["value"]), **{name: law.get(name) for name in names}}


def _written(cell: Table) -> str:
    if cell["source"] is None:
        return UNKNOWN
    answer, value = (str(cell[part] or "").replace("_", " ") for part in ("answer", "value"))
    said = value == answer or value.startswith((f"{answer},", f"{answer}:"))
    told = value if said or not answer else f"{answer}: {value}"
    return f"{told} ({cell['source']})"


def _harmless(cell: str) -> str:
    """A spreadsheet must not take a text for a formula, or a line's end for the end of a row."""
    line = " ".join(cell.split())
    return f"'{line}" if line[:1] in tuple("=+-@") else line
