# SPDX-License-Identifier: Apache-2.0
"""The words in which a question is put: to oneself, for a friend, and once more at the end."""

from __future__ import annotations


def test_who_asks_for_a_friend_is_asked_about_the_friend(visitor):
    visitor.begin("friend")
    assert visitor.question == "self_harm"
    assert visitor.heading == "Could your friend hurt themselves?"
    assert "They talk or write about it" in visitor.words
    visitor.answer("self_harm", "none")
    assert visitor.heading == "Is your friend in danger from someone?"


def test_the_friends_answers_are_read_back_as_the_friends(visitor):
    visitor.begin("friend").walk()
    assert visitor.heading == "Your answers"
    assert "Could your friend hurt themselves?" in visitor.words
    assert "I do not think so" in visitor.words


def test_what_happened_to_oneself_is_asked_of_oneself(visitor):
    assert visitor.begin("passed_on").heading == "Do you have thoughts of hurting yourself?"


def test_at_the_end_safety_is_asked_in_other_words(visitor):
    visitor.begin().walk().send("to:plan").send("finish")
    assert visitor.heading == "And now, any thoughts of hurting yourself?"
    visitor.answer("self_harm", "none")
    assert visitor.heading == "And now, are you in danger from anyone?"


def test_at_the_end_a_friend_is_still_asked_about_the_friend(visitor):
    visitor.begin("friend").walk().send("to:plan").send("finish")
    assert visitor.heading == "Could your friend hurt themselves?"


def until(visitor, question):
    while visitor.question != question:
        visitor.answer(visitor.question, visitor.options[0])
    return visitor


def test_a_list_may_be_left_empty_where_its_hint_says_so(visitor):
    until(visitor.begin("threatened"), "demand")
    assert "Leave it empty if they want nothing." in visitor.words
    assert visitor.send("answer", q="demand").question != "demand"
    assert visitor.journey.answers["demand"] == []


def test_what_somebody_did_is_not_left_empty(visitor):
    visitor.begin("i_did")
    until(visitor, "i_did").send("answer", q="i_did")
    assert visitor.question == "i_did"
    assert "One thing is missing" in visitor.words


def test_who_comes_by_the_fast_way_can_read_what_cannot_be_hidden(visitor):
    visitor.tile("threatened")
    assert "What we can and cannot hide" in visitor.words
    assert "Leave cannot clear that list." in visitor.words


def test_near_a_dangerous_parent_that_stands_open_and_no_list_is_offered(visitor):
    visitor.begin().walk(device="watched").send("change:device").answer("device", "watched")
    visitor.send("to:plan").send("open")
    assert "<details open><summary>What we can and cannot hide" in visitor.page
    assert "to:paper" not in visitor.page
    assert "Keep the names and words" not in visitor.send("to:found").words


def test_a_friends_plan_begins_with_whose_fault_it_is_not(visitor):
    visitor.begin("friend").walk().send("to:plan")
    assert "It is not your friend's fault, and it is not your fault." in visitor.words


def test_in_a_crisis_nothing_leads_away_from_the_three_steps(visitor):
    visitor.begin("friend").walk(self_harm="plan_or_act").send("to:plan")
    for away in ("to:where", "to:found", "to:paper"):
        assert away not in visitor.page
    assert "to:where" in visitor.send("open").page


def test_before_the_country_is_known_the_numbers_of_several_can_be_tapped(visitor):
    line = visitor.page.split("<aside")[1].split("</aside>")[0]
    for number, place in (
        ("112", "EU"),
        ("999", "UK"),
        ("911", "US, Canada"),
        ("000", "Australia"),
    ):
        assert f'href="tel:{number}"><bdi>{number}</bdi> <span>{place}</span>' in line


def test_once_the_country_is_known_only_its_own_numbers_stand_there(visitor):
    visitor.begin(country="IE")
    line = visitor.page.split("<aside")[1].split("</aside>")[0]
    assert 'href="tel:112"' in line
    assert 'href="tel:999"' in line
    assert 'href="tel:911"' not in line


def test_a_place_is_left_out_where_its_countries_no_longer_share_a_number(monkeypatch):
    from waymark.web.public import places

    usual = places.emergency
    monkeypatch.setattr(places, "emergency", lambda code: ["1"] if code == "CA" else usual(code))
    assert "US, Canada" not in [one.place for one in places.usual_numbers()]
