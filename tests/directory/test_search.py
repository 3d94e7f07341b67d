# SPDX-License-Identifier: Apache-2.0
"""Somebody finds a service by what they can type: part of a name, without accents, a need."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.directory.kinds import SERVICE_KINDS
from waymark.directory.search import NEEDS, search

NOTHING = {"countries": [], "services": [], "providers": [], "resources": []}


@pytest.fixture(scope="session")
def wide(small, contact, place):
    """A directory with names that are hard to type."""
    norway = [
        contact("no_a", name="Alarmtelefonen for barn og unge", phone="116 111"),
        contact("no_b", "local", name="Klinikken", place="Tromsø"),
        contact("no_c", "emergency", name="Emergency number"),
    ]
    names = [
        ("es_a", "local", "Teléfono de la Esperanza", "Málaga"),
        ("pl_a", "local", "Niebieska Linia", "Łódź"),
        ("jp_a", "local", "いのちの電話", None),
        ("in_a", "local", "हिंदी सेवा", None),
        ("de_a", "local", "Nummer gegen Kummer", "Gießen"),
        ("tr_a", "local", "İstanbul Hattı", None),
        ("cz_a", "own_behaviour", "Parafilik", None),
    ]
    others = [contact(id_, kind, name=name, place=town) for id_, kind, name, town in names]
    table = small(
        NO=place("Norway", norway), ES=place("Elsewhere", others), NF=place("Norfolk Island")
    )
    table["providers"] = [{"id": "x", "name": "X", "aka": ["Twitter"]}]
    table["resources"] = [
        {"id": "r", "title": "Talking to a child", "publisher": "NSPCC", "needs": ["removal"]}
    ]
    return table


def ids(found):
    return [contact["id"] for _, _, contact in found["services"]]


def looked(table, words, need=None, most=30):
    return search(table, words, need, most)


@pytest.mark.parametrize("words", ["", "   ", "!!!", "\u0301", "…?", "\n\t"])
def test_where_nothing_is_typed_nothing_is_found(words, wide):
    assert looked(wide, words) == NOTHING


@pytest.mark.parametrize(
    ("words", "id_"),
    [
        ("malaga", "es_a"),
        ("MÁLAGA", "es_a"),
        ("telefono esperanza", "es_a"),
        ("esp tel", "es_a"),
        ("tromso", "no_b"),
        ("Tromsø", "no_b"),
        ("lodz", "pl_a"),
        ("giessen", "de_a"),
        ("gieß", "de_a"),
        ("istanbul", "tr_a"),
        ("hatti", "tr_a"),
        ("いのち", "jp_a"),
        ("हिंदी", "in_a"),
        ("klin, norway!", "no_b"),
    ],
)
def test_a_service_is_found_by_the_beginning_of_its_words(words, id_, wide):
    assert ids(looked(wide, words)) == [id_]


@pytest.mark.parametrize("words", ["alaga", "telefono norway", "xyz", "दी", "klinikkenn"])
def test_what_does_not_begin_a_word_or_fits_only_in_part_is_not_found(words, wide):
    assert looked(wide, words)["services"] == []


def test_norway_and_all_its_services_are_found_by_nor(wide):
    found = looked(wide, "nor")
    assert found["countries"] == ["NO", "NF"]
    assert ids(found) == ["no_a", "no_b"]


def test_emergency_numbers_are_no_services_to_search_for(wide):
    assert looked(wide, "emergency")["services"] == []
    assert all(kind != "emergency" for _, kind, _ in looked(wide, "", "danger")["services"])


@pytest.mark.parametrize("need", NEEDS)
def test_a_need_finds_only_the_kinds_of_service_that_meet_it(need, wide):
    found = looked(wide, "", need)
    assert {kind for _, kind, _ in found["services"]} <= set(NEEDS[need])
    assert found["countries"] == []
    assert found["providers"] == []


def test_a_need_and_words_have_to_fit_both(wide):
    assert ids(looked(wide, "", "own_behaviour")) == ["cz_a"]
    assert ids(looked(wide, "par", "own_behaviour")) == ["cz_a"]
    assert ids(looked(wide, "norway", "own_behaviour")) == []


def test_every_need_is_met_by_kinds_that_there_are():
    assert {kind for kinds in NEEDS.values() for kind in kinds} <= set(SERVICE_KINDS)


@pytest.mark.parametrize("need", [None, "remove", "report"])
def test_a_platform_is_found_by_the_name_it_had_before(need, wide):
    assert [one["id"] for one in looked(wide, "twit", need)["providers"]] == ["x"]


def test_a_platform_is_not_offered_to_somebody_who_wants_to_talk(wide):
    assert looked(wide, "twitter", "talk")["providers"] == []


def test_something_to_read_is_found_by_its_title_publisher_or_need(wide):
    for words, need in (("talking", None), ("nspcc", None), ("", "remove")):
        assert [one["id"] for one in looked(wide, words, need)["resources"]] == ["r"]
    assert looked(wide, "nspcc", "bullying")["resources"] == []
    assert looked(wide, "nspcc", "talk")["resources"] == []


def test_what_helps_anywhere_is_found_and_told_apart(wide):
    assert [code for code, _, _ in looked(wide, "finder")["services"]] == ["international"]


def test_one_more_than_wanted_is_found_so_that_more_can_be_told_from_enough(wide):
    assert len(looked(wide, "elsewhere", most=3)["services"]) == 4
    assert len(looked(wide, "elsewhere", most=7)["services"]) == 7
    assert len(looked(wide, "nor", most=1)["countries"]) == 2


@given(words=st.text(max_size=60), need=st.sampled_from([None, *NEEDS]))
def test_whatever_is_typed_something_or_nothing_is_found(words, need, wide):
    found = looked(wide, words, need, 2)
    assert set(found) == set(NOTHING)
    assert all(len(some) <= 3 for some in found.values())


@given(letters=st.integers(1, 10))
def test_typing_on_never_finds_a_service_that_was_not_found_before(letters, wide):
    fewer, more = "klinikken "[:letters], "klinikken "[: letters + 1]
    assert set(ids(looked(wide, more))) <= set(ids(looked(wide, fewer)))
