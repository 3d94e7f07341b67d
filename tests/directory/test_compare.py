# SPDX-License-Identifier: Apache-2.0
"""Laws beside each other: each cell says where it is from, or that nothing is known."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from waymark.directory.compare import COLUMNS, as_csv, compare, plain_value
from waymark.directory.kinds import LAW_KEYS

VALUES = st.one_of(
    st.text(min_size=1),
    st.integers(),
    st.dictionaries(st.text(min_size=1), st.one_of(st.integers(), st.text(min_size=1)), min_size=1),
)


def parsed(text):
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_there_is_one_row_a_country_in_the_order_asked_for(small):
    rows = compare(small(), ["NO", "GB"])
    assert [(row["code"], row["name"]) for row in rows] == [
        ("NO", "Norway"),
        ("GB", "United Kingdom"),
    ]
    assert all(list(row) == ["code", "name", *COLUMNS] for row in rows)


def test_every_column_is_a_question_of_law_that_is_asked():
    assert set(COLUMNS.values()) <= set(LAW_KEYS)


def test_where_nothing_is_known_a_cell_says_unknown(small, place):
    for table in (small(), small(GB=place("United Kingdom", file=False) | {"law": {}})):
        [row] = compare(table, ["GB"])
        for column in COLUMNS:
            assert row[column]["value"] == "unknown"
            assert row[column]["source"] is None
        assert parsed(as_csv([row]))[1][2:] == ["unknown"] * len(COLUMNS)


def test_an_answer_stands_with_its_value_and_source(small, place, law):
    held = {"self_generated_imagery": law(value="no_exemption_seen", answer="no")}
    [row] = compare(small(GB=place("United Kingdom", law=held)), ["GB"])
    assert row["own_image_exempt"]["value"] == "no_exemption_seen"
    assert row["own_image_exempt"]["source"] == "https://law.example"
    [_, cells] = parsed(as_csv([row]))
    assert cells[2] == "no: no exemption seen (https://law.example)"


def test_a_value_that_differs_by_territory_names_each(small):
    assert plain_value({"Scotland": 16, "Wales": "18"}) == "Scotland: 16; Wales: 18"


@given(
    value=VALUES,
    answer=st.sampled_from(["yes", "no", "unclear", None]),
    column=st.sampled_from(list(COLUMNS)),
)
def test_a_spreadsheet_reads_back_every_cell_and_runs_none(
    value, answer, column, small, place, law
):
    held = {COLUMNS[column]: law(value=value, answer=answer)}
    rows = compare(small(GB=place("United Kingdom", law=held)), ["GB", "NO"])
    lines = parsed(as_csv(rows))
    assert [len(line) for line in lines] == [2 + len(COLUMNS)] * 3
    for line in lines[1:]:
        for cell in line[2:]:
            assert cell == "unknown" or cell.endswith(" (https://law.example)")
    assert not [cell for line in lines for cell in line if cell[:1] in tuple("=+-@\t\r")]


def test_a_formula_in_a_value_or_a_name_is_harmless(small, place, law):
    held = {"central_body": law(value='=HYPERLINK("https://evil.example")')}
    rows = compare(small(GB=place("+1+1", law=held)), ["GB"])
    line = parsed(as_csv(rows))[1]
    assert line[1] == "'+1+1"
    assert next(cell for cell in line if "HYPERLINK" in cell).startswith("'=")
