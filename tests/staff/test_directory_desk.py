# SPDX-License-Identifier: Apache-2.0
"""The room of the directory, walked by a worker whose browser knows forms and cookies only."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from waymark.content.reading import measure
from waymark.directory.overlay import Key

ENTRY = "/desk/directory/entry/GB/child_helpline/gb_childline"
LAW = "/desk/directory/entry/GB/law/age_of_consent"
EMERGENCY = "/desk/directory/entry/GB/emergency/gb_emergency_999"
PHONE = "0800 111 112"
SOURCE = "https://www.childline.org.uk/new"
HEADER = "country,kind,name,source,phone,place\n"
ROW = "GB,local,Quay House,https://quay.example/,020 7946 0101,Hull\n"
PAGES = [
    "/desk/directory", "/desk/directory/add", "/desk/directory/table", "/desk/directory/own/1",
    "/desk/directory/due/GB/1", "/desk/directory/due/all/all/2", "/desk/directory/due/files/all/1",
    "/desk/directory/every/international/all/1", "/desk/directory/due/GB/law/1", ENTRY, LAW,
    f"{ENTRY}/confirm", f"{ENTRY}/correct", f"{LAW}/correct", f"{ENTRY}/withdraw", EMERGENCY,
]  # fmt: skip
TEMPLATES = Path(__file__).parents[2] / "src/waymark/web/staff/templates/staff/directory"


@pytest.fixture(autouse=True)
def _own_data(tmp_path, settings):
    settings.WAYMARK_DATA = tmp_path / "data"
    settings.WAYMARK_DATA.mkdir()


@pytest.fixture
def bo(new_desk):
    """A second worker, signed in."""
    other = new_desk()
    other.join("bo@example.org", name="Bo Cee").add_app()
    return other


def form_of(desk):
    """What a browser would send back: each field of the form as the page shows it."""
    raw = desk.last.content.decode().split("<main", 1)[1]
    fields = {}
    for tag in re.findall(r"<input[^>]*>", raw):
        name = re.search(r'name="([^"]*)"', tag)
        if name and 'type="checkbox"' not in tag:
            fields[name[1]] = unescape((re.search(r'value="([^"]*)"', tag) or ["", ""])[1])
    for name, text in re.findall(
        r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', raw, re.DOTALL
    ):
        fields[name] = unescape(text)
    for name, options in re.findall(
        r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', raw, re.DOTALL
    ):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        fields[name] = unescape(chosen[1]) if chosen else ""
    return fields


def send(desk, address=None, **changed):
    return desk.send(address or desk.address, **(form_of(desk) | changed))


def correct(desk, address=ENTRY, **changed):
    desk.open(f"{address}/correct")
    send(desk, f"{address}/correct", go="check", **changed)
    return desk


def api(code="GB"):
    from django.test import Client

    answer = Client(SERVER_NAME="localhost").get(f"/api/v1/directory/{code}", HTTP_HOST="localhost")
    return {one["id"]: one for one in answer.json()["services"]}


@pytest.mark.parametrize("address", PAGES)
def test_each_page_opens_for_an_editor_and_takes_no_file(inside, address):
    answer = inside.client.get(address)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert 'type="file"' not in page
    assert "multipart" not in page
    assert " style=" not in page
    assert re.search(r"<title>(.*?)</title>", page)[1].endswith("– Desk")
    for action in re.findall(r'<form[^>]*action="([^"]*)"', page):
        assert action == "/desk/sign-out"


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_the_role_there_is_nothing_here(desk, address, method):
    desk.join(roles=["admin"]).add_app()
    desk.open("/desk/")
    token = {"csrfmiddlewaretoken": desk.client.cookies["desk-form"].value}
    assert getattr(desk.client, method)(address, token).status_code == 404


def test_somebody_who_is_not_signed_in_is_asked_to_be(desk):
    assert desk.open(ENTRY).heading == "Sign in"


@pytest.mark.parametrize(
    "place",
    ["GB/child_helpline/nobody", "GB/child_helpline/ie_childline", "ZZ/local/x", "gb/law/practice",
     "GB/law/nothing", "GB/nothing/gb_childline", "GB/state/TX", "international/law/practice",
     "GB/child_helpline/..", "GB/child_helpline/%2e%2e", "GB/emergency/numbers", "FJ/law/practice"],
)  # fmt: skip
@pytest.mark.parametrize("after", ["", "/confirm", "/correct", "/withdraw", "/restore"])
def test_what_is_not_there_is_not_found(inside, place, after):
    assert inside.client.get(f"/desk/directory/entry/{place}{after}").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["due/GB/99", "due/GB/0", "due/ZZ/1", "due/GB/nothing/1", "own/2", "every/files/all/1",
     "every/all/state/2"],
)  # fmt: skip
def test_lists_end_where_they_end(inside, address):
    answer = inside.client.get(f"/desk/directory/{address}")
    assert answer.status_code == 404 or (address.startswith("every/files") and "nothing in this list" in answer.content.decode())  # fmt: skip


def test_the_first_page_counts_what_is_due_and_the_card_says_the_same(inside):
    counted = re.search(r"(\d+) entries are due today", inside.open("/desk/").page)[1]
    assert f"{counted} entries are due: nobody" in inside.open("/desk/directory").page


def test_the_organisations_own_countries_stand_first(inside, settings):
    names = r'<th scope="row"><a[^>]*><bdi>([^<]*)</bdi>'
    assert re.findall(names, inside.open("/desk/directory").page)[0] != "Norway"
    settings.WAYMARK_COUNTRIES = ["NO", "GB"]
    page = inside.open("/desk/directory").page
    assert re.findall(names, page)[:2] == ["Norway", "United Kingdom"]
    assert "Due in your countries" in page


def test_a_list_is_chosen_by_a_form_and_leaves_no_query(inside):
    inside.open("/desk/directory")
    inside.send("/desk/directory", which="every", place="GB", kind="child_helpline")
    assert inside.address == "/desk/directory/every/GB/child_helpline/1"
    assert "Childline" in inside.page
    inside.open("/desk/directory").send("/desk/directory", which="x", place="ZZ", kind="y")
    assert inside.page.count('class="error"') == 3


def test_what_is_kept_in_files_is_listed_without_a_way_to_confirm(inside):
    page = inside.open("/desk/directory/due/files/all/1").page
    assert "kept in the delivered files" in page
    assert "/desk/directory/entry/" not in page


def test_fifty_stand_on_a_page(inside):
    first = inside.open("/desk/directory/due/all/all/1").page
    assert first.split("<main", 1)[1].count("<li>") == 50
    assert 'href="/desk/directory/due/all/all/2"' in first
    assert "Page before" not in first


def test_an_entry_shows_its_values_source_and_what_can_be_done(inside):
    page = inside.open(ENTRY).page
    assert inside.heading == "<bdi>Childline</bdi>"
    for told in ("0800 1111", "Not yet checked by a person", "Mon" if False else "24h",
                 'href="https://learning.nspcc.org.uk/services/childline"', f'href="{ENTRY}/confirm"',
                 f'href="{ENTRY}/correct"', f'href="{ENTRY}/withdraw"', "Nobody has changed"):  # fmt: skip
        assert told in page, told
    assert f"{ENTRY}/restore" not in page


def test_confirming_needs_the_tick_and_dates_the_entry(inside):
    inside.open(f"{ENTRY}/confirm")
    send(inside, f"{ENTRY}/confirm")
    assert "Error:" in inside.page
    assert "Please tick this if you looked." in inside.page
    assert api()["gb_childline"]["checked_on"] is None
    send(inside, f"{ENTRY}/confirm", sure="on")
    assert inside.address == ENTRY
    assert inside.last.redirect_chain == [(ENTRY, 303)]
    assert "Checked by a person on" in inside.page
    assert "Ann Bee" in inside.page
    assert api()["gb_childline"]["checked_on"]


def test_a_correction_is_looked_at_before_it_is_saved(inside):
    correct(inside, phone=PHONE, source=SOURCE)
    assert inside.heading == "Is this right?"
    for told in ("0800 1111", PHONE, "until now", "from now on", SOURCE):
        assert told in inside.page, told
    assert api()["gb_childline"]["phone"] == "0800 1111"
    send(inside, f"{ENTRY}/correct", go="save")
    assert inside.last.redirect_chain == [(ENTRY, 303)]
    assert "Saved." in inside.page
    assert api()["gb_childline"]["phone"] == PHONE
    history = inside.page.split("History")[1]
    for told in ("Corrected", "Ann Bee", SOURCE, "0800 1111", PHONE):
        assert told in history, told


def test_from_the_look_one_can_go_back_to_the_form(inside):
    correct(inside, phone=PHONE, note="Ring\r\nany time.")
    send(inside, f"{ENTRY}/correct", go="edit")
    assert inside.heading == "Correct"
    assert form_of(inside)["phone"] == PHONE
    assert "any time." in form_of(inside)["note"]


@pytest.mark.parametrize(
    ("changed", "at", "told"),
    [
        ({"phone": "12 34 5"*4}, "phone", "cannot be rung there"), ({"source": "http://a.example"}, "source", "https://"),
        ({"source": ""}, "source", "still empty"), ({"source_date": "2031"}, "source_date", "has come"),
        ({"open": "daily 9-5"}, "open", "is not clear"), ({"hours": ""}, "hours", "how the service says it"),
        ({"url": "javascript:alert(1)"}, "url", "https://"), ({"name": ""}, "name", "still empty"),
        ({"phone": "", "url": "", "text": ""}, "", "can be reached"), ({}, "", "Nothing is different yet"),
    ],
)  # fmt: skip
def test_a_fault_stands_beside_its_field_in_calm_words(inside, changed, at, told):
    correct(inside, **changed)
    assert inside.heading == "Correct"
    assert inside.page.count("<title>Error:") == 1
    assert told in inside.page
    if at:
        assert f'id="id_{at}_error"' in inside.page
    for name, value in changed.items():
        assert form_of(inside)[name] == value
    words = re.sub(r"<[^>]+>", " ", inside.page)
    assert not re.search(r"\binvalid|\bfailed|you must", words, re.IGNORECASE)


def test_exact_hours_are_shown_back_as_they_were_understood(inside):
    correct(inside, hours="weekdays", open="mon-fri 09:00-12:00, 13:00-17:00")
    assert "Mon-Fri 09:00-12:00\nMon-Fri 13:00-17:00" in inside.page
    send(inside, f"{ENTRY}/correct", go="save")
    assert api()["gb_childline"]["open"][1] == {"days": [0, 1, 2, 3, 4], "from": "13:00", "to": "17:00"}  # fmt: skip


def test_a_law_is_corrected_with_its_own_fields(inside):
    correct(inside, LAW, value="17", source="https://law.example/", answer="partly")
    send(inside, f"{LAW}/correct", go="save")
    assert inside.address == LAW
    from waymark.web import here

    law = here.directory()["countries"]["GB"]["law"]["age_of_consent"]
    assert (law["value"], law["answer"], law["source"]) == (17, "partly", "https://law.example/")


def test_a_question_of_law_that_nobody_answered_is_filled_in(inside):
    place = "/desk/directory/entry/KE/law/victim_not_offender"
    listed = inside.open("/desk/directory/every/KE/law/1").page
    assert f'href="{place}"' in listed
    assert "nothing is known yet: fill it in" in listed
    assert "Nothing is known here yet" in inside.open(place).page
    fields = {"value": "by statute", "source": "https://law.example/ke", "confidence": "high"}
    correct(inside, place, **fields)
    assert "by statute" in inside.page
    send(inside, f"{place}/correct", go="save")
    assert "by statute" in inside.open(place).page
    from django.test import Client

    page = Client().get("/help/ke/law", HTTP_HOST="localhost").content.decode()
    assert "https://law.example/ke" in page
    assert (
        "nothing is known yet"
        not in inside.open("/desk/directory/every/KE/law/1").page.split(place)[1][:300]
    )


def test_a_law_with_parts_of_a_country_is_written_in_lines(inside):
    address = "/desk/directory/entry/GB/law/minimum_age_criminal_responsibility"
    inside.open(f"{address}/correct")
    assert "scotland: 12" in form_of(inside)["value"]
    correct(inside, address, value="england_wales: 10\nscotland")
    assert "a colon" in inside.page
    correct(inside, address, value="england_wales: 10\nscotland: 14")
    send(inside, f"{address}/correct", go="save")
    from waymark.web import here

    law = here.directory()["countries"]["GB"]["law"]["minimum_age_criminal_responsibility"]
    assert law["value"] == {"england_wales": 10, "scotland": 14}


def test_the_law_on_own_pictures_offers_known_words(inside):
    address = "/desk/directory/entry/GB/law/self_generated_imagery"
    correct(inside, address, value="whatever")
    assert inside.heading == "Correct"
    correct(inside, address, value="unclear", source="https://law.example/")
    assert "unclear" in inside.page
    assert inside.heading == "Is this right?"


def test_the_second_of_two_loses_nothing_and_sees_both(inside, bo):
    bo.open(f"{ENTRY}/correct")
    typed = form_of(bo) | {"phone": "0800 111 113", "note": "Typed by Bo."}
    correct(inside, phone=PHONE, source=SOURCE)
    send(inside, f"{ENTRY}/correct", go="save")
    bo.send(f"{ENTRY}/correct", **typed, go="check")
    assert bo.heading == "Correct"
    assert "Somebody changed this meanwhile" in bo.page
    for told in (PHONE, "0800 111 113", "What stands there now, and what you wrote"):
        assert told in bo.page
    assert form_of(bo)["note"] == "Typed by Bo."
    assert api()["gb_childline"]["phone"] == PHONE
    send(bo, f"{ENTRY}/correct", go="check")
    send(bo, f"{ENTRY}/correct", go="save")
    assert bo.address == ENTRY
    assert api()["gb_childline"]["phone"] == "0800 111 113"
    assert re.findall(r"<strong>Corrected</strong> · <bdi>(\w+)", bo.page) == ["Bo", "Ann"]


def test_confirming_what_was_changed_meanwhile_is_told(inside, bo):
    bo.open(f"{ENTRY}/confirm")
    seen = form_of(bo)
    correct(inside, phone=PHONE)
    send(inside, f"{ENTRY}/correct", go="save")
    bo.send(f"{ENTRY}/confirm", **seen, sure="on")
    assert "Somebody changed this meanwhile" in bo.page
    assert PHONE in bo.page
    send(bo, f"{ENTRY}/confirm", sure="on")
    assert bo.address == ENTRY


def test_withdrawing_what_was_changed_meanwhile_keeps_the_reason(inside, bo):
    bo.open(f"{ENTRY}/withdraw")
    seen = form_of(bo) | {"reason": "It rang and rang."}
    correct(inside, phone=PHONE)
    send(inside, f"{ENTRY}/correct", go="save")
    bo.send(f"{ENTRY}/withdraw", **seen)
    assert "Somebody changed this meanwhile" in bo.page
    assert form_of(bo)["reason"] == "It rang and rang."
    assert "gb_childline" in api()


def test_what_was_typed_is_shown_where_the_entry_is_withdrawn_meanwhile(inside, bo):
    bo.open(f"{ENTRY}/correct")
    typed = form_of(bo) | {"note": "Typed by Bo."}
    inside.open(f"{ENTRY}/withdraw")
    seen = form_of(inside) | {"sure": "on"}
    send(inside, f"{ENTRY}/withdraw", reason="The line was closed.")
    bo.send(f"{ENTRY}/correct", **typed, go="check")
    assert bo.heading == "Withdrawn meanwhile"
    assert "Typed by Bo." in bo.page
    bo.open("/desk/").send(f"{ENTRY}/confirm", **seen)
    assert "Somebody withdrew this meanwhile." in bo.page
    assert bo.address == ENTRY


def test_a_worker_who_was_taken_off_is_out_at_once(inside):
    from waymark.guard.models import Worker

    inside.open(f"{ENTRY}/confirm")
    Worker.objects.update(is_active=False)
    send(inside, f"{ENTRY}/confirm", sure="on")
    assert inside.heading == "Sign in"
    assert api()["gb_childline"]["checked_on"] is None


def test_pressing_save_twice_is_harmless(inside):
    correct(inside, phone=PHONE)
    sent = form_of(inside) | {"go": "save"}
    inside.send(f"{ENTRY}/correct", **sent)
    inside.open(f"{ENTRY}/correct").send(f"{ENTRY}/correct", **sent)
    assert inside.address == ENTRY
    assert "It stands like this already." in inside.page
    assert inside.page.count("<strong>Corrected</strong>") == 1


def test_an_entry_is_withdrawn_with_a_reason_and_brought_back(inside):
    inside.open(f"{ENTRY}/withdraw")
    send(inside, f"{ENTRY}/withdraw")
    assert "This is still empty." in inside.page
    send(inside, f"{ENTRY}/withdraw", reason="The line was closed.")
    assert "Withdrawn. It is not shown any more." in inside.page
    assert "The line was closed." in inside.page
    assert "What was delivered" in inside.page
    assert "gb_childline" not in api()
    for gone in ("confirm", "correct"):
        assert inside.client.get(f"{ENTRY}/{gone}").status_code == 404
    inside.open(f"{ENTRY}/restore")
    send(inside, f"{ENTRY}/restore")
    assert "The delivered entry holds again." in inside.page
    assert "gb_childline" in api()


def test_emergency_numbers_cannot_be_changed_or_withdrawn(inside):
    page = inside.open(EMERGENCY).page
    assert "Emergency numbers are always shown" in page
    for action in ("correct", "withdraw", "restore"):
        assert f"{EMERGENCY}/{action}" not in page
        assert inside.client.get(f"{EMERGENCY}/{action}").status_code == 404
    assert "Do not ring an emergency number" in inside.open(f"{EMERGENCY}/confirm").page


def test_the_last_of_its_kind_is_not_withdrawn_unawares(inside):
    from waymark.web import here

    contacts = here.directory()["countries"]["GB"]["contacts"]
    kind = next(k for k, many in contacts.items() if len(many) > 1 and k != "emergency")
    address = f"/desk/directory/entry/GB/{kind}/{contacts[kind][0]['id']}/withdraw"
    assert "It is the only one of its kind" not in inside.open(address).page
    assert "It is the only one of its kind" in inside.open(f"{ENTRY}/withdraw").page


def add(desk, **fields):
    desk.open("/desk/directory/add")
    fields = {
        "country": "GB", "kind": "local", "name": "Harbour Clinic", "place": "Bristol",
        "phone": "020 7946 0018", "waiting": "two weeks", "refer": "ring in the morning",
        "source": "https://clinic.example/", "free": "yes",
    } | fields  # fmt: skip
    return send(desk, "/desk/directory/add", **fields)


def test_a_service_is_added_shown_and_withdrawn(inside):
    add(inside)
    assert re.match(r"/desk/directory/entry/GB/local/own_gb_harbour_clinic_bristol_\w{12}$", inside.address)  # fmt: skip
    assert "Added." in inside.page
    address, id_ = inside.address, inside.address.rpartition("/")[2]
    told = api()[id_]
    assert (told["waiting"], told["refer"], told["own"]) == ("two weeks", "ring in the morning", True)  # fmt: skip
    assert "Harbour Clinic" in inside.open("/desk/directory/own/1").page
    add(inside)
    assert "that no other service of this place has" in inside.page
    inside.open(f"{address}/withdraw")
    send(inside, f"{address}/withdraw", reason="moved away")
    assert inside.address == address
    assert "<bdi>Harbour Clinic</bdi>" in inside.page
    assert id_ not in api()
    assert inside.client.get(f"{address}/restore").status_code == 404


@pytest.mark.parametrize("changed", [{"country": "ZZ"}, {"kind": "emergency"}, {"kind": "law"}, {"name": " "}, {"source": "x"}, {"phone": "1"}, {"phone": "", "source": ""}])  # fmt: skip
def test_what_cannot_be_added_keeps_what_was_typed(inside, changed):
    add(inside, **changed)
    assert inside.heading == "Add a service"
    assert "Error:" in inside.page or changed == {"phone": "1"}
    assert form_of(inside)["waiting"] == "two weeks"


def paste(desk, text, go="look", **more):
    if go == "look":
        desk.open("/desk/directory/table")
    return desk.send("/desk/directory/table", table=text, go=go, **more)


def test_a_table_is_looked_at_first_and_then_stored_whole(inside):
    paste(inside, HEADER + ROW + ROW.replace("Hull", "Bath"))
    assert inside.heading == "What would happen"
    assert "<strong>2</strong> to be added" in inside.page
    assert "Quay House" not in str(api())
    send(inside, "/desk/directory/table", go="store")
    assert inside.last.redirect_chain == [("/desk/directory/own/1", 303)]
    assert "2 rows were stored." in inside.page
    assert str(api()).count("Quay House") == 2
    paste(inside, HEADER + ROW)
    assert "<strong>1</strong> the same already" in inside.page
    assert "Store these rows" not in inside.page


def test_a_row_that_cannot_be_stored_holds_all_back(inside):
    paste(inside, HEADER + ROW + "GB,local,Bad,https://bad.example/,1.16E+05,Hull\n" + ROW)
    for told in ("which a spreadsheet made of a number", "the same entry stands in row 2", "<strong>2</strong> cannot be stored"):  # fmt: skip
        assert told in inside.page
    assert "Store these rows" not in inside.page
    send(inside, "/desk/directory/table", go="store")
    assert "nothing was stored" in inside.page
    assert "Quay House" not in str(api())


def test_what_changed_meanwhile_is_looked_at_again(inside, bo):
    paste(inside, HEADER + ROW)
    paste(bo, HEADER + ROW)
    send(bo, "/desk/directory/table", go="store")
    send(inside, "/desk/directory/table", go="store")
    assert "The directory changed meanwhile. Nothing was stored" in inside.page
    assert "<strong>1</strong> the same already" in inside.page


def test_a_table_that_was_not_shown_is_not_stored(inside):
    paste(inside, HEADER + ROW)
    inside.send("/desk/directory/table", table=HEADER + ROW, go="store", shown="made up")
    assert "Nothing was stored" in inside.page
    assert "Quay House" not in str(api())


@pytest.mark.parametrize("text", ["", "a;b\n1;2", "name,source\nx,y", HEADER.replace("phone", "colour")])  # fmt: skip
def test_what_is_no_table_is_told_and_kept(inside, text):
    paste(inside, text)
    assert inside.heading == "Bring in a table"
    assert "Error:" in inside.page
    assert form_of(inside)["table"] == text


def test_rows_copied_out_of_a_spreadsheet_are_read_too(inside):
    paste(inside, (HEADER + ROW).replace(",", "\t"))
    assert "<strong>1</strong> to be added" in inside.page


def test_a_table_that_is_too_long_is_answered_calmly(inside):
    paste(inside, HEADER + ROW * 2000)
    assert inside.last.status_code == 413
    assert "At most 64 kB" in inside.page


def test_markup_in_a_table_or_an_entry_stays_text(inside):
    paste(inside, HEADER + ROW.replace("Quay House", "<script>x</script>"))
    assert b"<script>x" not in inside.last.content
    send(inside, "/desk/directory/table", go="store")
    assert b"<script>x" not in inside.last.content
    inside.open(re.search(r'href="(/desk/directory/entry/GB/local/[^"]+)"', inside.page)[1])
    assert b"<script>x" not in inside.last.content
    from django.test import Client

    public = Client(SERVER_NAME="localhost").get("/help/gb", HTTP_HOST="localhost").content
    assert b"<script>x" not in public


def test_what_was_delivered_anew_is_told_on_the_first_page(inside, monkeypatch, tmp_path):
    import json

    from waymark.upkeep import desk as upkeep_desk

    correct(inside, phone=PHONE)
    send(inside, f"{ENTRY}/correct", go="save")
    table = json.loads(upkeep_desk.COMPILED.read_text("utf-8"))
    for one in table["countries"]["GB"]["contacts"]["child_helpline"]:
        one["phone"] = "0800 111 119"
    newer = tmp_path / "directory.json"
    newer.write_text(json.dumps(table), "utf-8")
    monkeypatch.setattr(upkeep_desk, "COMPILED", newer)
    page = inside.open("/desk/directory").page
    told = page.split("Delivered anew")[1].split("</section>")[0]
    assert "0800 1111" in told
    assert "0800 111 119" in told
    assert "Delivered anew" in inside.open(ENTRY).page
    inside.open(f"{ENTRY}/confirm")
    send(inside, f"{ENTRY}/confirm", sure="on")
    assert "Delivered anew" not in inside.page
    assert PHONE in inside.page


def test_nothing_a_worker_typed_stands_in_an_address(inside):
    correct(inside, phone=PHONE, note="Planted words.")
    send(inside, f"{ENTRY}/correct", go="save")
    add(inside)
    for address, _ in inside.last.redirect_chain:
        assert "?" not in address
        assert "Planted" not in address


def test_the_words_of_the_room_can_be_read_by_any_worker():
    told = [
        words
        for page in sorted(TEMPLATES.glob("*.html"))
        for words in re.findall(r'{% translate "([^"]+)"', page.read_text("utf-8"))
    ]
    assert len(told) > 60
    for words in told:
        if (reading := measure(words)).words >= 12:
            assert reading.grade <= 9, (reading.grade, words)


def test_the_names_of_things_are_complete():
    from waymark.directory.contact import Contact
    from waymark.directory.countries import Law
    from waymark.directory.kinds import LAW_KEYS, OWN_IMAGE, SERVICE_KINDS
    from waymark.directory.rows import COLUMNS
    from waymark.upkeep.state import VERBS
    from waymark.web.staff.directory import names
    from waymark.web.staff.directory.bringing_in import COLUMN_WORDS

    assert {*SERVICE_KINDS, "law"} <= set(names.KINDS)
    assert set(names.LAW_WORDS) == set(LAW_KEYS)
    assert set(names.OWN_IMAGE_WORDS) == set(OWN_IMAGE)
    assert {*Contact.model_fields, *Law.model_fields} - {"id"} == set(names.FIELDS)
    assert set(names.VERBS) == set(VERBS)
    assert set(COLUMN_WORDS) == set(COLUMNS)
    assert Key.read("GB/law/practice")
