# SPDX-License-Identifier: Apache-2.0
"""From a history of any kind to what holds: the same rules whatever the order."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from waymark.upkeep.state import VERBS, Done, overlay_of

DAY = date(2026, 1, 1)
KEYS = ("GB/local/a", "GB/local/b", "GB/law/practice")
changes = st.builds(
    lambda key, verb, entry, seen, day: Done(
        key, verb, {"n": entry} if verb in ("add", "correct", "import") else None,
        seen, DAY + timedelta(days=day),
    ),
    st.sampled_from(KEYS), st.sampled_from(VERBS), st.integers(0, 9),
    st.sampled_from(["", "aaaa", "bbbb"]), st.integers(0, 400),
)  # fmt: skip
histories = st.lists(changes, max_size=30)


def done(verb, entry=None, seen="aaaa", day=0):
    return Done("GB/local/a", verb, entry, seen, DAY + timedelta(days=day))


def state(*history):
    return overlay_of(history).get("GB/local/a")


@given(histories)
def test_each_entry_has_its_own_history(history):
    whole = overlay_of(history)
    for key in KEYS:
        assert overlay_of(one for one in history if one.key == key).get(key) == whole.get(key)


@given(histories, changes)
def test_the_last_word_of_a_worker_holds(history, last):
    now = overlay_of([*history, last]).get(last.key)
    if last.verb == "restore" or (last.verb == "withdraw" and not last.seen):
        assert now is None
    elif last.verb == "confirm":
        assert now["checked_on"] == last.on.isoformat()
        assert now.get("entry") == (overlay_of(history).get(last.key) or {}).get("entry")
    elif last.verb == "withdraw":
        assert now["verb"] == "withdraw"
        assert "entry" not in now
    else:
        assert now["entry"] == last.entry


@given(histories)
def test_only_somebody_who_looked_sets_the_day_of_checking(history):
    looked = {
        (one.key, one.on.isoformat()) for one in history if one.verb not in ("import", "restore")
    }
    for key, now in overlay_of(history).items():
        assert now["checked_on"] is None or (key, now["checked_on"]) in looked


@given(histories)
def test_no_worker_is_named_in_what_holds(history):
    for now in overlay_of(history).values():
        assert set(now) <= {"verb", "entry", "seen", "checked_on"}


@given(histories, st.sampled_from(KEYS))
def test_after_putting_back_it_is_as_if_nothing_had_been(history, key):
    put_back = Done(key, "restore", None, "aaaa", DAY)
    assert key not in overlay_of([*history, put_back])
    again = Done(key, "confirm", None, "aaaa", DAY)
    assert overlay_of([*history, put_back, again])[key] == overlay_of([again])[key]


def test_a_correction_that_is_confirmed_later_stays_and_is_dated_anew():
    now = state(done("correct", {"n": 1}), done("confirm", seen="bbbb", day=9))
    assert now == {"verb": "correct", "entry": {"n": 1}, "checked_on": "2026-01-10", "seen": "bbbb"}


def test_what_was_added_and_withdrawn_leaves_nothing_to_cover():
    assert state(done("add", {"n": 1}, ""), done("withdraw", seen="")) is None


def test_what_is_delivered_and_withdrawn_stays_covered():
    assert state(done("correct", {"n": 1}), done("withdraw"))["verb"] == "withdraw"


def test_a_row_of_a_table_is_no_look_until_somebody_confirms_it():
    row = done("import", {"n": 1}, "")
    assert state(row)["checked_on"] is None
    assert state(row)["verb"] == "add"
    assert state(row, done("confirm", seen="", day=1))["checked_on"] == "2026-01-02"


def test_an_entry_that_an_upgrade_took_away_is_then_ones_own():
    now = state(done("correct", {"n": 1}), done("correct", {"n": 2}, ""))
    assert now["verb"] == "add"
