# SPDX-License-Identifier: Apache-2.0
"""The way through the questions, without script: where each answer leads, and what is kept."""

from __future__ import annotations

import re

import page_checks
import pytest
from cryptography.fernet import Fernet

from waymark.guard.sealed import Seal
from waymark.web.public import planner
from waymark.web.public.tiles import tiles

AUDIENCES = ["child", "parent", "professional"]
NOT_LANE = [one.id for one in tiles() if not one.lane]


def test_a_child_is_told_at_once_that_help_does_not_depend_on_what_was_sent(visitor):
    assert "You get help whatever was sent and however much." in visitor.words


def test_the_first_page_offers_nine_ways_in(visitor):
    offered = re.findall(r'value="tile:(\w+)"', visitor.page)
    assert sorted(offered) == sorted(one.id for one in tiles())
    assert len(offered) == 9


def test_an_adult_reads_the_tiles_in_an_adults_words(visitor):
    visitor.send("who:parent")
    assert "A child was sent something" in visitor.words
    assert visitor.journey.audience == "parent"


@pytest.mark.parametrize("audience", AUDIENCES)
def test_someone_threatened_sees_what_to_do_after_one_tap(visitor, audience):
    visitor.tile("threatened", audience)
    assert len(visitor.steps) == 3
    assert "pay" in visitor.words
    assert "repl" in visitor.words.lower()
    assert "elpline" in visitor.words
    assert 'type="text"' not in visitor.page


def test_the_fast_lane_shows_the_numbers_of_a_country_after_one_choice(visitor):
    visitor.tile("threatened").answer("country", "GB")
    assert len(visitor.steps) == 3
    assert 'href="tel:08001111"' in visitor.page
    assert 'href="tel:116123"' in visitor.page
    assert 'href="tel:999"' in visitor.page


def test_the_fast_lane_goes_on_into_the_questions_with_safety_first(visitor):
    visitor.tile("threatened").answer("country", "GB").send("begin")
    assert visitor.question == "self_harm"
    assert visitor.journey.answers["threat"] == "explicit"


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("tile", NOT_LANE)
def test_every_tile_leads_through_country_and_safety_to_a_plan(visitor, tile, audience):
    visitor.tile(tile, audience)
    before = visitor.page.split('id="before">')[1].split("</ul>")[0]
    assert len(re.sub("<.*?>", " ", before).split()) <= 90
    visitor.send("begin")
    assert visitor.question == "country"
    visitor.answer("country", "IE")
    for safety in ("self_harm", "physical_danger"):
        assert visitor.question == safety
        visitor.answer(safety, "none")
    if tile == "i_did":
        assert visitor.options == ["forwarder", "creator_of_other", "requester"]
        visitor.answer("i_did", ["requester"])
        assert visitor.journey.answers["child_role"] == ["requester"]
    visitor.walk()
    assert visitor.heading == "Your answers"
    visitor.send("to:plan")
    assert visitor.steps


def test_a_tile_already_answers_what_it_says(new_visitor):
    for tile, name, value in [
        ("friend", "child_role", ["witness"]),
        ("words_only", "image_subject", "messages_only"),
        ("fake_of_me", "image_origin", "ai_or_edited"),
        ("made_to_watch", "forced_pornography", "yes"),
        ("was_sent", "child_role", ["recipient"]),
        ("asked", "child_role", ["at_risk"]),
    ]:
        assert new_visitor().begin(tile).journey.answers[name] == value


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("skip", ["unsure", "private"])
def test_every_question_can_be_left_open(visitor, audience, skip):
    visitor.begin("passed_on", audience)
    asked = set()
    while name := visitor.question:
        assert name not in asked, "asked twice"
        asked.add(name)
        assert ">I’m not sure<" in visitor.page
        assert ">I’d rather not say<" in visitor.page
        assert ">Continue<" in visitor.page
        assert ">Next<" not in visitor.page
        visitor.send(f"skip:{skip}", q=name)
    assert len(asked) > 8
    assert visitor.send("to:plan").steps


def test_every_question_is_a_heading_with_words_of_its_own(visitor):
    for audience in AUDIENCES:
        for name, fact in planner.facts().items():
            if audience in fact.asked_of and name != "audience":
                from waymark.web.public.wording import question

                words = question(audience, name, fact.values)
                assert words.title != f"{name.replace('_', ' ').capitalize()}?", (audience, name)


def test_no_answer_stands_in_an_address(visitor):
    visitor.begin()
    while visitor.question:
        name = visitor.question
        visitor.answer(name, visitor.options[0])
        assert visitor.posted.status_code == 303
        assert visitor.posted.headers["Location"] == "/plan"
        given = [visitor.journey.answers.get(name), *visitor.journey.answers]
        told = [one for one in given if isinstance(one, str)]
        assert page_checks.nothing_in_location(visitor.posted.headers, told) == []
        assert page_checks.nothing_stored_or_told(visitor.page, visitor.last.headers, told) == []


def test_an_empty_answer_is_asked_again_without_blame(visitor):
    visitor.begin().send("answer", q="self_harm")
    assert visitor.question == "self_harm"
    assert "<title>Error: Your page</title>" in visitor.page
    assert 'href="#first"' in visitor.page
    assert not re.search(r"invalid|must|failed|wrong", visitor.words, re.IGNORECASE)


def test_a_value_nobody_offered_is_not_taken(visitor):
    visitor.begin().send("answer", q="self_harm", a="<script>")
    assert visitor.question == "self_harm"
    visitor.send("answer", q="colour", a="red")
    assert "colour" not in visitor.journey.answers


@pytest.mark.parametrize("go", ["", "nothing", "to:staff", "change:colour", "stage:never", ":::"])
def test_a_move_that_makes_no_sense_leaves_the_visitor_where_they_are(visitor, go):
    at = visitor.begin().journey.at
    assert visitor.send(go).journey.at == at


def test_back_goes_to_the_question_before(visitor):
    visitor.begin().answer("self_harm", "none")
    assert visitor.question == "physical_danger"
    assert visitor.send("back").question == "self_harm"
    assert 'value="none" id="first" checked' in visitor.page
    assert visitor.send("back").question == "country"
    assert visitor.send("back").heading == "The Leave button"
    assert visitor.send("back").posted.headers["Location"] == "/"


def test_an_answer_can_be_changed_and_leads_back_to_the_answers(visitor):
    visitor.begin().walk().send("change:self_harm")
    assert visitor.question == "self_harm"
    visitor.answer("self_harm", "thoughts")
    assert visitor.heading == "Your answers"
    assert visitor.journey.answers["self_harm"] == "thoughts"


def test_answers_that_cannot_both_be_true_are_asked_again(visitor):
    visitor.begin("was_sent").walk(sharing_scope="public_online", image_subject="this_child")
    visitor.send("change:image_subject").answer("image_subject", "nobody")
    assert "do not fit together" in visitor.words
    assert "See and change my answers" in visitor.words
    visitor.walk(sharing_scope="not_shared", child_has_file="no").send("to:plan")
    assert visitor.steps


@pytest.mark.parametrize("go", ["begin", "answer", "open", "finish", "to:plan", "change:threat"])
def test_a_move_without_a_beginning_leads_to_the_first_page(visitor, go):
    assert "Someone is threatening me" in visitor.send(go, q="threat", a="explicit").words


def test_a_tampered_cookie_starts_over_kindly(visitor):
    visitor.begin()
    visitor.client.cookies["page"] = visitor.client.cookies["page"].value[:-4] + "AAAA"
    visitor.last = visitor.client.get("/plan")
    assert visitor.last.status_code == 200
    assert "start again" in visitor.words
    assert visitor.journey.answers == {}


def test_an_expired_cookie_starts_over_kindly(visitor):
    from waymark.web.public.visit import _seal

    old = _seal().close({"at": "plan", "answers": {"audience": "child"}}, at=1_000_000_000)
    visitor.client.cookies["page"] = old
    visitor.last = visitor.client.get("/plan")
    assert "start again" in visitor.words
    assert not re.search(r"Your plan", visitor.words)


def test_a_cookie_sealed_by_somebody_else_says_nothing(visitor):
    theirs = Seal(Fernet.generate_key()).close({"at": "plan", "answers": {"audience": "child"}})
    visitor.client.cookies["page"] = theirs
    assert "start again" in visitor.client.get("/plan").content.decode()


def test_leaving_forgets_everything_before_it_goes(visitor):
    visitor.begin().walk().send("to:plan")
    left = visitor.client.post("/leave")
    assert left.status_code == 303
    assert left.headers["Location"] == "https://www.metoffice.gov.uk/"
    assert '"cookies"' in left.headers["Clear-Site-Data"]
    assert left.cookies["page"].value == ""
    back = visitor.client.get("/plan").content.decode()
    assert "Your plan" not in back
    assert "Someone is threatening me" in back


def test_leaving_works_for_somebody_who_just_came(new_visitor):
    left = new_visitor().client.post("/leave")
    assert left.headers["Location"] == "https://www.wikipedia.org/"


def test_deleting_takes_two_taps_and_is_done(visitor):
    visitor.begin().walk().send("to:delete")
    assert visitor.heading == "Delete your answers?"
    visitor.send("over")
    assert visitor.journey.answers == {}


def test_without_cookies_the_page_itself_carries_the_answers(new_visitor):
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    page = client.get("/").content.decode()
    for fields in (
        {"go": "tile:passed_on", "audience": "child"},
        {"go": "begin"},
        {"go": "answer", "q": "country", "country": "GB"},
        {"go": "skip:unsure", "q": "self_harm"},
    ):
        client.cookies.clear()
        kept = re.search(r'name="kept" value="([^"]+)"', page)[1]
        answer = client.post("/plan", {**fields, "kept": kept})
        assert answer.status_code == 200
        assert not answer.cookies
        page = answer.content.decode()
    assert 'name="q" value="physical_danger"' in page
    assert "audience" not in page


def test_with_cookies_the_page_carries_nothing(visitor):
    assert 'name="kept"' not in visitor.begin().page


def test_a_hidden_field_lives_fifteen_minutes(visitor):
    import time

    from waymark.web.public.visit import _seal

    for minutes, alive in ((14, True), (16, False)):
        visitor.client.cookies.clear()
        table = {"at": "lane", "answers": {"audience": "child"}}
        kept = _seal().close(table, at=int(time.time()) - 60 * minutes)
        page = visitor.client.post("/plan", {"go": "begin", "kept": kept}).content.decode()
        assert ('name="q" value="country"' in page) is alive


def test_safety_is_asked_again_before_the_plan_is_left(visitor):
    visitor.begin().walk().send("to:plan").send("finish")
    assert "two short questions again" in visitor.words
    assert visitor.question == "self_harm"
    visitor.answer("self_harm", "none")
    assert visitor.question == "physical_danger"
    visitor.answer("physical_danger", "none")
    assert visitor.heading == "You took a big step"


def test_another_answer_at_the_end_gives_another_plan(visitor):
    visitor.begin().walk().send("to:plan").send("finish")
    visitor.answer("self_harm", "plan_or_act").answer("physical_danger", "none")
    assert visitor.heading.startswith("Your plan")
    assert "999" in visitor.words
    assert len(visitor.steps) <= 3
