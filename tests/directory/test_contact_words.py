# SPDX-License-Identifier: Apache-2.0
"""What stands beside a number is read by a child in trouble: short, calm, and never a bad advice."""

from __future__ import annotations

import pytest

from waymark.content.reading import measure
from waymark.content.texts import Piece
from waymark.content.wordlists import read_word_rules

SHOWN = ("note", "confidential", "refer", "waiting")
# Lists that hold wherever something is read; `traces` is about steps near a dangerous parent.
LISTS = ("blame", "label", "copies", "threats", "confrontation", "child_terms", "payment", "avoid")


@pytest.fixture(scope="module")
def texts(table):
    places = {**table["countries"], "international": table["international"]}
    contacts = [
        (f"{one['id']}.{part}", one[part])
        for place in places.values()
        for entries in place["contacts"].values()
        for one in entries
        for part in SHOWN
        if one.get(part)
    ]
    notes = [
        (f"{code}.notes.{at}", note)
        for code, place in places.items()
        for at, note in enumerate(place["notes"])
    ]
    return contacts + notes


@pytest.mark.parametrize("list_id", LISTS)
def test_no_word_that_is_kept_out_stands_beside_a_contact(texts, list_id):
    rules = read_word_rules()
    words = next(one for one in rules.lists if one.id == list_id)
    faults = [
        (where, found)
        for where, text in texts
        if (found := list(rules.found(words, Piece("text", text, 1))))
    ]
    assert faults == []


def test_a_planted_word_is_found(texts):
    rules = read_word_rules()
    words = next(one for one in rules.lists if one.id == "copies")
    assert list(rules.found(words, Piece("text", "Send us the picture as proof.", 1)))
    assert len(texts) > 500


def test_notes_are_one_short_breath(table):
    for place in table["countries"].values():
        for entries in place["contacts"].values():
            for one in entries:
                if one["note"]:
                    assert measure(one["note"]).longest_words <= 20, one["id"]


def test_no_note_tells_how_it_was_researched(texts):
    for where, text in texts:
        for words in (
            "was not read",
            "machine-made",
            "stored copy",
            "was not opened",
            "REWORD",
            "FIX:",
        ):
            assert words not in text, where
