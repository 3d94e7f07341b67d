# SPDX-License-Identifier: Apache-2.0
"""What an organisation knows better holds over the directory, and survives its upgrades."""

from __future__ import annotations

import contextlib
import copy
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.directory.check import check_directory
from waymark.directory.kinds import LAW_KEYS, SERVICE_KINDS
from waymark.directory.overlay import Key, apply, entry_at, fingerprint, moved_on

LINE, CONSENT = "GB/child_helpline/gb_line", "GB/law/age_of_consent"
MARKS = {"checked_on": "2026-11-24", "checked_by": "Ada Worker"}


def seen(table, written):
    return fingerprint(entry_at(table, Key.read(written)))


def confirmed(table, written):
    return {written: {"verb": "confirm", "seen": seen(table, written), **MARKS}}


def corrected(table, written, **different):
    entry = entry_at(table, Key.read(written)) | different
    return {written: {"verb": "correct", "seen": seen(table, written), "entry": entry, **MARKS}}


def added(written, entry):
    return {written: {"verb": "add", "seen": "", "entry": entry, **MARKS}}


def withdrawn(table, written):
    return {written: {"verb": "withdraw", "seen": seen(table, written), **MARKS}}


def at(table, written):
    return entry_at(table, Key.read(written))


def test_without_own_entries_the_delivered_directory_is_the_directory(small):
    table = small()
    assert apply(table, {}) is table


def test_a_confirmed_entry_is_as_delivered_and_says_who_looked_and_when(small):
    table = small()
    entry = at(apply(table, confirmed(table, LINE)), LINE)
    assert entry == at(table, LINE) | MARKS


def test_a_doubtful_entry_that_somebody_confirmed_is_no_longer_doubtful(small, contact, place):
    weak = contact(kind="crisis_line", confidence="low", doubtful=True)
    table = small(GB=place("United Kingdom", [weak]))
    key = "GB/crisis_line/gb_line"
    assert at(apply(table, confirmed(table, key)), key)["doubtful"] is False


@pytest.mark.parametrize(
    "different",
    [
        {"phone": "0800 2222"},
        {"name": "Another line"},
        {"url": "https://other.example"},
        {"text": "85258"},
        {"hours": "09:00 to 17:00"},
        {"open": [{"days": [0], "from": "09:00", "to": "17:00"}]},
        {"eligible": {"picture_leaves_device": True}},
    ],
)
def test_a_confirmation_no_longer_counts_when_an_upgrade_changed_the_entry(
    different, small, contact, place
):
    overlay = confirmed(small(), LINE)
    upgraded = small(GB=place("United Kingdom", [contact(**different)]))
    assert at(apply(upgraded, overlay), LINE) == at(upgraded, LINE)
    assert at(apply(upgraded, overlay), LINE)["checked_on"] is None
    assert [str(key) for key in moved_on(upgraded, overlay)] == [LINE]


def test_a_new_date_of_the_source_alone_leaves_a_confirmation_standing(small, contact, place):
    overlay = confirmed(small(), LINE)
    upgraded = small(GB=place("United Kingdom", [contact(source_date="2026-11-01")]))
    assert at(apply(upgraded, overlay), LINE)["checked_on"] == "2026-11-24"
    assert list(moved_on(upgraded, overlay)) == []


def test_a_correction_stays_through_an_upgrade_which_is_told(small, contact, place):
    overlay = corrected(small(), LINE, phone="0800 9999")
    upgraded = small(GB=place("United Kingdom", [contact(phone="0800 2222")]))
    assert at(apply(upgraded, overlay), LINE)["phone"] == "0800 9999"
    assert at(apply(upgraded, overlay), LINE)["own"] is True
    assert [str(key) for key in moved_on(upgraded, overlay)] == [LINE]


def test_a_correction_stays_even_where_an_upgrade_took_the_entry_away(small, place):
    overlay = corrected(small(), LINE, phone="0800 9999")
    upgraded = small(GB=place("United Kingdom"))
    assert at(apply(upgraded, overlay), LINE)["phone"] == "0800 9999"
    assert [str(key) for key in moved_on(upgraded, overlay)] == [LINE]


def test_a_confirmation_brings_nothing_back_that_an_upgrade_took_away(small, place):
    overlay = confirmed(small(), LINE) | confirmed(small(), CONSENT)
    upgraded = small(GB=place("United Kingdom"))
    assert apply(upgraded, overlay) == upgraded
    assert {str(key) for key in moved_on(upgraded, overlay)} == {LINE, CONSENT}


def test_a_withdrawn_entry_is_gone_and_the_others_keep_their_order(small, contact, place):
    lines = [contact(f"gb_{name}") for name in ("a", "b", "c")]
    table = small(GB=place("United Kingdom", lines))
    left = apply(table, withdrawn(table, "GB/child_helpline/gb_b"))
    assert [one["id"] for one in left["countries"]["GB"]["contacts"]["child_helpline"]] == [
        "gb_a",
        "gb_c",
    ]


def test_a_corrected_entry_stays_in_its_place(small, contact, place):
    lines = [contact(f"gb_{name}") for name in ("a", "b", "c")]
    table = small(GB=place("United Kingdom", lines))
    held = apply(table, corrected(table, "GB/child_helpline/gb_b", name="Best line"))
    assert [one["id"] for one in held["countries"]["GB"]["contacts"]["child_helpline"]] == [
        "gb_a",
        "gb_b",
        "gb_c",
    ]


def test_an_added_service_stands_last_in_its_country_and_nowhere_else(small, contact):
    table = small()
    held = apply(table, added("NO/local/own_x", contact("own_x", "local")))
    assert [one["id"] for one in held["countries"]["NO"]["contacts"]["local"]] == ["own_x"]
    assert held["countries"]["GB"] == table["countries"]["GB"]
    assert list(moved_on(table, added("NO/local/own_x", contact("own_x", "local")))) == []


def test_an_own_service_in_a_country_without_a_file_falls_due_like_any_other(small, contact, place):
    fiji = place("Fiji", file=False, emergency=[], emergency_source=None) | {"law": {}}
    held = apply(small(FJ=fiji), added("FJ/local/own_x", contact("own_x", "local")))
    assert "own_x" in {one["id"] for one in check_directory(held, date(2028, 1, 1))["due"]}
    assert "own_x" not in {one["id"] for one in check_directory(held, date(2026, 11, 25))["due"]}


def test_an_answer_of_law_can_be_confirmed_corrected_and_withdrawn(small):
    table = small()
    assert at(apply(table, confirmed(table, CONSENT)), CONSENT)["checked_by"] == "Ada Worker"
    new = at(apply(table, corrected(table, CONSENT, value=18)), CONSENT)
    assert new["value"] == 18
    assert "kind" not in new
    assert at(apply(table, withdrawn(table, CONSENT)), CONSENT) is None
    assert tuple(apply(table, withdrawn(table, CONSENT))["countries"]["GB"]["law"]) == LAW_KEYS


def test_what_helps_anywhere_can_be_corrected_too(small):
    table = small()
    key = "international/child_helpline/finder"
    held = apply(table, corrected(table, key, name="A better finder"))
    assert at(held, key)["name"] == "A better finder"
    assert at(table, key)["name"] == "A finder"


def test_an_emergency_number_can_be_confirmed_and_never_taken_away_or_replaced(
    small, contact, place
):
    number = contact("gb_emergency_999", "emergency", phone="999")
    table = small(GB=place("United Kingdom", [number]))
    key = "GB/emergency/gb_emergency_999"
    assert at(apply(table, confirmed(table, key)), key)["checked_on"] == "2026-11-24"
    assert at(apply(table, withdrawn(table, key)), key) == number
    assert at(apply(table, corrected(table, key, phone="111")), key) == number


def test_own_entries_of_a_country_that_is_no_more_are_left_alone(small, contact):
    overlay = added("YU/local/own_x", contact("own_x", "local"))
    overlay |= {"YU/law/practice": {"verb": "withdraw", **MARKS}}
    assert apply(small(), overlay) == small()


@pytest.mark.parametrize(
    "written",
    [
        "", "GB", "GB/local", "GB/local/x/y", "GB/no_kind/x", "GB//x", "GB/law/no_question",
        "GB/law/", "../../x", "GB/LOCAL/x", "GB\\local\\x",
    ],
)  # fmt: skip
def test_a_key_that_is_no_place_is_refused(written, small):
    with pytest.raises(ValueError, match=r"."):
        Key.read(written)
    with pytest.raises(ValueError, match=r"."):
        apply(small(), {written: {"verb": "withdraw", **MARKS}})


@given(st.text(max_size=40))
def test_any_other_text_is_a_key_or_a_value_error(written):
    with contextlib.suppress(ValueError):
        assert str(Key.read(written)) == written


@given(
    st.sampled_from(["GB", "NO", "international"]),
    st.sampled_from(SERVICE_KINDS),
    st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True),
)
def test_a_key_is_read_as_it_is_written(place, kind, id_):
    key = Key(place, kind, id_)
    assert Key.read(str(key)) == key


verbs = st.sampled_from(["confirm", "correct", "withdraw", "add"])
keys = st.sampled_from(
    [LINE, CONSENT, "GB/crisis_line/gb_samaritans", "NO/local/own_x", "NO/law/practice",
     "international/child_helpline/finder", "XX/local/own_x"]
)  # fmt: skip


@given(st.dictionaries(keys, verbs, max_size=7))
def test_whatever_is_laid_over_it_the_delivered_directory_is_never_changed(small, chosen):
    table = small()
    before = copy.deepcopy(table)
    overlay = {}
    for written, verb in chosen.items():
        old = at(table, written)
        entry = {"id": written.split("/")[2], **(old or at(table, LINE)), "name": "Own"}
        print_ = fingerprint(old) if old else ""
        overlay[written] = {"verb": verb, "seen": print_, "entry": entry, **MARKS}
    held = apply(table, overlay)
    assert table == before
    assert apply(table, overlay) == held
    # the overlay goes through a file
    assert apply(table, json.loads(json.dumps(overlay))) == held
    assert set(held["countries"]) == set(table["countries"])


def test_ten_thousand_own_entries_of_one_kind_are_laid_over_at_once(small, contact):
    overlay = {}
    for number in range(10_000):
        overlay |= added(f"NO/local/own_{number}", contact(f"own_{number}", "local"))
    assert len(apply(small(), overlay)["countries"]["NO"]["contacts"]["local"]) == 10_000
