# SPDX-License-Identifier: Apache-2.0
"""The plan as it is read: few steps first, contacts to tap, reasons, and what else is offered."""

from __future__ import annotations

import re

import page_checks
import pytest

AUDIENCES = ["child", "parent", "professional"]


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize(
    "harm", [{"self_harm": "plan_or_act"}, {"physical_danger": "family_violence"}]
)
def test_in_a_crisis_three_steps_show_before_the_person_is_safe(visitor, audience, harm):
    visitor.begin("threatened", audience).walk(**harm).send("to:plan")
    assert page_checks.three_steps_before_safety(visitor.page) == []
    before = visitor.steps
    visitor.send("open")
    assert visitor.steps != before or "stage:today" in visitor.page


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_sheet_holds_back_what_the_page_holds_back(visitor, audience):
    visitor.begin("threatened", audience).walk(self_harm="plan_or_act").send("to:paper")
    boxes = visitor.page.split('class="boxes">')[1:]
    assert len(boxes) == 1
    assert boxes[0].split("</ul>")[0].count("<li>") <= 3
    assert "999" in visitor.words


def test_a_long_stage_of_an_adult_shows_three_steps_and_the_titles_of_the_others(visitor):
    visitor.begin("threatened", "parent").walk().send("to:plan")
    assert visitor.page.count('<details class="folded">') == len(visitor.steps) - 3


def test_nobody_in_a_crisis_reaches_the_rest_by_a_forged_form(visitor):
    visitor.begin("threatened", "parent").walk(self_harm="plan_or_act").send("to:plan")
    assert len(visitor.send("stage:this_week").steps) <= 3


def test_who_is_not_safe_reads_where_to_turn(visitor):
    visitor.begin("threatened").walk(self_harm="plan_or_act").send("to:plan").send("unsafe")
    assert "Ring 999" in visitor.words


@pytest.mark.parametrize("tile", ["passed_on", "threatened", "friend", "i_did", "words_only"])
def test_a_child_never_sees_more_than_three_steps_first(visitor, tile):
    visitor.begin(tile).walk().send("to:plan")
    assert 1 <= len(visitor.steps) <= 3
    visitor.send("stage:with_adult")
    assert len(visitor.steps) <= 3
    assert len(visitor.send("open").steps) <= 4


def test_every_stage_can_be_opened(visitor):
    visitor.begin("threatened", "parent").walk().send("to:plan")
    shown = []
    for stage in re.findall(r'class="chip" name="go" value="stage:(\w+)"', visitor.page):
        shown += visitor.send(f"stage:{stage}").steps
    from waymark.web.public import planner

    made = planner.make(visitor.journey.answers)
    steps = [s for stage in made["stages"] for s in stage["steps"] if not s["message"]]
    assert len(shown) == len(steps)


def test_every_plan_begins_by_saying_whose_fault_it_is_not(visitor):
    visitor.begin().walk().send("to:plan")
    lead = re.search(r'<p class="lead">(.*?)</p>', visitor.page)[1]
    assert "not your fault" in lead
    assert "You get help whatever was sent, and however much." in visitor.words


def test_contacts_can_be_tapped_and_say_how_sure_we_are(visitor):
    visitor.begin("threatened").walk().send("to:plan")
    assert 'href="tel:' in visitor.page.split("<main")[1]
    assert re.search(r'<a href="https://[^"]+" rel="noreferrer noopener">', visitor.page)
    assert "Not yet checked by a person" in visitor.words


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_missing_service_is_named_with_the_helpline_below(visitor, audience):
    # whoever did something is offered advice about the law, and no such service is known there
    visitor.begin("i_did", audience, "FJ").walk(self_harm="none").send("to:plan").send("open")
    page = visitor.page
    for stage in ("today", "with_adult", "this_week", "later"):
        page += visitor.send(f"stage:{stage}").page
    assert "We do not know a service of this kind in Fiji." in page
    below = page.split("of this kind in Fiji.")[1].split("</div>")[0]
    assert "childhelplineinternational.org" in below


def test_without_a_country_a_missing_service_asks_for_one(visitor):
    visitor.tile("i_did", "parent").send("begin").send("skip:unsure", q="country")
    visitor.walk().send("to:plan").send("stage:later")
    assert "Choose the country you live in" in visitor.words
    assert visitor.send("change:country").question == "country"
    visitor.answer("country", "GB")
    assert visitor.heading.startswith("Your plan")


def test_a_contact_says_its_hours_and_where_it_comes_from(visitor):
    visitor.last = visitor.client.get("/help/gb")
    childline = visitor.page.split("<strong>Childline</strong>")[1].split("</li>")[0]
    assert "Open day and night" in childline
    assert "Not yet checked by a person" in childline
    assert re.search(r"Source of \d+ \w+ 20\d\d", visitor.words)


def entry(**parts):
    return {
        "id": "x", "kind": "bullying", "name": "X", "phone": "1", "hours": "9 to 5", "open": None,
        "source_date": "2026-05", "checked_on": None, "status": "unchecked",
    } | parts  # fmt: skip


def test_a_number_checked_long_ago_warns_and_a_fresh_one_does_not():
    from waymark.web.public.cards import card

    old = card(entry(checked_on="2024-03-02"), "GB")
    assert old["mark"] == "Not checked since 2 March 2024. It may have changed."
    assert old["old"]
    fresh = card(entry(checked_on="2026-11-01", status="checked"), "GB")
    assert fresh["mark"] == "Checked on 1 November 2026"
    assert not fresh["old"]
    assert card(entry(), "GB")["as_of"] == "Source of May 2026"


def test_beside_an_emergency_number_stands_its_source_and_no_doubt():
    from waymark.web.public.cards import card

    sound = card(entry(kind="emergency", source_date="2026-10-09"), "GB")
    assert (sound["mark"], sound["as_of"]) == ("", "Source of 9 October 2026")
    assert card(entry(kind="emergency", source_date=None), "GB")["mark"]
    assert card(entry(kind="emergency", checked_on="2020-01-01"), "GB")["old"]


def test_a_country_lists_every_way_to_a_removal_under_one_heading(visitor):
    visitor.last = visitor.client.get("/help/gb")
    assert visitor.page.count("<h2>Get a picture taken down</h2>") == 1
    part = visitor.page.split("<h2>Get a picture taken down</h2>")[1].split("</section>")[0]
    assert part.index("Report Remove") < part.index("Take It Down")


def test_open_now_is_said_only_where_the_clock_of_a_country_is_known():
    from waymark.web.public.cards import card

    always = [{"days": list(range(7)), "from": "00:00", "to": "24:00"}]
    assert "Open now" in card(entry(open=always), "GB")["hours"]
    assert "Open now" not in card(entry(open=always), "AU")["hours"]
    assert "We do not know the hours" in card(entry(hours=None), "GB")["hours"]


def test_a_contact_named_twice_on_a_page_keeps_to_its_number_the_second_time(visitor):
    visitor.begin("threatened").walk().send("to:plan").send("open")
    cards = re.findall(r"<strong>Childline</strong>(.*?)</li>", visitor.page, re.DOTALL)
    assert [("<small>" in one) for one in cards] == [True] + [False] * (len(cards) - 1)
    assert all("0800 1111" in one for one in cards)


def test_every_step_says_why_it_is_there_and_where_it_comes_from(visitor):
    visitor.begin("threatened", "parent").walk().send("to:plan")
    steps = visitor.page.split('<ol class="steps">')[1].split('<div class="kind">')[0]
    assert steps.count("Why this step?") == len(visitor.steps)
    assert steps.count("Where this comes from:") >= len(visitor.steps)


def test_a_plan_says_what_would_change_it(visitor):
    visitor.begin().send("to:plan").send("open")
    assert "What would change this?" in visitor.words
    change = re.search(r'value="change:(\w+)"', visitor.page)[1]
    assert visitor.send(f"change:{change}").question == change
    visitor.answer(change, visitor.options[0])
    assert visitor.heading.startswith("Your plan")


def test_whoever_is_threatened_reads_whether_paying_helps(visitor):
    visitor.begin("threatened").walk().send("to:plan")
    assert "Will they stop if I pay or send more?" in visitor.words


def test_where_is_it_gives_each_platform_its_own_steps(visitor):
    visitor.begin().walk().send("to:plan").send("to:where")
    for name in ("Instagram", "Snapchat", "WhatsApp"):
        assert f"<summary>{name}</summary><ol><li>" in visitor.page
    assert "where" not in str(visitor.journey.answers)


def test_the_friend_list_is_the_first_of_five_checks(visitor):
    visitor.begin().walk().send("to:found")
    assert len(visitor.steps) == 5
    assert visitor.steps[0] == "Hide your friends list"


CALM = {
    "country": "GB", "self_harm": "none", "physical_danger": "none", "child_age": "13_17",
    "child_role": ["depicted"], "image_subject": "this_child", "image_origin": "self_voluntary",
    "sharing_scope": "one_person", "consent_to_sharing": "consented", "threat": "none",
    "demand": [], "other_person": "current_partner", "other_person_age": "13_17",
    "contact_status": "stopped", "adult_involved": "no", "forced_pornography": "no",
    "vulnerability": [], "previous_incidents": "none", "evidence_state": [],
}  # fmt: skip


@pytest.mark.parametrize("audience", ["parent", "professional"])
def test_where_police_are_optional_the_ways_stand_side_by_side(visitor, audience):
    from waymark.web.public.journey import Journey
    from waymark.web.public.visit import sealed

    lead = {"professional_role": "dsl"} if audience == "professional" else {}
    answers = {"audience": audience, **CALM, **lead}
    visitor.client.cookies["page"] = sealed(Journey(at="plan", answers=answers))
    visitor.last = visitor.client.get("/plan")
    assert 'value="to:options"' in visitor.page
    visitor.send("to:options")
    assert visitor.page.count('class="card"') == 3
    assert not re.search(r"avoid|without a record", visitor.words)


def test_the_duty_to_report_is_named_where_the_country_has_one(visitor):
    visitor.begin("passed_on", "professional", "AU").walk().send("to:plan")
    assert "Australia" in visitor.words
    assert "duty" in visitor.words


def test_a_country_shows_its_contacts_with_the_emergency_number_first(visitor):
    visitor.last = visitor.client.get("/help/gb")
    assert visitor.heading == "United Kingdom"
    numbers = re.findall(r'href="tel:(\d+)"', visitor.page.split("<main")[1])
    assert numbers[:2] == ["999", "08001111"]


@pytest.mark.parametrize("address", ["/help/xx", "/help/GB", "/help/gb/law/no", "/help/%00"])
def test_no_country_no_page(visitor, address):
    assert visitor.client.get(address).status_code == 404


def test_every_country_has_a_page_of_contacts(visitor):
    listed = re.findall(r'href="(/help/\w\w)"', visitor.client.get("/help").content.decode())
    assert len(listed) > 240
    for address in listed[::12]:
        assert visitor.client.get(address).content.count(b'class="contact"') >= 2


@pytest.mark.parametrize("country", ["gb", "us", "ca", "au", "ie", "fr", "in"])
def test_every_link_out_is_a_call_or_encrypted(visitor, country):
    page = visitor.client.get(f"/help/{country}").content.decode().split("<main")[1]
    assert set(re.findall(r'href="(\w+:)', page)) <= {"tel:", "https:"}


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_the_plan_knows_two_ways_of_asking(visitor, method):
    assert getattr(visitor.client, method)("/plan").status_code == 405
