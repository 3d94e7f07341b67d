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


def test_without_vignettes_a_mutant_that_no_invariant_sees_survives_with_an_example(book):
    line = [[0, 1]]
    rule = {"id": "extra", "when": [line], "unless": [], "always": [], "add": [], "veto": {}, "sources": []}
    book = {**book, "derived": [], "rules": [{**rule, "add": [96]}], "first": [{"row": "1", "when": [[]], "action": 96}]}
    found = score([], {**book, "stages": {**book["stages"], "safety_check": {"after": 3, "when": []}}})
    assert ("rules extra: deleted", {"audience": "child"}) in found.survivors
    assert "survived: rules extra: deleted" in str(found)


def test_every_kind_of_mistake_is_made(book):
    changes = " ".join(mutant.change for mutant in mutants(book))
    for kind in ("deleted", "lost", "dropped", "negated", "without", "with ", "moved to add", "veto of", "swapped", "unless", "read as"):
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
        pairs = [*zip(origin.actions, whole.actions, strict=True), *zip(origin.first, whole.first, strict=True)]
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
            assert (new.chosen, new.first, stages.split(new)) == (old.chosen, old.first, stages.split(old)), str(mutant)


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
