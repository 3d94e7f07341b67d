# SPDX-License-Identifier: Apache-2.0
"""Sealing, the key file, leaving: plain rules without a page."""

from __future__ import annotations

import stat
import time

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from waymark.guard.headers import security_headers
from waymark.guard.keyfile import load_or_make_key
from waymark.guard.leaving import Leaving
from waymark.guard.sealed import COOKIE_LIFE, MOST, Seal

SEAL = Seal(Fernet.generate_key())
CODES = st.text(st.characters(codec="utf-8", categories=["Ll"]), max_size=12)


@given(st.dictionaries(CODES, CODES | st.booleans() | st.lists(CODES, max_size=3), max_size=8))
def test_what_is_sealed_opens_again(table):
    assert SEAL.open(SEAL.close(table), COOKIE_LIFE) == table


@given(st.binary(max_size=300))
def test_nothing_else_opens(noise):
    assert SEAL.open(noise.decode("latin-1"), COOKIE_LIFE) is None


def test_every_changed_character_spoils_the_seal():
    closed = SEAL.close({"audience": "child"})
    for place in range(0, len(closed) - 2, 7):
        other = "A" if closed[place] != "A" else "B"
        assert SEAL.open(closed[:place] + other + closed[place + 1 :], COOKIE_LIFE) is None


def test_half_an_hour_is_the_end():
    now = int(time.time())
    assert SEAL.open(SEAL.close({}, at=now - COOKIE_LIFE + 5), COOKIE_LIFE) == {}
    assert SEAL.open(SEAL.close({}, at=now - COOKIE_LIFE - 5), COOKIE_LIFE) is None


def test_the_length_does_not_tell_how_much_was_answered():
    assert len(SEAL.close({"a": "child"})) == len(SEAL.close({"a": "child", "b": ["x", "y"]}))


def test_the_longest_visit_fits_into_the_cookie():
    from waymark.web.public import planner
    from waymark.web.public.journey import Journey

    facts = planner.facts()
    answers = {
        name: list(fact.values) if fact.many else (fact.values or ("GB",))[-1]
        for name, fact in facts.items()
    }
    visit = Journey(
        at="physical_danger", answers=answers, path=tuple(facts), stage="with_adult", opened=True,
        back_to="check", again=("self_harm", "physical_danger"), notice="choose", lane=True,
    )  # fmt: skip
    assert len(SEAL.close(visit.as_table())) <= MOST
    assert Journey.from_table(visit.as_table()) == visit


def test_the_key_is_for_the_service_alone(tmp_path):
    path = tmp_path / "keys" / "answers.key"
    key = load_or_make_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert load_or_make_key(path) == key
    assert [one.name for one in path.parent.iterdir()] == ["answers.key"]


def test_one_leaves_for_a_dull_page_of_the_same_country():
    assert Leaving().to("GB").startswith("https://www.metoffice")
    assert Leaving().to("XX") == Leaving().to(None)
    assert Leaving({"*": "https://example.org/"}).to("XX") == "https://example.org/"


@pytest.mark.parametrize("address", ["http://example.org/", "https://example.org/?from=help", "x"])
def test_a_place_that_would_tell_is_not_accepted(address):
    with pytest.raises(ValueError, match="plain https"):
        Leaving({"GB": address})


def test_a_form_may_end_only_here_or_where_leaving_leads():
    policy = security_headers(["https://weather.example"])["Content-Security-Policy"]
    assert "form-action 'self' https://weather.example;" in policy
