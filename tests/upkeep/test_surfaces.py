# SPDX-License-Identifier: Apache-2.0
"""What a worker changes shows everywhere, at once, after an upgrade too, and names nobody."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from html import unescape

import pytest

from waymark.directory.overlay import Key

TODAY = date(2026, 11, 24)
CHILDLINE = Key("GB", "child_helpline", "gb_childline")
CONSENT = Key("GB", "law", "age_of_consent")
PHONE = "0800 111 112"
SOURCE = "https://www.childline.org.uk/new"


@pytest.fixture
def corrected(desk):
    from waymark.upkeep.flows.correct import correct

    fields = {"phone": PHONE, "source": SOURCE}
    correct(desk, CHILDLINE, desk.print_of(CHILDLINE), fields, TODAY)
    law = {"value": 17, "note": "Planted.", "source": "https://law.example/17"}
    correct(desk, CONSENT, desk.print_of(CONSENT), law, TODAY)
    return desk


def run(data, *arguments, **env):
    return subprocess.run(
        [sys.executable, "-m", "waymark.cli", *arguments],
        env=os.environ | {"WAYMARK_DATA": str(data)} | env,
        capture_output=True, check=False, text=True,
    )  # fmt: skip


def shown_services(api):
    return {one["id"]: one for one in api["services"]}


def contacts(plan):
    return [one for stage in plan["stages"] for step in stage["steps"] for one in step["contacts"]]


def test_a_corrected_number_shows_everywhere(corrected, surfaces, data):
    assert PHONE in unescape(surfaces.page("/help/gb"))
    assert shown_services(surfaces.api())["gb_childline"]["phone"] == PHONE
    lines = [one for one in contacts(surfaces.plan()) if one["id"] == "gb_childline"]
    assert lines
    assert {one["phone"] for one in lines} == {PHONE}
    facts = data / "facts.json"
    facts.write_text('{"audience": "child", "country": "GB"}', "utf-8")
    assert PHONE in run(data, "plan", "--facts", str(facts), "--format", "json").stdout
    show = json.loads(run(data, "directory", "show", "GB", "--format", "json").stdout)
    (line,) = [one for one in show["services"] if one["id"] == "gb_childline"]
    assert (line["phone"], line["source"], line["checked_on"]) == (PHONE, SOURCE, "2026-11-24")


def test_a_corrected_law_shows_on_its_page_and_in_the_command(corrected, surfaces, data):
    page = unescape(surfaces.page("/help/gb/law"))
    assert "https://law.example/17" in page
    assert "Planted." in page
    show = json.loads(run(data, "directory", "show", "GB", "--format", "json").stdout)
    law = show["law"]["age_of_consent"]
    assert (law["value"], law["source"], law["status"]) == (
        17, "https://law.example/17", "checked",
    )  # fmt: skip
    assert surfaces.api()["law"]["age_of_consent"]["value"] == 17


def test_no_worker_is_named_outside_the_desk(corrected, surfaces, data):
    out = data / "edition.json"
    told = surfaces.everything()
    for shape in ("signed", "json", "hsds"):
        assert run(data, "directory", "export", "--as", shape, "--out", str(out)).returncode == 0
        told += out.read_text("utf-8")
    for command in ("show GB", "check", "compare GB", "show GB --format text"):
        told += run(data, "directory", *command.split()).stdout
    for named in ("Ann Bee", "ann@example.org", "checked_by"):
        assert named not in told


def test_an_old_overlay_that_still_names_somebody_tells_nobody(data, surfaces):
    folder = data / "directory"
    folder.mkdir()
    from waymark.directory.overlay import entry_at, fingerprint
    from waymark.web import here

    seen = fingerprint(entry_at(here.directory(), CHILDLINE))
    state = {"verb": "confirm", "checked_on": "2026-11-01", "checked_by": "Ann Bee", "seen": seen}
    (folder / "overlay.json").write_text(json.dumps({"entries": {str(CHILDLINE): state}}), "utf-8")
    assert shown_services(surfaces.api())["gb_childline"]["checked_on"] == "2026-11-01"
    assert "Ann Bee" not in surfaces.everything()


def test_a_withdrawn_entry_vanishes_and_the_emergency_number_stays(desk, surfaces, data):
    from waymark.upkeep.flows.withdraw import withdraw

    for one in list(desk.table["countries"]["GB"]["contacts"]["child_helpline"]):
        key = Key("GB", "child_helpline", one["id"])
        withdraw(desk, key, desk.print_of(key), "closed", TODAY)
    assert "gb_childline" not in shown_services(surfaces.api())
    page = surfaces.page("/help/gb")
    assert 'href="https://www.childline.org.uk"' not in page
    assert ">999<" in page
    plan = surfaces.plan()
    assert "gb_childline" not in {one["id"] for one in contacts(plan)}
    assert "gb_emergency_999" in {one["id"] for one in contacts(plan)}
    show = json.loads(run(data, "directory", "show", "GB", "--format", "json").stdout)
    assert "gb_childline" not in {one["id"] for one in show["services"]}
    assert show["emergency"]["numbers"] == ["999"]
    assert run(data, "directory", "verify", "x", "--key", "y").returncode == 2


def test_a_confirmed_entry_is_shown_as_checked(desk, surfaces):
    from waymark.upkeep.flows.confirm import confirm

    assert shown_services(surfaces.api())["gb_childline"]["checked_on"] is None
    confirm(desk, CHILDLINE, desk.print_of(CHILDLINE), TODAY)
    assert shown_services(surfaces.api())["gb_childline"]["checked_on"] == "2026-11-24"


def test_own_entries_survive_an_upgrade_and_the_change_is_told(corrected, surfaces, upgrade):
    from waymark.upkeep.desk import Desk

    def newer(table):
        (line,) = [
            one
            for one in table["countries"]["GB"]["contacts"]["child_helpline"]
            if one["id"] == "gb_childline"
        ]
        line["phone"] = "0800 111 119"
        table["countries"]["GB"]["law"]["practice"] = None

    upgrade(newer)
    assert shown_services(surfaces.api())["gb_childline"]["phone"] == PHONE
    after = Desk(corrected.worker)
    assert after.moved_on() == [CHILDLINE]
    assert [one.worker_name for one in after.history(CHILDLINE)] == ["Ann Bee"]


def test_a_confirmed_entry_that_is_delivered_anew_is_unchecked_again(desk, surfaces, upgrade):
    from waymark.upkeep.desk import Desk
    from waymark.upkeep.flows.confirm import confirm

    confirm(desk, CHILDLINE, desk.print_of(CHILDLINE), TODAY)

    def newer(table):
        for one in table["countries"]["GB"]["contacts"]["child_helpline"]:
            one["phone"] = "0800 111 119"

    upgrade(newer)
    line = shown_services(surfaces.api())["gb_childline"]
    assert (line["phone"], line["checked_on"]) == ("0800 111 119", None)
    after = Desk(desk.worker)
    assert after.moved_on() == [CHILDLINE]
    confirm(after, CHILDLINE, after.print_of(CHILDLINE), TODAY)
    assert after.moved_on() == []


def test_an_entry_that_an_upgrade_takes_away_is_kept_where_it_is_ones_own(
    corrected, surfaces, upgrade
):
    from waymark.upkeep.desk import Desk

    def newer(table):
        table["countries"]["GB"]["contacts"]["child_helpline"] = []

    upgrade(newer)
    assert shown_services(surfaces.api())["gb_childline"]["phone"] == PHONE
    assert Desk(corrected.worker).moved_on() == [CHILDLINE]


def test_confirming_ones_own_entry_settles_what_was_delivered_anew(corrected, upgrade):
    from waymark.upkeep.desk import Desk
    from waymark.upkeep.flows.confirm import confirm

    def newer(table):
        table["countries"]["GB"]["contacts"]["child_helpline"][0]["phone"] = "0800 111 119"

    upgrade(newer)
    after = Desk(corrected.worker)
    confirm(after, CHILDLINE, after.print_of(CHILDLINE), TODAY)
    assert after.moved_on() == []
    assert after.standing(CHILDLINE)["phone"] == PHONE


REPORT_REMOVE = Key("GB", "removal_report_remove", "gb_report_remove")
TAKE_IT_DOWN = Key("international", "removal_take_it_down", "int_take_it_down")


def steps(directory, **answers):
    from waymark.plan import plan

    known = {"audience": "child", "country": "GB", "image_subject": "this_child", **answers}
    made = plan(known | {"threat": "explicit"}, directory=directory).as_dict()
    return [step["action"] for stage in made["stages"] for step in stage["steps"]]


@pytest.mark.parametrize(
    ("key", "step", "flag"),
    [
        (REPORT_REMOVE, "hash_report_remove", "report_remove"),
        (TAKE_IT_DOWN, "hash_take_it_down", "take_it_down"),
    ],
)
def test_a_removal_service_that_was_withdrawn_is_no_step_of_a_plan(desk, key, step, flag):
    from waymark.upkeep.flows.restore import restore
    from waymark.upkeep.flows.withdraw import withdraw

    before = steps(desk.table)
    assert step in before
    withdraw(desk, key, desk.print_of(key), "It was closed.", TODAY)
    assert steps(desk.table) == [one for one in before if one != step]
    assert desk.table["countries"]["GB"]["flags"][flag] is False
    restore(desk, key, desk.print_of(key), TODAY)
    assert steps(desk.table) == before
    assert desk.table["countries"]["GB"]["flags"][flag] is True
