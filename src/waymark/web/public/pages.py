# SPDX-License-Identifier: Apache-2.0
"""What stands on each page: a visit in, a template and its words out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from waymark.plan import BadAnswers
from waymark.web.public import answered, lane, places, planner, stages, wording
from waymark.web.public.flow import I_DID, offered
from waymark.web.public.journey import Journey
from waymark.web.public.tiles import WORDS, tiles

__all__ = ["Page", "help_country", "help_index", "page", "start"]


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
    """Return the first page."""
    named = wording.page_text("start", "tiles") or {}
    urgent = _tile_words("threatened", named)
    return Page(
        "public/start.html",
        {
            "tiles": [(one.id, *_tile_words(one.id, named)) for one in tiles() if not one.lane],
            "lane_title": urgent[0],
            "lane_hint": urgent[1],
            "under_way": bool(visit.answers),
            "words": wording.page_text("start") or {},
        },
    )


def help_index() -> dict[str, Any]:
    """Return what the list of countries shows."""
    return {"countries": [(code.lower(), name) for code, name in places.countries()]}


def help_country(code: str) -> dict[str, Any]:
    """Return the contacts of one country."""
    return {"name": places.name_of(code), "kinds": list(places.contacts_of(code))}


def _tile_words(name: str, named: dict[str, Any]) -> tuple[str, str]:
    found = named.get(name)
    if isinstance(found, dict):
        return str(found.get("title", "")), str(found.get("hint") or found.get("text") or "")
    title, hint = WORDS[name]
    return (found, "") if found else (str(title), str(hint))


def _question(visit: Journey) -> Page:
    name = "child_role" if visit.at == I_DID else visit.at
    words = wording.question(visit.audience, name, offered(visit.at))
    given = visit.answers.get(name)
    context = {
        "q": visit.at,
        "words": words,
        "given": given if isinstance(given, list) else [given],
        "again": bool(visit.again),
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
    return Page("public/leaving.html")


def _check(visit: Journey) -> Page:
    more = len(planner.questions(visit.answers))
    return Page("public/check.html", {"rows": list(answered.rows(visit)), "more": more})


def _plan(visit: Journey) -> Page:
    made = planner.make(visit.answers)
    context = stages.stage_page(visit, made)
    context["open_questions"] = answered.open_questions(visit)
    return Page("public/plan.html", context)


def _lane(visit: Journey) -> Page:
    """Three steps and a number before any question; nothing to type."""
    return Page("public/lane.html", {"steps": lane.steps(visit.country), **_country_lists()})


def _paper(visit: Journey) -> Page:
    return Page("public/paper.html", stages.paper(planner.make(visit.answers)))


def _where(_: Journey) -> Page:
    shown = [
        {**one, "steps": [wording.change(step) for step in one["steps"]]}
        for one in places.platforms()
    ]
    return Page("public/where.html", {"platforms": shown})


def _found(visit: Journey) -> Page:
    return Page("public/found.html", {"words": wording.page_text("plan", "found") or {}})


def _options(_: Journey) -> Page:
    return Page("public/options.html", {"words": wording.page_text("plan", "police_options") or {}})


def _delete(_: Journey) -> Page:
    return Page("public/delete.html")


def _bye(visit: Journey) -> Page:
    contacts = dict(places.contacts_of(visit.country))
    return Page("public/bye.html", {"contacts": contacts.get("child_helpline", [])[:1]})


_PAGES: dict[str, Callable[[Journey], Page]] = {
    "start": start,
    "leaving": _leaving,
    "check": _check,
    "plan": _plan,
    "lane": _lane,
    "paper": _paper,
    "where": _where,
    "found": _found,
    "options": _options,
    "delete": _delete,
    "bye": _bye,
}
