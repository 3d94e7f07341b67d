# SPDX-License-Identifier: Apache-2.0
"""What stands on each page: a visit in, a template and its words out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from waymark.plan import BadAnswers
from waymark.web.public import answered, cards, lane, places, plan_words, planner, stages, wording
from waymark.web.public.flow import AUDIENCES, I_DID, offered
from waymark.web.public.journey import Journey
from waymark.web.public.tiles import tiles

__all__ = ["Page", "page", "start"]


@dataclass(frozen=True)
class Page:
    """A template and what it shows."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


def page(visit: Journey) -> Page:
    """Return the page a visit stands on. Unknown pages are the start."""
    if visit.at == "country" or offered(visit.at):
        return _question(visit)
    make = _PAGES.get(visit.at)
    if make is None or ("audience" not in visit.answers and visit.at != "start"):
        return start(visit)
    try:
        return make(visit)
    except BadAnswers:  # answers of an older release that no longer fit the questions
        return start(Journey(notice="over"))


def start(visit: Journey) -> Page:
    """Return the first page: for a young person the tiles are already there."""
    fresh = replace(visit, answers={"audience": "child"})
    return Page("public/start.html", {**_choice(fresh), "under_way": bool(visit.answers)})


def _tiles(visit: Journey) -> Page:
    return Page("public/start.html", _choice(visit))


def _choice(visit: Journey) -> dict[str, Any]:
    words = wording.page_text("start")
    named = words["tiles"]
    key = "title" if visit.audience == "child" else "adult_title"
    others = [one.id for one in tiles() if not one.lane]
    return {
        "words": words,
        "who": visit.audience,
        "audiences": [(one, words["audience"]["options"][one]) for one in AUDIENCES],
        "tiles": [(one, named[one][key]) for one in others],
        "lane": named["threatened"][key],
    }


def _question(visit: Journey) -> Page:
    name = "child_role" if visit.at == I_DID else visit.at
    words = wording.question(
        visit.audience, name, offered(visit.at), friend=visit.friend, again=bool(visit.again)
    )
    given = visit.answers.get(name)
    context = {
        "q": visit.at,
        "words": words,
        "given": given if isinstance(given, list) else [given],
        "again": wording.page_text("plan", "ask_again", visit.audience) if visit.again else "",
    }
    if visit.at == "country":
        return Page("public/country.html", {**context, **_country_lists()})
    many = name == "child_role" or planner.facts()[name].many
    options = [one for one in words.options if one.value in offered(visit.at)]
    nothing = many and name != "child_role"
    safety_done = all(one in visit.answers for one in ("self_harm", "physical_danger"))
    return Page(
        "public/question.html",
        {
            **context, "options": options, "many": many, "nothing": nothing,
            "soon": safety_done and not visit.again and not visit.back_to,
        },
    )  # fmt: skip


def _country_lists() -> dict[str, Any]:
    names = dict(places.countries())
    common = [(code, names[code]) for code in places.COMMON]
    return {"common": common, "countries": places.countries()}


def _leaving(_: Journey) -> Page:
    return Page("public/leaving.html", {"words": wording.page_text("start", "leaving")})


def _check(visit: Journey) -> Page:
    more = len(planner.questions(visit.answers))
    return Page("public/check.html", {"rows": list(answered.rows(visit)), "more": more})


def _plan(visit: Journey) -> Page:
    made = planner.make(visit.answers)
    context = stages.stage_page(visit, made) | plan_words.around(visit, made)
    context["open_questions"] = answered.open_questions(visit)
    return Page("public/plan.html", context)


def _lane(visit: Journey) -> Page:
    """Three steps and a number before any question; nothing to type."""
    return Page("public/lane.html", lane.lane_page(visit) | _country_lists())


def _paper(visit: Journey) -> Page:
    """The sheet; where somebody close may find it there is none, not even by an old button."""
    if visit.watched:
        return _plan(visit)
    made = planner.make(visit.answers)
    return Page("public/paper.html", stages.paper(visit, made) | plan_words.around(visit, made))


def _where(_: Journey) -> Page:
    shown = [
        {**one, "steps": [wording.change(step) for step in one["steps"]]}
        for one in places.platforms()
    ]
    words = wording.page_text("start", "where_is_it")
    return Page("public/where.html", {"platforms": shown, "words": words})


def _found(visit: Journey) -> Page:
    words = wording.page_text("start", "who_am_i", country=visit.country)
    return Page("public/found.html", {"words": words})


def _options(visit: Journey) -> Page:
    reader = "professional" if visit.audience == "professional" else "parent"
    return Page(
        "public/options.html", {"words": wording.page_text("plan", "police_options", reader)}
    )


def _delete(_: Journey) -> Page:
    return Page("public/delete.html")


def _bye(visit: Journey) -> Page:
    contacts = cards.kinds(visit.country)
    return Page("public/bye.html", {"contacts": contacts.get("child_helpline", [])[:1]})


_PAGES: dict[str, Callable[[Journey], Page]] = {
    "start": start,
    "leaving": _leaving,
    "check": _check,
    "plan": _plan,
    "tiles": _tiles,
    "lane": _lane,
    "paper": _paper,
    "where": _where,
    "found": _found,
    "options": _options,
    "delete": _delete,
    "bye": _bye,
}
