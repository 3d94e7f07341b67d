# SPDX-License-Identifier: Apache-2.0
"""Who helps, where it is and what the law says, as somebody meets it on the public pages."""

from __future__ import annotations

import copy
import json
import re
from html import unescape

import page_checks
import pytest

from waymark.web import here

SAYS = re.compile(r"<section class=\"card\">.*?</section>", re.DOTALL)


@pytest.fixture
def get(visitor):
    return lambda address: unescape(visitor.client.get(address).content.decode())


@pytest.fixture
def look_for(visitor):
    def found(words="", need=""):
        answer = visitor.client.post("/help", {"find": words, "need": need})
        assert answer.status_code == 200
        return unescape(answer.content.decode())

    return found


@pytest.fixture
def changed(monkeypatch):
    """The directory with one thing in it changed, for the pages."""

    def change(how):
        table = copy.deepcopy(here.directory())
        how(table)
        monkeypatch.setattr(here, "directory", lambda: table)

    return change


# -- looking for help


@pytest.mark.parametrize("words", ["Norway", "norw", "NORWAY", "alarmtelefonen", "kors pa halsen"])
def test_a_service_is_found_by_country_and_by_name(look_for, words):
    page = look_for(words)
    assert "/help/no" in page
    assert 'href="tel:' in page.split("<main")[1]


def test_an_app_is_found_by_the_name_people_use(look_for):
    assert "/help/where/instagram" in look_for("insta")


def test_a_need_alone_is_enough_to_find_somebody(look_for):
    assert "Worried about your own thoughts or acts" in look_for(need="own_behaviour")


def test_something_to_read_is_found_by_its_publisher(look_for):
    assert "childnet.com" in look_for("childnet")


def test_what_is_not_found_is_said_and_the_countries_are_one_tap_away(look_for):
    page = look_for("zzzz")
    assert "Nothing fits these words" in page
    assert 'href="/help"' in page


def test_too_much_to_show_says_how_to_get_less(look_for):
    assert "Add a letter or a word" in look_for("c", "talk")


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "'; drop table", "\x00", "a" * 9999]
)
def test_strange_words_find_nothing_and_break_nothing(visitor, words):
    page = visitor.client.post("/help", {"find": words}).content.decode()
    assert "<script>alert" not in page
    assert page_checks.no_way_in(page) == []


def test_what_somebody_looks_for_stands_in_no_address_no_cookie_and_no_file(visitor, tmp_path):
    from django.conf import settings

    word = "Kummerkasten"
    answer = visitor.client.post("/help", {"find": word, "need": "talk"})
    assert answer.status_code == 200
    assert "Location" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies
    for file in settings.WAYMARK_DATA.rglob("*"):
        assert not file.is_file() or word.encode() not in file.read_bytes()


# -- one country


def test_norway_shows_who_to_call_who_to_write_to_and_how_to_get_a_picture_down(get):
    page = get("/help/no")
    for words in (
        "112",
        "Alarmtelefonen",
        "116 111",
        "Who to write to",
        "Slettmeg",
        "Take It Down",
    ):
        assert words in page
    assert page_checks.dated_contacts(page) == []


def test_a_country_without_a_file_still_shows_where_to_turn(get):
    page = get("/help/fj")
    assert "Find a child helpline" in page
    assert "Take It Down" in page
    assert "None" not in page.split("<main")[1]


@pytest.mark.parametrize("code", ["gb", "no", "ke", "fj", "jp"])
def test_every_country_page_keeps_the_page_rules(visitor, code):
    answer = visitor.client.get(f"/help/{code}")
    page = answer.content.decode()
    assert page_checks.way_out_first(page) == []
    assert page_checks.no_way_in(page) == []
    assert page_checks.asks_for_no_copy(page) == []
    assert page_checks.nothing_stored_or_told(page, answer.headers) == []


def test_what_is_not_known_is_named_as_missing(get):
    assert "Not on our list yet" in get("/help/ke")
    assert "Bullying" in get("/help/ke").split("Not on our list yet")[1]


def test_an_entry_nobody_is_sure_of_says_so_and_help_from_anywhere_stands_below(get, changed):
    def doubt(table):
        table["countries"]["NO"]["contacts"]["crisis_line"] = [
            one | {"doubtful": True} for one in table["countries"]["NO"]["contacts"]["crisis_line"]
        ]

    changed(doubt)
    page = get("/help/no")
    assert "We are not sure of this one" in page
    assert "Find A Helpline" in page


def test_machines_read_the_services_too(get, visitor):
    page = visitor.client.get("/help/no").content.decode()
    linked = json.loads(
        re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1]
    )
    assert linked["@context"] == "https://schema.org"
    names = [one["name"] for one in linked["itemListElement"]]
    assert "Alarmtelefonen for barn og unge" in names


def test_a_name_cannot_end_the_script_element(get, changed, visitor):
    def plant(table):
        contact = table["countries"]["NO"]["contacts"]["child_helpline"][0]
        contact["name"] = "</script><b>planted"

    changed(plant)
    page = visitor.client.get("/help/no").content.decode()
    assert "<b>planted" not in page


def test_the_page_of_a_minute_is_made_once_and_a_change_shows_at_once(get, changed):
    assert "116 111" in get("/help/no")

    def other(table):
        table["countries"]["NO"]["contacts"]["child_helpline"][0]["phone"] = "800 33 000"

    changed(other)
    assert "800 33 000" in get("/help/no")


# -- the law


def child_part(page):
    return SAYS.search(page)[0]


def law(table, code="NO"):
    return table["countries"][code]["law"]["self_generated_imagery"]


def test_a_young_person_reads_fixed_sentences_and_adults_the_sources(get):
    page = get("/help/no/law")
    assert "Could I be in trouble?" in page
    assert "makes room for young people" in child_part(page)
    assert "s.311" not in child_part(page)
    assert "lovdata.no" in page.split("For adults")[1]
    assert "This is not legal advice" in page


@pytest.mark.parametrize(
    "weak",
    [{"source_date": "2019-05-01"}, {"source_date": None}, {"confidence": "low"}, {"exact": False}],
)
def test_nobody_is_reassured_on_a_weak_old_or_undated_source(get, changed, weak):
    changed(lambda table: law(table).update(weak))
    part = child_part(get("/help/no/law"))
    assert "makes room for young people" not in part
    assert "We do not know for sure" in part


def test_what_a_person_checked_may_reassure_whatever_its_age(get, changed):
    changed(lambda table: law(table).update(source_date="2010", checked_on="2026-11-01"))
    assert "makes room for young people" in child_part(get("/help/no/law"))


def test_a_check_of_long_ago_reassures_nobody(get, changed):
    changed(lambda table: law(table).update(checked_on="2020-01-01"))
    page = get("/help/no/law")
    assert "We do not know for sure" in child_part(page)
    assert "Not checked since 1 January 2020." in page


def test_where_nothing_is_known_the_page_says_so_and_names_the_helpline(get, changed):
    changed(lambda table: table["countries"]["NO"]["law"].update(self_generated_imagery=None))
    part = child_part(get("/help/no/law"))
    assert "We do not know for sure" in part
    assert "116 111" in part


def test_a_country_without_a_file_leads_to_what_counts_everywhere(get):
    page = get("/help/fj/law")
    assert "We have no page of law for this country yet" in page
    assert 'href="/help/international/law"' in page


def test_every_value_of_every_law_page_has_its_source_beside_it(get):
    for code in ("gb", "us", "no", "ke", "in"):
        rows = re.findall(r"<dd>(.*?)</dd>", get(f"/help/{code}/law"), re.DOTALL)
        assert len(rows) > 20
        for row in rows:
            known = "not known" not in row and "We know of no" not in row
            states = "statute of its own" in row
            assert not known or states or 'href="https://' in row, row


def test_the_states_of_the_united_states_stand_beside_each_other(get):
    page = get("/help/us/law")
    assert "State by state" in page
    assert page.count("statute of its own") >= 51


def test_an_unconfirmed_duty_is_called_an_assumption(get):
    assert "This is an assumption" in get("/help/gb/law")
    assert "This is an assumption" not in get("/help/no/law")


def test_the_international_card_names_what_it_rests_on(get):
    page = get("/help/international/law")
    assert "Lanzarote" in page
    assert page.count('href="https://') > 10


# -- where is it


def test_each_platform_has_a_page_with_its_steps(visitor):
    for provider in here.directory()["providers"]:
        answer = visitor.client.get(f"/help/where/{provider['page']}")
        page = unescape(answer.content.decode())
        assert provider["steps"][0] in page
        assert page_checks.asks_for_no_copy(page) == []
        assert page_checks.no_way_in(page) == []


def test_no_address_of_a_platform_tells_what_it_is(visitor):
    for provider in here.directory()["providers"]:
        assert not re.search(r"porn|sex|nude|fans|clips|gifs", provider["page"])


def test_a_platform_that_is_not_on_the_list_is_no_page(visitor):
    assert visitor.client.get("/help/where/nowhere").status_code == 404
    assert visitor.client.get("/help/where/onlyfans").status_code == 404


def test_the_plan_leads_from_its_step_to_the_apps(visitor):
    visitor.begin("passed_on").walk(sharing_scope="public_online").send("to:plan").send("open")
    pages = visitor.page + visitor.send("stage:today").page + visitor.send("stage:with_adult").page
    assert 'href="/help/where"' in pages


# -- side by side


def test_laws_stand_side_by_side_with_a_source_in_each_cell(get):
    page = get("/people/compare")
    cells = re.findall(r'<td class="(\w+)">(.*?)</td>', page, re.DOTALL)
    assert len(cells) == 8 * 9
    for sign, cell in cells:
        assert ("https://" in cell) is (sign != "unknown")


def test_countries_can_be_chosen_without_script(visitor):
    page = visitor.client.post("/people/compare", {"country": ["KE", "IN"]}).content.decode()
    assert "/help/ke/law" in page
    assert "/help/gb/law" not in page.split("<table")[1].split("</table>")[0]


def test_a_country_that_is_none_changes_nothing(visitor):
    page = visitor.client.post("/people/compare", {"country": ["ZZ"]}).content.decode()
    assert "/help/no/law" in page


def test_the_register_lists_what_has_no_page_of_its_own_too(get):
    page = get("/people/reading")
    assert "No page of its own is known." in page
    assert page.count("<dt>") == len(here.directory()["resources"])


def test_a_step_of_a_plan_links_to_what_others_wrote_about_it():
    from waymark.web.public.reading import to_read

    found = to_read("report_to_platform", "parent", "GB")
    assert found
    assert all(one["url"].startswith("https://") for one in found)
    assert len(to_read("msg_stay_calm_listen", "parent", "GB")) <= 2
    assert to_read("no_such_step", "child", None) == []
