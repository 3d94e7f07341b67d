# SPDX-License-Identifier: Apache-2.0
"""Every organisation, guide, book and kind of actor that the source documents name has its entry."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from waymark.content.reading import measure
from waymark.content.texts import Piece
from waymark.content.wordlists import read_word_rules
from waymark.directory.resources import NEEDS

NAMES = Path(__file__).with_name("named_in_documents.tsv")


def named():
    with NAMES.open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file, delimiter="\t")]


@pytest.fixture(scope="module")
def by_id(table):
    return {one["id"]: one for one in table["resources"]}


def test_the_list_of_names_is_a_long_one():
    assert len(named()) > 100
    assert {document for _, document, _ in named()} == {"000", "001", "002", "003", "004"}


@pytest.mark.parametrize(("name", "document", "id_"), named())
def test_a_name_in_a_source_document_has_its_entry(by_id, name, document, id_):
    assert id_ in by_id, name
    assert document in by_id[id_]["named_in"], name


def test_every_entry_says_what_it_does_for_whom_and_for_what(by_id):
    for one in by_id.values():
        assert measure(one["does"]).longest_words <= 30, one["id"]
        assert set(one["needs"]) <= set(NEEDS)
        assert one["audiences"]


def test_an_address_always_has_its_source_and_nobody_claims_to_have_checked(by_id):
    for one in by_id.values():
        assert one["checked_on"] is None
        if one["url"]:
            assert one["url"].startswith("https://")
            assert one["source"].startswith("https://")


def test_books_and_people_without_a_page_stand_there_all_the_same(by_id):
    without = [one for one in by_id.values() if one["url"] is None]
    assert {"book", "actor"} <= {one["kind"] for one in without}


def test_no_entry_blames_or_labels(by_id):
    rules = read_word_rules()
    for words in rules.lists:
        if words.id in ("blame", "label"):
            for one in by_id.values():
                assert not list(rules.found(words, Piece("text", one["does"], 1))), one["id"]
