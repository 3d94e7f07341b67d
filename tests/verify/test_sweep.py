# SPDX-License-Identifier: Apache-2.0
"""The answer space counted twice, by code that has nothing in common, and asked a third time."""

from __future__ import annotations

import ast
import itertools
import math
import random
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waymark.content.strict import load
from waymark.plan.author import RULES, rule_book
from waymark.plan.meaning import Meaning
from waymark.verify import sat, sweep
from waymark.verify.bitsets import plan_walk, walk
from waymark.verify.circuit import TRUE, Circuit
from waymark.verify.elimination import count
from waymark.verify.reading import Wrong, read

HERE = Path(__file__).parents[2] / "src" / "waymark" / "verify"
WEIGHTS = ((1, 1), (1, 1, 1), (2, 5, 1), (1, 1, 1, 1))


@pytest.fixture(scope="module")
def swept():
    return sweep()


@pytest.fixture(scope="module")
def meaning():
    return Meaning(rule_book())


def weights(book):
    found = [[1] * len(variable["values"]) for variable in book["variables"][: book["inputs"]]]
    found[book["names"]["country"]] = [len(pack["countries"]) for pack in book["packs"]]
    return found


def counted(meaning, node):
    both = meaning.store.both(node, meaning.admitted)
    return meaning.store.count(both, weights(meaning.book))


# -- the real rules -----------------------------------------------------------------------------


def test_both_ways_find_the_same_number_of_possible_answers(swept, meaning):
    assert swept["vectors"] == meaning.store.count(meaning.admitted, weights(meaning.book))
    assert swept["vectors"] > 10**28


def test_every_action_is_in_as_many_plans_by_tables_as_by_diagrams(swept, meaning):
    for action, node in zip(meaning.book["actions"], meaning.actions, strict=True):
        assert swept["counts"][action["id"]] == counted(meaning, node), action["id"]


def test_every_first_action_is_first_equally_often_both_ways(swept, meaning):
    for action, node in zip(meaning.book["actions"], meaning.first, strict=True):
        assert swept["first"][action["id"]] == counted(meaning, node), action["id"]
    assert sum(swept["first"].values()) == swept["vectors"]


def test_no_answers_at_all_break_an_invariant(swept):
    assert {number: lines for number, lines in swept["forbidden"].items() if any(lines)} == {}
    written = load(RULES / "invariants.yaml")["invariants"]
    assert set(swept["forbidden"]) == {one["id"] for one in written if "never" in one}


def test_most_counts_are_also_found_by_walking_every_combination(swept):
    assert swept["walked"] > 100
    assert swept["swept"] > 100_000_000
    assert swept["method"] == "projection"


def test_the_solver_agrees_about_what_can_happen(swept):
    asked = sat()
    assert {
        n for n, lines in asked["forbidden"].items() if any(one is not None for one in lines)
    } == set()
    assert asked["reachable"] == {action: n > 0 for action, n in swept["counts"].items()}
    assert asked["first"] == {action: n > 0 for action, n in swept["first"].items()}


# -- planted faults -----------------------------------------------------------------------------


@pytest.fixture
def planted(tmp_path):
    """A folder with all rules and one that tells everybody to delete the image."""
    shutil.copytree(RULES, tmp_path / "rules")
    path = tmp_path / "rules" / "rules.yaml"
    rule = "  - {id: PLANTED, when: {}, always: [delete_own_image], sources: [TID]}\n"
    path.write_text(path.read_text(encoding="utf-8") + rule, encoding="utf-8")
    return tmp_path / "rules"


def test_a_planted_rule_that_deletes_early_is_seen_by_all_three(planted):
    found = sweep(planted, limit=10_000)
    meaning = Meaning(rule_book(planted))
    rank = [action["id"] for action in meaning.book["actions"]].index("delete_own_image")
    assert (
        found["counts"]["delete_own_image"]
        == found["vectors"]
        == counted(meaning, meaning.actions[rank])
    )
    broken = {number for number, lines in found["forbidden"].items() if any(lines)}
    asked = sat(planted)
    assert broken
    assert broken == {
        n for n, lines in asked["forbidden"].items() if any(one is not None for one in lines)
    }


def test_the_solver_names_answers_that_really_break_the_line(planted):
    reading = read(planted)
    for number, lines in sat(planted)["forbidden"].items():
        for node, answers in zip(reading.forbidden[number], lines, strict=True):
            if answers is not None:
                given = {
                    reading.at[name]: reading.inputs[reading.at[name]].values.index(v)
                    for name, v in answers.items()
                }
                assert reading.circuit.fix(node, given) == TRUE
                assert not any(reading.circuit.fix(clash, given) for clash in reading.clashes)


def test_a_rule_that_is_dropped_changes_the_count(tmp_path, swept):
    (tmp_path / "rules.yaml").write_text(
        "\n".join(
            line
            for line in (RULES / "rules.yaml").read_text(encoding="utf-8").splitlines()
            if "id: R0-police," not in line
        ),
        encoding="utf-8",
    )
    found = sweep(tmp_path, limit=1)
    assert found["counts"]["report_to_police"] < swept["counts"]["report_to_police"]
    assert any(any(lines) for lines in found["forbidden"].values())


@pytest.mark.parametrize(
    ("name", "spec", "says"),
    [
        ("threat", ["loud"], "'loud' is not one of"),
        ("answered.colour", ["red"], "no fact is called colour"),
        ("blakmail", True, "nothing is called blakmail"),
        ("has.fly", True, "no action is called fly"),
        ("blackmail", ["yes"], "should be true or false"),
        ("pack.sunny", True, "no country file has a flag sunny"),
        ("threat", {"but": ["none"]}, "only `not`"),
    ],
)
def test_a_name_that_means_nothing_is_refused(name, spec, says):
    with pytest.raises(Wrong, match=says):
        read().test(name, spec)


# -- the means of counting, on circuits small enough to try everything --------------------------


@st.composite
def circuits(draw):
    """A circuit over four inputs, a node of it and what is admitted."""
    circuit = Circuit([len(own) for own in WEIGHTS])
    nodes = []
    for at, own in enumerate(WEIGHTS):
        nodes += [circuit.leaf(at, draw(st.integers(1, 2 ** len(own) - 2))) for _ in range(2)]
    for _ in range(draw(st.integers(1, 8))):
        parts = draw(st.lists(st.sampled_from(nodes), min_size=1, max_size=4))
        kind = draw(st.sampled_from(["and", "or", "not"]))
        made = {"and": circuit.both, "or": circuit.either}.get(
            kind, lambda own: circuit.negate(own[0])
        )
        nodes.append(made(parts))
    clash = circuit.both([circuit.leaf(0, 1), circuit.leaf(2, draw(st.integers(0, 7)))])
    return circuit, nodes[-1], circuit.negate(clash)


def by_trying_everything(circuit, node):
    total = 0
    for values in itertools.product(*(range(len(own)) for own in WEIGHTS)):
        if circuit.fix(node, dict(enumerate(values))) == TRUE:
            total += math.prod(own[value] for own, value in zip(WEIGHTS, values, strict=True))
    return total


@settings(max_examples=150, deadline=None)
@given(circuits())
def test_tables_and_walking_count_what_trying_everything_counts(made):
    circuit, node, admitted = made
    expected = by_trying_everything(circuit, circuit.both([node, admitted]))
    assert count(circuit, circuit.both([node, admitted]), WEIGHTS, range(len(WEIGHTS))) == expected
    over = plan_walk(circuit, node, admitted, WEIGHTS)
    assert walk(circuit, node, admitted, WEIGHTS, over) == expected


def test_counts_beyond_sixty_four_bits_are_exact():
    circuit = Circuit([2] * 90)
    node = circuit.either([circuit.leaf(at, 2) for at in range(90)])
    assert count(circuit, node, [[1, 1]] * 90, range(90)) == 2**90 - 1


def test_an_array_that_would_grow_too_large_is_cut_into_slices(monkeypatch):
    monkeypatch.setattr("waymark.verify.elimination.LARGEST_ARRAY", 16)
    rng = random.Random(2)
    circuit = Circuit([2] * 12)
    lines = [
        circuit.both([circuit.leaf(at, 2) for at in rng.sample(range(12), 4)]) for _ in range(12)
    ]
    node = circuit.either(lines)
    expected = sum(
        circuit.fix(node, dict(enumerate(values))) == TRUE
        for values in itertools.product(range(2), repeat=12)
    )
    assert count(circuit, node, [[1, 1]] * 12, range(12)) == expected


def test_numbers_stay_whole():
    circuit = Circuit([3])
    assert isinstance(count(circuit, circuit.leaf(0, 5), [[1, 1, 1]], [0]), int)
    assert not isinstance(count(circuit, circuit.leaf(0, 5), [[1, 1, 1]], [0]), np.integer)


# -- independence -------------------------------------------------------------------------------


def test_the_second_opinion_imports_nothing_of_the_engine():
    for path in HERE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                own = name.startswith(("waymark.verify", "waymark.content.strict"))
                assert own or not name.startswith("waymark"), f"{path.name} imports {name}"
                assert not name.startswith("."), f"{path.name} imports {name}"
