# SPDX-License-Identifier: Apache-2.0
"""The laws of countries side by side, for adults."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from waymark.directory.compare import COLUMNS, compare
from waymark.web import here
from waymark.web.public import places, wording

__all__ = ["MOST", "compare_page"]

Context = dict[str, Any]
FIRST = ("GB", "US", "CA", "AU", "NZ", "IE", "SE", "NO")
MOST = 12
# How an answer looks: a sign beside the word, so that it does not hang on a colour.
SIGNS = {
    "yes": "full", "yes_with_exemption": "full", "partly": "half", "likely": "half",
    "pending": "half", "no": "empty", "unclear": "empty",
}  # fmt: skip
OWN_IMAGE = {
    "exempt": "full", "conditional_exemption": "half", "close_in_age_exemption": "half",
    "case_law_exemption": "half", "diverted": "half",
}  # fmt: skip


def compare_page(chosen: Sequence[str]) -> Context:
    """Return the table for the chosen countries, or for the first eight."""
    held = [code for code, name in places.countries() if places.country(code)["file"]]
    codes = [code for code in held if code in chosen][:MOST] or list(FIRST)
    law = wording.page_text("law")
    words = law["compare"]["parent"]
    rows = [_row(row, law) for row in compare(here.directory(), codes)]
    cells = [cell for row in rows for cell in row["cells"]]
    known = sum(bool(cell["source"]) for cell in cells)
    told = words["known"].replace("{known}", str(known)).replace("{all}", str(len(cells)))
    return {
        "words": words,
        "columns": [words["columns"][column] for column in COLUMNS],
        "rows": rows,
        "known": told,
        "share": round(100 * known / len(cells)),
        "joined": "-".join(codes),
        "choices": [(code, places.name_of(code), code in codes) for code in held],
    }


def _row(row: Context, law: Context) -> Context:
    cells = [_cell(column, row[column], law) for column in COLUMNS]
    return {"name": row["name"], "code": row["code"].lower(), "cells": cells}


def _cell(column: str, cell: Context, law: Context) -> Context:
    adult, value = law["parent"], cell["value"]
    if cell["source"] is None:
        return {"sign": "unknown", "said": law["unknown"], "source": None}
    if column == "own_image_exempt":
        return {
            "sign": OWN_IMAGE.get(value, "empty"),
            "said": adult["own_image"].get(value, value),
            "source": cell["source"],
        }
    answer = cell["answer"]
    said = value if value.casefold() != str(answer) else adult["answers"][answer]
    return {
        "sign": SIGNS.get(answer or "", "half"),
        "said": wording.change(said),
        "source": cell["source"],
    }
