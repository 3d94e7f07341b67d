# SPDX-License-Identifier: Apache-2.0
"""Every small mistake that could be made in the rules is found by a vignette or an invariant."""

from __future__ import annotations

import random

import pytest

from waymark.plan.circuit import Circuit
from waymark.plan.meaning import Meaning
from waymark.plan.mutation import score
from waymark.plan.order import Stages
from waymark.plan.prove.mutants import mutants
from waymark.plan.prove.plainly import decide
from waymark.plan.prove.variation import Origin, differences
from waymark.plan.prove.vignettes import vignettes


@pytest.fixture(scope="module")
def origin(book) -> Origin:
    return Origin(book)


def test_no_mutant_survives(book, vignette_folder):
    found = score(vignettes(vignette_folder), book)
    assert found.survivors == []
    assert found.killed + found.equivalent == found.mutants > 5_000
    assert found.percent == 100


def test_a_mistake_that_neither_vignettes_nor_invariants_see_is_named_with_the_shortest_answers(
    book,
):
    found = score([], book, lambda mutant: str(mutant) == "rules R0-law-in-brief: deleted")
    assert found.percent == 0
    assert found.survivors == [("rules R0-law-in-brief: deleted", {"audience": "child"})]
    assert str(found).startswith(
        'survived: rules R0-law-in-brief: deleted; seen with {"audience": "child"}'
    )


def test_a_mistake_that_no_vignette_sees_is_still_found_by_an_invariant(book):
    found = score([], book, lambda mutant: str(mutant) == "rules R3-do-not-pay: deleted")
    assert (found.by_invariant, found.survivors) == (1, [])


def test_a_vignette_with_another_plan_than_the_rules_give_kills_nothing_by_chance(
    book, vignette_folder
):
    """What kills is the mutant's own plan, run on the answers, against the plan written down."""
    cases = [case for case in vignettes(vignette_folder) if case.id == "threatened-now"]
    found = score(cases, book, lambda mutant: mutant.name == "R3-do-not-pay")
    assert found.by_vignette > 0


def test_every_kind_of_mistake_is_made(book):
    changes = " ".join(mutant.change for mutant in mutants(book))
    for kind in (
        "deleted",
        "lost",
        "dropped",
        "negated",
        "without",
        "with ",
        "moved to add",
        "veto of",
        "swapped",
        "unless",
        "read as",
    ):
        assert kind in changes


def test_a_mutant_differs_from_the_rules_in_one_part_only(book):
    for mutant in mutants(book):
        changed = [key for key in book if mutant.book[key] != book[key]]
        assert changed == [mutant.part], str(mutant)


def test_what_is_made_again_for_a_mutant_is_what_its_whole_book_means(book, origin):
    """Differences are read off parts of the diagrams; the whole diagrams of the mutant say the same."""
    chosen = random.Random(7).sample(list(mutants(book)), 60)
    for mutant in chosen:
        whole = Meaning(mutant.book, origin.meaning.store)
        store, admitted = whole.store, whole.admitted
        pairs = [
            *zip(origin.actions, whole.actions, strict=True),
            *zip(origin.first, whole.first, strict=True),
        ]
        same = all(store.both(admitted, a) == store.both(admitted, b) for a, b in pairs)
        found = list(differences(origin, mutant))
        assert same or found, str(mutant)
        if found and same:
            assert mutant.part == "derived", "only a condition can move steps between stages"


def test_mutants_proved_equal_give_equal_plans(book, origin, draw):
    equal = [mutant for mutant in mutants(book) if not any(differences(origin, mutant))]
    assert len(equal) > 100
    stages, rng = Stages(book), random.Random(3)
    from waymark.plan.answers import parse

    for mutant in random.Random(5).sample(equal, 40):
        for _ in range(20):
            values = parse(draw(rng), book).values
            old, new = decide(book, values), decide(mutant.book, values)
            assert old is not None
            assert new is not None
            assert (new.chosen, new.first, stages.split(new)) == (
                old.chosen,
                old.first,
                stages.split(old),
            ), str(mutant)


def test_reading_the_book_line_by_line_gives_what_the_circuit_gives(book, draw):
    from waymark.plan.answers import parse

    circuit, rng = Circuit(book), random.Random(11)
    for _ in range(500):
        values = parse(draw(rng), book).values
        plainly, fast = decide(book, values), circuit.decide(values)
        assert plainly is not None
        assert (plainly.values, plainly.chosen, plainly.vetoed, plainly.first, plainly.row) == (
            fast.values,
            fast.chosen,
            fast.vetoed,
            fast.first,
            fast.row,
        )
