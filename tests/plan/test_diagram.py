# SPDX-License-Identifier: Apache-2.0
"""Diagrams say the same as a table of all combinations, for small functions drawn by chance."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waymark.plan.diagram import FALSE, TERMINALS, TRUE, Diagrams

SIZES = (2, 3, 2, 4)
SPACE = list(itertools.product(*(range(size) for size in SIZES)))
Table = frozenset[tuple[int, ...]]


def of_table(store: Diagrams, table: Table) -> int:
    """The diagram that is true exactly on the table."""
    rows = (
        store.all(store.variable(at, 1 << value) for at, value in enumerate(row)) for row in table
    )
    return store.any(rows)


def value_at(store: Diagrams, diagram: int, row: tuple[int, ...]) -> int:
    while diagram >= TERMINALS:
        diagram = store.branches[diagram][row[store.asks[diagram]]]
    return diagram


def table_of(store: Diagrams, diagram: int) -> Table:
    return frozenset(row for row in SPACE if value_at(store, diagram, row) == TRUE)


tables = st.frozensets(st.sampled_from(SPACE))
rows = st.sampled_from(SPACE)


@given(tables, tables)
def test_and_or_not_are_those_of_sets(left, right):
    store = Diagrams(SIZES)
    a, b = of_table(store, left), of_table(store, right)
    assert table_of(store, store.both(a, b)) == left & right
    assert table_of(store, store.either(a, b)) == left | right
    assert table_of(store, store.negate(a)) == frozenset(SPACE) - left


@given(tables, tables)
def test_equal_functions_have_equal_numbers_however_they_were_made(left, right):
    store = Diagrams(SIZES)
    a, b = of_table(store, left), of_table(store, right)
    assert (a == b) == (left == right)
    by_the_other_way = store.negate(store.both(store.negate(a), store.negate(b)))
    assert by_the_other_way == store.either(a, b)


@given(tables)
def test_counts_are_exact_with_and_without_weights(table):
    store = Diagrams(SIZES)
    diagram = of_table(store, table)
    assert store.count(diagram) == len(table)
    weights = [[3, 1], [1, 5, 1], [2, 2], [1, 1, 1, 7]]
    expected = 0
    for row in table:
        product = 1
        for weight, value in zip(weights, row, strict=True):
            product *= weight[value]
        expected += product
    assert store.count(diagram, weights) == expected


@given(tables, st.tuples(*(st.integers(0, size - 1) for size in SIZES)))
def test_the_shortest_example_has_as_few_values_that_say_something_as_any(table, quiet):
    store = Diagrams(SIZES)
    found = store.shortest(of_table(store, table), quiet)
    if not table:
        assert found is None
        return
    row = tuple(found.get(at, quiet[at]) for at in range(len(SIZES)))
    assert row in table
    assert len(found) == min(sum(v != q for v, q in zip(one, quiet, strict=True)) for one in table)


@given(tables, st.integers(0, 3), st.data())
def test_fixing_a_variable_is_reading_the_table_at_its_value(table, variable, data):
    store = Diagrams(SIZES)
    value = data.draw(st.integers(0, SIZES[variable] - 1))
    fixed = store.replace(of_table(store, table), variable, value)
    expected = {row for row in SPACE if (*row[:variable], value, *row[variable + 1 :]) in table}
    assert table_of(store, fixed) == expected
    assert variable not in store.support([fixed])


@given(tables, st.sets(st.integers(0, 3)))
def test_forgetting_variables_asks_whether_some_values_fit(table, variables):
    store = Diagrams(SIZES)
    kept = [at for at in range(len(SIZES)) if at not in variables]
    seen = {tuple(row[at] for at in kept) for row in table}
    expected = {row for row in SPACE if tuple(row[at] for at in kept) in seen}
    assert table_of(store, store.forget(of_table(store, table), variables)) == expected


@given(tables, tables, tables)
def test_choosing_takes_one_where_the_condition_holds_and_the_other_elsewhere(
    condition, then, otherwise
):
    store = Diagrams(SIZES)
    diagram = store.choose(*(of_table(store, table) for table in (condition, then, otherwise)))
    assert table_of(store, diagram) == (condition & then) | (otherwise - condition)


@given(tables)
def test_support_is_what_a_change_can_be_seen_from(table):
    store = Diagrams(SIZES)

    def matters(at: int) -> bool:
        return any(
            (row in table) != ((*row[:at], v, *row[at + 1 :]) in table)
            for row in SPACE
            for v in range(SIZES[at])
        )

    assert store.support([of_table(store, table)]) == {
        at for at in range(len(SIZES)) if matters(at)
    }


@settings(max_examples=30)
@given(st.integers(0, 3), st.integers(0, 15), rows)
def test_values_turned_into_truth_hold_where_the_mask_has_them(variable, mask, row):
    store = Diagrams(SIZES)
    found = store.among(store.value(variable), mask)
    assert value_at(store, found, row) == (mask >> row[variable] & 1)


@pytest.mark.parametrize(
    ("operation", "empty"),
    [(Diagrams.all, TRUE), (Diagrams.any, FALSE)],
    ids=["all of nothing is true", "some of nothing is false"],
)
def test_nothing_at_all(operation: Callable[..., Any], empty: int):
    assert operation(Diagrams(SIZES), []) == empty
