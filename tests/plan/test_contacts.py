# SPDX-License-Identifier: Apache-2.0
"""Who is shown for a step: somebody who answers now, marked for how sure we are."""

from __future__ import annotations

from datetime import date, time

import pytest

from waymark.plan import plan
from waymark.plan.contacts import Contacts

MONDAY = date(2026, 11, 23)
CHILD = {"audience": "child", "self_harm": "none", "physical_danger": "none"}


def contact(id_: str, **more: object) -> dict[str, object]:
    blank = dict.fromkeys(("name", "text", "url", "hours", "free", "note", "open"))
    dates = {"source": "https://example.org/", "source_date": "2026-11-01", "checked_on": None}
    return {**blank, **dates, "id": id_, "kind": "child_helpline", "phone": "1", **more}


def directory(**kinds: list[dict[str, object]]) -> dict[str, object]:
    emergency = [contact("emergency", kind="emergency", phone="999", open="24h")]
    pack = {"file": True, "emergency": ["999"], "contacts": {"emergency": emergency, **kinds}}
    nothing = {"file": False, "emergency": [], "contacts": {"emergency": [contact("anywhere")]}}
    return {"limits": {"contact": 180}, "countries": {"GB": pack}, "international": nothing}


def first_shown(lines: list[dict[str, object]], at: time | None) -> str:
    contacts = Contacts(directory(child_helpline=lines), [{"contacts": ["child_helpline"]}])
    shown = contacts.of(0, "GB", [], MONDAY)
    return str(contacts.reachable_first(shown, "GB", MONDAY, at)[0]["id"])


EVENING = contact("evening", open=[{"days": [0], "from": "18:00", "to": "22:00"}])
ALWAYS = contact("always", open="24h")
NOBODY_KNOWS = contact("unknown hours", hours="most days")


@pytest.mark.parametrize(
    ("lines", "at", "first"),
    [
        ([ALWAYS, EVENING], time(19), "evening"),
        ([EVENING, ALWAYS], time(23), "always"),
        ([EVENING, ALWAYS], None, "always"),
        ([EVENING, NOBODY_KNOWS], time(23), "emergency"),
        ([NOBODY_KNOWS], None, "emergency"),
        ([contact("a web page", phone=None, open="24h")], None, "emergency"),
    ],
)
def test_a_frightened_child_is_shown_somebody_who_answers_now(lines, at, first) -> None:
    assert first_shown(lines, at) == first


def test_a_step_without_a_line_of_its_own_borrows_the_helpline() -> None:
    contacts = Contacts(directory(child_helpline=[ALWAYS]), [{"contacts": ["own_behaviour"]}])
    shown = contacts.reachable_first([], "GB", MONDAY, None)
    assert [one["id"] for one in shown] == ["always"]


def test_the_person_in_now_can_be_reached_in_every_country() -> None:
    for country in ("GB", "US", "CA", "AU", "IE", "KE", "NO", "FJ", "unknown"):
        made = plan({**CHILD, "country": country}, on=MONDAY).as_dict()
        steps = made["stages"][0]["steps"]
        people = [step for step in steps if step["contacts"]]
        assert people, country
        assert people[0]["contacts"][0]["phone"] or people[0]["contacts"][0]["url"], country


@pytest.mark.parametrize(
    ("checked_on", "status"),
    [
        (None, "unchecked"),
        ("2026-11-20", "checked"),
        ("2026-01-01", "unchecked"),
        ("2027-01-01", "unchecked"),
    ],
)
def test_a_contact_is_current_only_if_somebody_checked_it_lately(checked_on, status) -> None:
    lines = [contact("line", checked_on=checked_on)]
    contacts = Contacts(directory(child_helpline=lines), [{"contacts": ["child_helpline"]}])
    assert contacts.of(0, "GB", [], MONDAY)[0]["status"] == status


def test_help_from_elsewhere_is_marked_as_such() -> None:
    contacts = Contacts(directory(), [{"contacts": ["emergency"]}])
    assert contacts.of(0, "FR", [], MONDAY)[0]["status"] == "fallback"


def test_without_data_a_free_call_stands_before_a_page() -> None:
    lines = [contact("page", phone=None, url="https://example.org/"), contact("call", free=True)]
    assert [one["id"] for one in Contacts.free_first(lines)] == ["call", "page"]


def test_parents_lines_are_for_adults() -> None:
    for audience, has in (("child", False), ("parent", True)):
        made = plan({**CHILD, "audience": audience, "country": "GB"}).as_dict()
        steps = [s for stage in made["stages"] for s in stage["steps"]]
        kinds = {
            c["kind"]
            for s in steps
            if s["action"] == "contact_child_helpline"
            for c in s["contacts"]
        }
        assert ("parent_helpline" in kinds) is has


def test_where_no_service_is_known_the_step_says_so() -> None:
    answers = {"audience": "parent", "country": "KE", "child_role": ["forwarder"]}
    made = plan(answers | {"threat": "explicit"}).as_dict()
    steps = {s["action"]: s for stage in made["stages"] for s in stage["steps"]}
    assert "Kenya" in steps["offer_legal_advice"]["no_service"]
    assert steps["contact_child_helpline"]["no_service"] is None
    assert steps["do_not_send_more"]["no_service"] is None


def test_every_step_in_every_country_has_a_contact_or_an_honest_word() -> None:
    for country in ("GB", "US", "CA", "AU", "IE", "FR", "FJ", "unknown"):
        for audience in ("child", "parent", "professional"):
            made = plan({"audience": audience, "country": country, "threat": "explicit"}).as_dict()
            for step in (s for stage in made["stages"] for s in stage["steps"]):
                assert (step["no_service"] is None) or not step["contacts"]
                assert step["title"], (country, step["action"])
                assert step["text"], (country, step["action"])
