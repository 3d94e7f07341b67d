# SPDX-License-Identifier: Apache-2.0
"""What a worker can do to the directory, and what nobody can."""

from __future__ import annotations

import json
import stat
from datetime import date, timedelta

import pytest

from waymark.directory.overlay import Key

TODAY = date(2026, 11, 24)
CHILDLINE = Key("GB", "child_helpline", "gb_childline")
CONSENT = Key("GB", "law", "age_of_consent")
NEW = {"phone": "0800 111 112", "source": "https://www.childline.org.uk/new"}
SERVICE = {
    "name": "Harbour Clinic", "phone": "020 7946 0018", "place": "Bristol",
    "waiting": "about two weeks", "refer": "ring in the morning",
    "source": "https://clinic.example/contact",
}  # fmt: skip
TABLE = b"country,kind,name,source,phone,place\nGB,local,Quay House,https://quay.example/,020 7946 0101,Hull\n"


def flows():
    from waymark.upkeep.flows.add import add
    from waymark.upkeep.flows.bring_in import bring_in
    from waymark.upkeep.flows.confirm import confirm
    from waymark.upkeep.flows.correct import correct
    from waymark.upkeep.flows.restore import restore
    from waymark.upkeep.flows.withdraw import withdraw

    return add, bring_in, confirm, correct, restore, withdraw


def correct(desk, key=CHILDLINE, on=TODAY, **fields):
    from waymark.upkeep.flows.correct import correct

    correct(desk, key, desk.print_of(key), fields or NEW, on)


def confirm(desk, key=CHILDLINE, on=TODAY):
    from waymark.upkeep.flows.confirm import confirm

    confirm(desk, key, desk.print_of(key), on)


def withdraw(desk, key=CHILDLINE, reason="the line was closed", on=TODAY):
    from waymark.upkeep.flows.withdraw import withdraw

    withdraw(desk, key, desk.print_of(key), reason, on)


def restore(desk, key=CHILDLINE, on=TODAY):
    from waymark.upkeep.flows.restore import restore

    restore(desk, key, desk.print_of(key), on)


def add(desk, country="GB", kind="local", on=TODAY, **fields):
    from waymark.upkeep.flows.add import add

    return add(desk, country, kind, SERVICE | fields, on)


def bring_in(desk, raw=TABLE, shown=None):
    from waymark.upkeep.flows.bring_in import bring_in

    return bring_in(desk, raw, TODAY, shown)


@pytest.mark.parametrize(
    "worker", [{"roles": ["admin"]}, {"roles": []}, {"roles": ["editor"], "is_active": False}]
)
def test_only_an_active_editor_sits_at_the_desk(data, new_worker, worker):
    from waymark.upkeep.desk import Desk, NotAnEditor

    with pytest.raises(NotAnEditor):
        Desk(new_worker(**worker))


def test_an_admin_who_is_an_editor_too_may(data, new_worker):
    from waymark.upkeep.desk import Desk

    confirm(Desk(new_worker(roles=["admin", "editor"])))


def test_history_names_worker_source_and_day(desk):
    correct(desk)
    (change,) = desk.history(CHILDLINE)
    assert (change.verb, change.worker_name, change.source, change.on) == (
        "correct", "Ann Bee", NEW["source"], TODAY,
    )  # fmt: skip
    assert change.delivered["phone"] == "0800 1111"
    assert change.entry["phone"] == NEW["phone"]
    desk.worker.full_name = "Ann Dee"
    desk.worker.save()
    confirm(desk)
    assert [one.worker_name for one in desk.history(CHILDLINE)] == ["Ann Dee", "Ann Bee"]


def test_history_is_never_rewritten(desk):
    from waymark.upkeep.models import Change, NeverRewritten

    correct(desk)
    (change,) = desk.history(CHILDLINE)
    change.worker_name = "Nobody"
    for rewrite in (
        change.save,
        change.delete,
        Change.objects.all().delete,
        lambda: Change.objects.update(worker_name="Nobody"),
        lambda: Change.objects.bulk_update([change], ["worker_name"]),
    ):
        with pytest.raises(NeverRewritten):
            rewrite()
    assert desk.history(CHILDLINE)[0].worker_name == "Ann Bee"


def test_somebody_with_a_history_cannot_be_deleted(desk):
    from django.db.models import ProtectedError

    correct(desk)
    with pytest.raises(ProtectedError):
        desk.worker.delete()


def test_a_correction_is_checked_and_keeps_the_other_values(desk):
    before = desk.standing(CHILDLINE)
    correct(desk)
    now = desk.standing(CHILDLINE)
    assert now["phone"] == NEW["phone"]
    assert (now["checked_on"], now["own"], now["doubtful"]) == (TODAY.isoformat(), True, False)
    assert {name: now[name] for name in ("name", "hours", "open", "note", "anonymous")} == {
        name: before[name] for name in ("name", "hours", "open", "note", "anonymous")
    }


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"phone": "12"*9}, "phone"), ({"source": "http://a.example"}, "source"),
        ({"source": None}, "source"), ({"source_date": "2027-01-01"}, "source_date"),
        ({"phone": None, "url": None}, "row"), ({"open": [{"days": [9], "from": "1", "to": "2"}]}, "open"),
    ],
)  # fmt: skip
def test_what_cannot_be_so_is_told_by_field_and_not_stored(desk, fields, at):
    from waymark.upkeep.reading import BadEntry

    with pytest.raises(BadEntry) as fault:
        correct(desk, **fields)
    assert fault.value.faults[0].startswith(at)
    assert desk.history(CHILDLINE) == []


def test_the_law_on_own_pictures_takes_known_words_only(desk):
    from waymark.upkeep.reading import BadEntry

    key = Key("GB", "law", "self_generated_imagery")
    with pytest.raises(BadEntry):
        correct(desk, key, value="whatever", source="https://law.example/")
    correct(desk, key, value="exempt", source="https://law.example/")
    assert desk.standing(key)["value"] == "exempt"


def test_the_second_of_two_workers_at_one_entry_is_told(desk, other):
    from waymark.upkeep.desk import Stale

    seen = other.print_of(CHILDLINE)
    correct(desk)
    _, _, confirm_entry, correct_entry, restore_entry, withdraw_entry = flows()
    for late in (
        lambda: confirm_entry(other, CHILDLINE, seen, TODAY),
        lambda: correct_entry(other, CHILDLINE, seen, {"phone": "0800 111 113"}, TODAY),
        lambda: withdraw_entry(other, CHILDLINE, seen, "gone", TODAY),
        lambda: restore_entry(other, CHILDLINE, seen, TODAY),
    ):
        with pytest.raises(Stale):
            late()
    assert len(other.history(CHILDLINE)) == 1


def test_a_change_that_is_not_published_yet_counts_too(desk, other, monkeypatch):
    from waymark.upkeep.desk import Stale
    from waymark.upkeep.flows import turn

    seen = other.print_of(CHILDLINE)
    monkeypatch.setattr(turn, "publish", lambda: None)
    correct(desk)
    _, _, confirm_entry, *_ = flows()
    with pytest.raises(Stale):
        confirm_entry(other, CHILDLINE, seen, TODAY)


def test_an_emergency_number_can_be_confirmed_and_nothing_else(desk, surfaces):
    from waymark.directory.commands import check
    from waymark.upkeep.reading import BadEntry

    key = Key("GB", "emergency", "gb_emergency_999")
    with pytest.raises(BadEntry):
        correct(desk, key, phone="998")
    with pytest.raises(BadEntry):
        withdraw(desk, key)
    confirm(desk, key)
    assert desk.standing(key)["checked_on"] == TODAY.isoformat()
    due = check(TODAY + timedelta(days=100), table=desk.table)["due"]
    assert not [one for one in due if one["country"] == "GB" and one["kind"] == "emergency"]
    assert surfaces.api()["emergency"]["numbers"] == ["999"]


def test_even_a_written_overlay_cannot_take_an_emergency_number_away(desk):
    from waymark.directory.overlay import apply, entry_at

    key = Key("GB", "emergency", "gb_emergency_999")
    out = {str(key): {"verb": "withdraw", "checked_on": "2026-01-01", "seen": ""}}
    assert entry_at(apply(desk.delivered, out), key)["phone"] == "999"


def test_withdrawing_needs_a_reason_that_fits(desk):
    from waymark.upkeep.reading import BadEntry

    for reason in ("", "  \n ", "x" * 500):
        with pytest.raises(BadEntry):
            withdraw(desk, reason=reason)
    withdraw(desk, reason="the line\nwas closed")
    assert desk.standing(CHILDLINE) is None
    assert desk.history(CHILDLINE)[0].reason == "the line was closed"


def test_a_withdrawn_entry_can_be_kept_out_and_brought_back(desk):
    from waymark.upkeep.desk import NoSuchEntry

    withdraw(desk)
    with pytest.raises(NoSuchEntry):
        confirm(desk)
    withdraw(desk, reason="still closed")
    restore(desk)
    assert desk.standing(CHILDLINE) == desk.delivered_at(CHILDLINE)
    assert desk.overlay == {}
    with pytest.raises(NoSuchEntry):
        restore(desk)
    assert [one.verb for one in desk.history(CHILDLINE)] == ["restore", "withdraw", "withdraw"]


def test_an_added_service_that_is_withdrawn_is_gone_and_its_history_stays(desk):
    key = add(desk)
    assert desk.standing(key)["waiting"] == "about two weeks"
    withdraw(desk, key)
    assert desk.standing(key) is None
    assert desk.overlay == {}
    assert [one.verb for one in desk.history(key)] == ["withdraw", "add"]
    assert add(desk) == key


def test_a_service_is_added_once_and_only_where_it_may(desk):
    from waymark.upkeep.reading import BadEntry

    add(desk)
    add(desk, place="Bath")
    for country, kind, fields in (
        ("GB", "local", {}), ("ZZ", "local", {}), ("GB", "emergency", {}), ("GB", "law", {}),
        ("GB", "removal_scheme", {}), ("GB", "local", {"name": ""}), ("gb", "local", {}),
        ("GB", "local", {"name": "X", "source": ""}), ("GB", "local", {"name": "Y", "phone": "1"*20}),
    ):  # fmt: skip
        with pytest.raises(BadEntry):
            add(desk, country, kind, **fields)
    assert len(desk.overlay) == 2


def test_a_service_in_a_country_without_a_file_shows_and_falls_due(desk, surfaces):
    from waymark.directory.commands import check

    key = add(desk, "FJ", phone="+679 331 3300", name="Suva House")
    assert "Suva House" in surfaces.page("/help/fj")
    assert "Suva House" in json.dumps(surfaces.api("FJ"))
    assert "FJ" in json.loads(surfaces.page("/api/v1/directory"))["countries"]
    later = TODAY + timedelta(days=400)
    due = check(later, table=desk.table)["due"]
    assert (key.place, key.id) in {(one["country"], one["id"]) for one in due}


def test_rows_of_a_table_are_stored_unchecked_in_the_workers_name(desk):
    rows = bring_in(desk)
    assert [row.verdict for row in rows] == ["add"]
    entry = desk.standing(rows[0].key)
    assert entry["checked_on"] is None
    assert desk.history(rows[0].key)[0].worker_name == "Ann Bee"
    assert [row.verdict for row in bring_in(desk)] == ["same"]
    assert len(desk.history(rows[0].key)) == 1


def test_one_refused_row_and_nothing_is_stored(desk):
    from waymark.upkeep.flows.bring_in import RowsRefused
    from waymark.upkeep.models import Change

    bad = TABLE + b"GB,local,Broken,ftp://x,,\n"
    with pytest.raises(RowsRefused) as refused:
        bring_in(desk, bad)
    assert [row.verdict for row in refused.value.rows] == ["add", "refuse"]
    assert Change.objects.count() == 0
    assert desk.overlay == {}


def test_what_was_shown_is_stored_or_nothing(desk, other):
    from waymark.directory.rows import read_rows
    from waymark.upkeep.flows.bring_in import OutcomeChanged, outcome

    shown = outcome(list(read_rows(TABLE, desk.table, TODAY)))
    bring_in(other)
    with pytest.raises(OutcomeChanged):
        bring_in(desk, shown=shown)


def test_a_row_changes_what_it_has_a_column_for_and_keeps_the_rest(desk):
    key = add(desk, hours="weekdays", open=[{"days": [0], "from": "09:00", "to": "12:00"}])
    row = f"country,kind,id,name,source,phone\nGB,local,{key.id},Harbour Clinic,https://clinic.example/contact,020 7946 0019\n"
    (told,) = bring_in(desk, row.encode())
    assert (told.verdict, told.reason) == ("change", f"{key}: phone")
    now = desk.standing(key)
    assert now["phone"] == "020 7946 0019"
    assert now["waiting"] == "about two weeks"
    assert now["open"] == [{"days": [0], "from": "09:00", "to": "12:00"}]


def test_a_row_that_changes_the_hours_takes_the_exact_ones_away(desk):
    key = add(desk, hours="weekdays", open="24h")
    row = "country,kind,name,place,source,hours\nGB,local,Harbour Clinic,Bristol,https://clinic.example/contact,Mondays\n"
    bring_in(desk, row.encode())
    now = desk.standing(key)
    assert (now["hours"], now["open"], now["phone"]) == ("Mondays", None, "020 7946 0018")


def test_the_files_are_for_the_service_alone_and_name_nobody(desk, data):
    correct(desk)
    add(desk)
    folder = data / "directory"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for file in folder.iterdir():
        written = file.read_text("utf-8")
        assert "Ann" not in written
        assert "ann@" not in written
    assert not list(folder.glob("*.partial"))


def test_the_overlay_is_written_anew_from_the_history(desk, data):
    from waymark.upkeep.flows.publish import publish

    correct(desk)
    file = data / "directory" / "overlay.json"
    before = file.read_text("utf-8")
    file.unlink()
    publish()
    assert file.read_text("utf-8") == before
