# SPDX-License-Identifier: Apache-2.0
"""The checks of pages find what they are there for: a page with a fault put in is noticed.

Each invariant is tested on a sound page first, so that a check cannot pass by always complaining.
"""

from __future__ import annotations

import copy

import page_checks
import pytest
from page_checks import (
    asks_for_no_copy,
    dated_contacts,
    emergency_number,
    no_way_in,
    nothing_in_location,
    nothing_stored_or_told,
    nothing_to_keep,
    three_steps_before_safety,
    way_out_first,
)

AUDIENCES = ["child", "parent", "professional"]
HARM = {"self_harm": "plan_or_act"}


def planted(page, old, new):
    assert old in page, f"{old!r} is not on the page, so nothing was planted"
    return page.replace(old, new, 1)


@pytest.fixture
def plan_page(visitor):
    return visitor.begin("threatened").walk().send("to:plan").page


@pytest.fixture
def held_page(visitor):
    return visitor.begin("threatened").walk(**HARM).send("to:plan").page


# 7: the emergency number stands on every page


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<a href="tel:999"><bdi>999</bdi></a>', ""),
        ('<a href="tel:999"><bdi>999</bdi></a>', "999"),
        ('<a href="tel:999">', '<a href="tel:112">'),
        ('<aside class="danger"', '<aside class="danger" hidden'),
        ('<aside class="danger"', '<form action="/plan"></form><aside class="danger"'),
        ('<aside class="danger"', '<aside class="else"'),
    ],
)
def test_a_page_without_its_emergency_number_is_noticed(plan_page, old, new):
    assert emergency_number(plan_page) == []
    assert emergency_number(planted(plan_page, old, new))


def test_a_number_below_the_questions_is_noticed(plan_page):
    line = plan_page[plan_page.index("<aside") : plan_page.index("</aside>") + 8]
    moved = plan_page.replace(line, "").replace("</main>", f"{line}</main>")
    assert emergency_number(moved)


# 10: three steps, then the question whether they are safe


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_fourth_step_before_the_safety_question_is_noticed(visitor, audience):
    page = visitor.begin("threatened", audience).walk(**HARM).send("to:plan").page
    assert three_steps_before_safety(page) == []
    more = '<ol class="steps"><li><h2>One</h2></li><li><h2>Two</h2></li><li><h2>Three</h2></li>'
    assert three_steps_before_safety(planted(page, '<ol class="steps">', more))


def test_a_safety_question_that_is_left_out_or_passed_is_noticed(held_page):
    assert three_steps_before_safety(planted(held_page, '<div class="card safe">', "<div>"))
    assert three_steps_before_safety(planted(held_page, 'value="unsafe"', 'value="open"'))
    past = '<button name="go" value="stage:later">Later</button></ol>'
    assert three_steps_before_safety(planted(held_page, "</ol>", past))


def test_a_plan_that_opens_too_early_is_noticed(visitor, monkeypatch):
    from waymark.web.public import planner

    made = planner.make
    monkeypatch.setattr(planner, "make", lambda a: made(a) | {"safety_check_after": None})
    assert three_steps_before_safety(
        visitor.begin("threatened", "parent").walk(**HARM).send("to:plan").page
    )


# 19: no file, no pasted picture, no camera, no preview of a link


@pytest.mark.parametrize(
    "way",
    [
        '<input type="file">',
        "<input type=file>",
        '<input type="FILE" hidden>',
        '<input type="file" accept="image/*" capture="user">',
        '<input type="url" name="where">',
        '<input name="words">',
        "<textarea></textarea>",
        '<p contenteditable="true"></p>',
        '<form enctype="multipart/form-data"></form>',
        '<img src="https://pictures.example/preview.jpg" alt="">',
        '<iframe src="/help"></iframe>',
        "<video></video>",
        "<script>navigator.mediaDevices.getUserMedia({video: true})</script>",
        '<div onpaste="take(event)"></div>',
    ],
)
def test_a_way_in_for_a_picture_is_noticed(plan_page, way):
    assert no_way_in(plan_page) == []
    assert no_way_in(planted(plan_page, "</main>", f"{way}</main>"))


# 48: a parent is the danger: leave quickly, keep nothing


@pytest.fixture
def near_parent(visitor):
    visitor.begin("passed_on").walk(other_person="parent_or_carer", device="watched")
    visitor.send("change:other_person").answer("other_person", "parent_or_carer")
    assert visitor.journey.answers["other_person"] == "parent_or_carer"
    return visitor.send("to:plan")


def test_a_child_with_a_dangerous_parent_gets_nothing_to_keep(near_parent):
    pages = [near_parent.page, near_parent.send("open").page]
    pages += [near_parent.send(f"stage:{one}").page for one in ("with_adult", "this_week", "later")]
    pages.append(near_parent.send("to:paper").page)
    assert [nothing_to_keep(page) for page in pages] == [[]] * len(pages)
    assert 'class="sheet"' not in pages[-1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('action="/leave"', 'action="/plan"'),
        ('<button class="leave"', '<button class="gone"'),
        ("</main>", '<button name="go" value="to:paper">Your plan on one sheet</button></main>'),
        ("</main>", '<a href="mailto:?body=plan">Send it to yourself</a></main>'),
        ("</main>", '<a href="/plan" download>Take it with you</a></main>'),
        ("</main>", "<p>Take a screenshot of this chat.</p></main>"),
        ("</main>", "<p>Write down what they said.</p></main>"),
        ("</main>", "<p>You can print the plan.</p></main>"),
    ],
)
def test_what_could_be_found_by_a_dangerous_parent_is_noticed(near_parent, old, new):
    assert nothing_to_keep(planted(near_parent.page, old, new))


def test_a_way_out_that_comes_late_is_noticed(plan_page):
    assert way_out_first(plan_page) == []
    early = planted(plan_page, '<header class="bar">', '<a href="/about">x</a><header class="bar">')
    assert way_out_first(early)


# 64: contacts carry a date, warn when old, and emergency numbers are always shown


def test_a_contact_without_its_mark_is_noticed(plan_page):
    assert dated_contacts(plan_page) == []
    mark = '<span class="mark">Not yet checked by a person</span>'
    assert dated_contacts(planted(plan_page, mark, ""))


@pytest.fixture
def long_ago(monkeypatch):
    """The directory as it will be when Childline was last checked years ago."""
    from waymark.web import here

    table = copy.deepcopy(here.directory())
    for listed in table["countries"]["GB"]["contacts"].values():
        for contact in listed:
            contact["checked_on"] = "2019-05-01" if contact["name"] == "Childline" else None
    monkeypatch.setattr(here, "directory", lambda: table)


def test_an_old_check_warns_on_the_page_and_a_page_without_the_warning_is_noticed(
    visitor, long_ago
):
    page = visitor.client.get("/help/gb").content.decode()
    assert "Not checked since 1 May 2019." in page
    assert dated_contacts(page, overdue={"Childline"}) == []
    calm = planted(page, '<span class="mark old">', '<span class="mark">')
    assert dated_contacts(calm, overdue={"Childline"})
    undated = planted(page, "Not checked since 1 May 2019.", "Not checked lately.")
    assert dated_contacts(undated, overdue={"Childline"})


def test_an_emergency_number_that_is_hidden_for_its_age_is_noticed(visitor, long_ago):
    page = visitor.client.get("/help/gb").content.decode()
    assert dated_contacts(planted(page, '<a href="tel:999"><bdi>999</bdi></a>', ""))


# 65: nothing stored, no answer in an address, nobody else is told


@pytest.mark.parametrize(
    "trace",
    [
        '<img src="https://count.example/1.gif" alt="">',
        '<img src="//count.example/1.gif" alt="">',
        '<link rel="stylesheet" href="https://fonts.example/a.css">',
        '<script src="https://cdn.example/a.js"></script>',
        '<form action="https://elsewhere.example/plan"></form>',
        '<button formaction="https://elsewhere.example/"></button>',
        '<a href="/plan?threat=explicit">Next</a>',
        '<a href="/plan/explicit">Next</a>',
        '<a href="/plan#explicit">Next</a>',
        '<a href="https://helpline.example/">Website</a>',
        "<script>localStorage.answers = 1</script>",
        "<script>navigator.serviceWorker.register('/s.js')</script>",
    ],
)
def test_a_trace_is_noticed(plan_page, trace):
    assert nothing_stored_or_told(plan_page, answers=["explicit"]) == []
    assert nothing_stored_or_told(
        planted(plan_page, "</main>", f"{trace}</main>"), None, ["explicit"]
    )


def test_a_page_that_may_be_kept_is_noticed(plan_page):
    assert nothing_stored_or_told(plan_page, {"Cache-Control": "no-store"}) == []
    assert nothing_stored_or_told(plan_page, {"Cache-Control": "private, max-age=60"})


@pytest.mark.parametrize("to", ["/plan?q=threat", "/plan/threat", "/plan#threat"])
def test_an_answer_in_the_next_address_is_noticed(to):
    assert nothing_in_location({"Location": "/plan"}, ["threat"]) == []
    assert nothing_in_location({"Location": to}, ["threat"])


# 69: nobody is asked for a copy


@pytest.mark.parametrize(
    "words",
    ["Keep a copy for the police.", "Save the picture first.", "Ask to see what was sent."],
)
def test_a_request_for_a_copy_is_noticed(plan_page, words):
    assert asks_for_no_copy(plan_page) == []
    assert asks_for_no_copy(planted(plan_page, "</main>", f"<p>{words}</p></main>"))


def test_to_say_that_nobody_needs_a_copy_is_no_fault(plan_page):
    calm = planted(plan_page, "</main>", "<p>Do not keep a copy.</p></main>")
    assert asks_for_no_copy(calm) == []


def test_each_check_says_in_its_first_line_which_invariant_it_is_about():
    for number, check in {
        "7": emergency_number, "10": three_steps_before_safety, "19": no_way_in,
        "48": nothing_to_keep, "64": dated_contacts, "65": nothing_stored_or_told,
        "69": asks_for_no_copy,
    }.items():  # fmt: skip
        assert check.__doc__.startswith(f"{number}:")
        assert getattr(page_checks, check.__name__) is check
