# SPDX-License-Identifier: Apache-2.0
"""What the country files hold, and what happens when somebody makes a mistake in one."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from waymark.content.strict import ContentFault
from waymark.directory.check import check_directory
from waymark.directory.compile import compile_directory
from waymark.directory.countries import load_directory
from waymark.directory.kinds import LAW_KEYS, SERVICE_KINDS
from waymark.plan import plan
from waymark.plan.author import rule_book
from waymark.plan.engine import COMPILED, Engine

ON = date(2026, 11, 24)

NUMBERS = {"GB": ["999"], "US": ["911"], "CA": ["911"], "AU": ["000"], "IE": ["112", "999"]}


def all_contacts(table):
    places = [*table["countries"].values(), table["international"]]
    return [one for place in places for contacts in place["contacts"].values() for one in contacts]


@pytest.mark.parametrize(("code", "numbers"), NUMBERS.items())
def test_each_country_names_its_emergency_number(table, code, numbers):
    assert table["countries"][code]["emergency"] == numbers
    shown = table["countries"][code]["contacts"]["emergency"]
    assert [contact["phone"] for contact in shown] == numbers
    assert {contact["open"] for contact in shown} == {"24h"}


def test_every_country_of_the_world_can_be_chosen(table):
    assert len(table["countries"]) == 249
    assert table["countries"]["NO"]["name"] == "Norway"
    held = {code for code, entry in table["countries"].items() if entry["file"]}
    assert len(held) == 56
    assert set(NUMBERS) < held


def test_every_country_has_every_kind_of_service_listed_even_if_empty(table):
    for entry in [*table["countries"].values(), table["international"]]:
        assert tuple(entry["contacts"]) == SERVICE_KINDS


def test_every_contact_names_a_source_on_the_web(table):
    contacts = all_contacts(table)
    assert len(contacts) > 100
    for contact in contacts:
        assert re.match(r"https?://[^ ]+\.", contact["source"]), contact["id"]
        assert contact["confidence"] in {"high", "medium", "low"}


def test_nothing_claims_that_a_person_checked_it(table):
    assert {contact["checked_on"] for contact in all_contacts(table)} == {None}


def test_every_contact_can_be_reached_and_has_an_id_of_its_own(table):
    contacts = all_contacts(table)
    assert all(one["phone"] or one["text"] or one["url"] for one in contacts)
    ids = [one["id"] for one in contacts]
    assert len(ids) == len(set(ids))


def test_telephone_numbers_can_be_dialled_as_they_stand(table):
    for contact in all_contacts(table):
        assert contact["phone"] is None or re.fullmatch(r"[+*]?[\d ()-]{2,22}", contact["phone"])


@pytest.mark.parametrize("code", sorted(NUMBERS))
def test_a_child_in_each_country_finds_someone_at_any_hour(table, code):
    contacts = table["countries"][code]["contacts"]
    lines = contacts["child_helpline"] + contacts["crisis_line"]
    assert any(one["open"] == "24h" and (one["phone"] or one["text"]) for one in lines)


@pytest.mark.parametrize(
    ("code", "kind", "name"),
    [
        ("GB", "exploitation_report", "CEOP"),
        ("US", "exploitation_report", "CyberTipline"),
        ("AU", "exploitation_report", "ACCCE"),
        ("CA", "exploitation_report", "Cybertip.ca"),
        ("IE", "exploitation_report", "Hotline.ie"),
        ("GB", "hotline", "Internet Watch Foundation"),
        ("GB", "removal_report_remove", "Report Remove"),
        ("AU", "removal_scheme", "eSafety"),
    ],
)
def test_each_country_names_its_own_places_to_report(table, code, kind, name):
    assert any(name in contact["name"] for contact in table["countries"][code]["contacts"][kind])


def test_the_fallback_is_enough_to_act_on(table):
    contacts = table["international"]["contacts"]
    for kind in ("child_helpline", "hotline", "exploitation_report", "removal_take_it_down"):
        assert contacts[kind][0]["url"].startswith("https://"), kind
    assert not table["international"]["emergency"]
    assert (
        "emergency number" in table["international"]["notes"][0] or table["international"]["notes"]
    )


def test_the_adult_picture_service_is_nowhere_in_the_directory(table):
    assert not [one for one in all_contacts(table) if "stopncii" in str(one).lower()]


@pytest.mark.parametrize(
    ("code", "flag", "value"),
    [
        ("GB", "duty", "none"), ("US", "duty", "professionals"), ("CA", "duty", "professionals"),
        ("AU", "duty", "professionals"), ("IE", "duty", "professionals"),
        ("IN", "duty", "everyone"), ("ZA", "duty", "everyone"), ("BR", "duty", "everyone"),
        ("FR", "duty", "everyone"), ("ES", "duty", "everyone"), ("SE", "duty", "professionals"),
        ("NO", "duty", "professionals"), ("DE", "duty", "none"), ("NZ", "duty", "none"),
        ("FJ", "duty", "none"),
        ("DE", "advice_is_report", True), ("GB", "advice_is_report", False),
        ("AU", "removal_scheme", True), ("ES", "removal_scheme", True),
        ("IE", "removal_scheme", True), ("NZ", "removal_scheme", True),
        ("GB", "removal_scheme", False), ("GB", "report_remove", True),
        ("IE", "report_remove", False), ("GB", "barnahus", True), ("IS", "barnahus", True),
        ("FJ", "barnahus", False),
    ],
)  # fmt: skip
def test_the_flags_that_rules_ask_for_hold(table, code, flag, value):
    assert table["countries"][code]["flags"][flag] == value


# What the guidance assumed from general knowledge before there were files (facts, section 2.5).
ASSUMED = ("US", "CA", "AU", "IE", "IN", "ZA", "BR", "FR", "ES", "SE")


def test_a_duty_is_confirmed_only_with_its_source(table):
    for code, entry in table["countries"].items():
        if entry["flags"]["duty_confirmed"]:
            assert entry["duty"]["source"].startswith("https://"), code


def test_every_duty_that_was_assumed_is_confirmed_by_now_or_on_the_list_of_gaps(table):
    gaps = {gap["country"] for gap in check_directory(table, ON)["gaps"] if gap["field"] == "duty"}
    for code in (*ASSUMED, "DE", "NL", "NZ", "KE", "GB"):
        confirmed = table["countries"][code]["flags"]["duty_confirmed"]
        assert confirmed is (code not in gaps), code
    assert {"GB", "NL", "KE"} <= gaps


def test_a_service_that_takes_the_picture_or_is_unsure_drives_no_plan(content):
    path = content / "countries" / "es.yaml"
    text = path.read_text(encoding="utf-8")
    assert compile_directory(content)[1]["countries"]["ES"]["flags"]["removal_scheme"]
    path.write_text(text.replace("picture_leaves_device: false", "picture_leaves_device: true"))
    assert not compile_directory(content)[1]["countries"]["ES"]["flags"]["removal_scheme"]


def test_take_it_down_goes_from_plans_when_its_entry_goes(content):
    path = content / "international.yaml"
    text = path.read_text(encoding="utf-8")
    assert {
        one["flags"]["take_it_down"] for one in compile_directory(content)[1]["countries"].values()
    } == {True}
    start = text.index("  removal_take_it_down:")
    end = start + 3 + re.search(r"\n  [a-z_]+:\n", text[start + 3 :]).start() + 1
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    table = compile_directory(content)[1]
    assert {one["flags"]["take_it_down"] for one in table["countries"].values()} == {False}
    book = rule_book(directory=table)
    answers = {
        "audience": "child",
        "country": "GB",
        "image_subject": "this_child",
        "threat": "explicit",
    }
    ours, theirs = (
        {step["action"] for stage in made["stages"] for step in stage["steps"]}
        for made in (
            plan(answers).as_dict(),
            Engine(book, table, json.loads((COMPILED / "text.en.json").read_text("utf-8")))
            .plan(answers)
            .as_dict(),
        )
    )
    assert "hash_take_it_down" in ours
    assert ours - theirs == {"hash_take_it_down"}


def test_report_remove_goes_from_plans_when_its_entry_goes(content):
    path = content / "countries" / "gb.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("  removal_report_remove:")
    rest = text[start + 3 :]
    end = start + 3 + re.search(r"\n  [a-z_]+:\n", rest).start() + 1
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    table = compile_directory(content)[1]
    assert not table["countries"]["GB"]["flags"]["report_remove"]
    made = plan({"audience": "child", "country": "GB", "threat": "explicit"}, directory=table)
    assert "removal_report_remove" not in str(made.as_dict()["stages"])


def test_each_country_answers_each_question_of_law_or_says_that_nothing_was_found(table):
    for code in NUMBERS:
        law = table["countries"][code]["law"]
        assert tuple(law) == LAW_KEYS
        for value in law.values():
            assert value is None or (value["source"] and value["confidence"])


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('code: "GB"', "code: NO", "quote this"),
        ('code: "GB"', 'code: "ZZ"', "ZZ is no country code"),
        ('code: "GB"', 'code: "FR"', "fr.yaml"),
        ("id: gb_ceop", "id: gb_iwf", "the id gb_iwf is taken"),
        ('phone: "0800 1111"', "phone: 8001111", "valid string"),
        ("id: gb_childline", "ident: gb_childline", "is not known here"),
        ("confidence: high", "confidence: certain", "'high', 'medium' or 'low'"),
        ('source_date: "2026-10-09"', 'source_date: "2026-13-09"', "month"),
        ('source_date: "2026-10-09"', 'source_date: "09.10.2026"', "a date belongs here"),
        ("  checked_on: null", "  checked_on: today", "a day belongs here"),
        ('open: "24h"', 'open: "always"', "24h"),
        (
            "source: https://www.ceop.police.uk/ceop-reporting/",
            "source: the website",
            "web address",
        ),
        (
            "source: https://www.ceop.police.uk/ceop-reporting/",
            "source: http://www.ceop.police.uk/ceop-reporting/",
            "https://",
        ),
        ('phone: "0800 1111"', 'phone: "0800 111"', "no telephone number in GB"),
        ('phone: "0800 1111"', 'phone: "0800 1111 or 116 111"', "one telephone number"),
        ('source_date: "2026-10-09"', 'source_date: "2126-10-09"', "in the future"),
        ("zone: Europe/London", "zone: Europe/Londres", "time zone"),
        (
            "source: https://www.ceop.police.uk/ceop-reporting/",
            "source: https://www.ceop.police.uk@elsewhere.example/",
            "https://",
        ),
        ("  child_age_for_sexual_images:", "  child_age:", "law lacks child_age"),
        ('numbers: ["999"]', "numbers: []", "at least 1 item"),
        ('numbers: ["999"]', "numbers: [999]", "valid string"),
        ("  child_helpline:", "  child_helplines:", "child_helplines"),
    ],
)
def test_a_mistake_in_a_country_file_is_named_with_file_and_line(spoil, old, new, says):
    content = spoil("countries/gb.yaml", old, new)
    with pytest.raises(ContentFault) as caught:
        load_directory(content)
    assert says in str(caught.value)
    assert re.search(r"gb\.yaml:\d+: ", str(caught.value))


def test_a_flag_that_holds_needs_its_source(content):
    path = content / "countries" / "gb.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    start = next(at for at, line in enumerate(lines) if line == "  barnahus:\n")
    at = next(n for n in range(start, len(lines)) if lines[n].startswith("    source: "))
    lines[at] = "    source: null\n"
    path.write_text("".join(lines), encoding="utf-8")
    with pytest.raises(ContentFault, match=r"gb\.yaml:\d+: flags\.barnahus: .*its source"):
        load_directory(content)


def test_a_missing_source_is_named_on_the_line_of_its_entry(spoil):
    content = spoil(
        "countries/gb.yaml", "      source: https://learning.nspcc.org.uk/services/childline\n", ""
    )
    with pytest.raises(ContentFault, match="source: is missing") as caught:
        load_directory(content)
    lines = (content / "countries" / "gb.yaml").read_text(encoding="utf-8").splitlines()
    assert "gb_childline" in lines[caught.value.line - 1]


def test_all_mistakes_of_all_files_are_named_at_once(spoil):
    spoil("countries/gb.yaml", "confidence: high", "confidence: sure")
    content = spoil("countries/us.yaml", "confidence: high", "confidence: sure")
    with pytest.raises(ContentFault) as caught:
        load_directory(content)
    assert {fault.path.rpartition("/")[2] for fault in caught.value.faults} == {
        "gb.yaml",
        "us.yaml",
    }


def test_a_new_country_needs_nothing_but_its_file(content):
    text = (content / "countries" / "ie.yaml").read_text(encoding="utf-8")
    fiji = text.replace('code: "IE"', 'code: "FJ"').replace("id: ie_", "id: fj_")
    # numbers are those of the country: Irish ones cannot be dialled in Fiji
    fiji = re.sub(r'phone: "[^"]+"', 'phone: "1325"', fiji)
    (content / "countries" / "fj.yaml").write_text(fiji, encoding="utf-8")
    assert load_directory(content).countries["FJ"].emergency.numbers == ["112", "999"]
