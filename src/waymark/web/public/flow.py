# SPDX-License-Identifier: Apache-2.0
"""From one page to the next: a visit and a form in, the visit as it goes on out. Pure.

A form names its move in `go`, as `verb` or `verb:what`; a question page also says in `q` which
question it asked, so that an old tab cannot answer another one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from waymark.web.public import places, planner
from waymark.web.public.journey import Journey
from waymark.web.public.tiles import tile

__all__ = ["AUDIENCES", "SAFETY", "SIDE_PAGES", "STAGES", "move", "offered"]

AUDIENCES = ("child", "parent", "professional")
SAFETY = ("self_harm", "physical_danger")
STAGES = ("now", "today", "with_adult", "this_week", "later")
SIDE_PAGES = ("check", "plan", "paper", "where", "found", "options", "delete", "next")
UNSAID = ("unsure", "private")
BEGINNINGS = ("tile", "who", "over")
# A pseudo-question: child_role with only the three things a person may have done.
I_DID = "i_did"


class Form(Protocol):
    """What a browser sent."""

    def get(self, name: str, default: str, /) -> str: ...
    def getlist(self, name: str, /) -> list[str]: ...


def move(visit: Journey, form: Form) -> Journey:
    """Go on. A form that makes no sense leaves the visitor where they are."""
    verb, _, what = form.get("go", "").partition(":")
    step = _MOVES.get(verb)
    if "audience" not in visit.answers and verb not in BEGINNINGS:
        return visit  # nothing to go on from: a new visit, or one that is over
    calm = replace(visit, notice="")
    return step(calm, what, form) if step else calm


def offered(question: str) -> tuple[str, ...]:
    """Return the values that a question page may send."""
    if question == I_DID:
        chosen = tile(I_DID)
        return chosen.choose if chosen else ()
    fact = planner.facts().get(question)
    return fact.values if fact else ()


def _tile(_: Journey, what: str, form: Form) -> Journey:
    chosen = tile(what)
    if chosen is None:
        return Journey(notice="choose")
    audience = form.get("audience", "")
    answers = {"audience": audience if audience in AUDIENCES else "child", **chosen.answers}
    path = ("leaving", "country", *((I_DID,) if chosen.choose else ()))
    if chosen.lane:
        return Journey(at="lane", answers=answers, lane=True)
    return Journey(at="leaving", answers=answers, path=path)


def _who(_: Journey, what: str, __: Form) -> Journey:
    if what not in AUDIENCES or what == "child":
        return Journey()
    return Journey(at="tiles", answers={"audience": what})


def _begin(visit: Journey, _: str, __: Form) -> Journey:
    return _onward(visit, done="lane" if visit.lane else "leaving")


def _answer(visit: Journey, _: str, form: Form) -> Journey:
    question = form.get("q", "")
    if question == "country":
        return _country(visit, form.get("country", ""))
    value = _value(question, form.getlist("a"))
    if value is None and _may_be_empty(question):
        value = "unsure" if visit.friend else []  # as the hint says; of a friend one may not know
    if value is None:
        return replace(visit, notice="choose")
    return _store(visit, question, value)


def _skip(visit: Journey, what: str, form: Form) -> Journey:
    question = form.get("q", "")
    if question == "country":
        return _store(visit, "country", "unsure")
    if not offered(question):
        return visit
    if what == "none" and _is_list(question):
        return _store(visit, question, [])
    return _store(visit, question, what) if what in UNSAID else visit


def _back(visit: Journey, _: str, __: Form) -> Journey:
    if visit.back_to:
        return replace(visit, at=visit.back_to, back_to="")
    if visit.again:
        return replace(visit, at="plan", again=())
    path = visit.path
    if visit.at in ("lane", "leaving", "tiles"):
        return replace(visit, at="start")
    if visit.at in SIDE_PAGES or visit.at == "bye":
        is_check = visit.at == "check"
        return replace(visit, at=path[-1] if is_check and path else "plan")
    place = path.index(visit.at) if visit.at in path else len(path)
    return replace(visit, at=path[place - 1] if place else "start")


def _to(visit: Journey, what: str, _: Form) -> Journey:
    if what == "next":
        return _onward(visit)
    if what == "plan":
        return replace(visit, at="plan", stage="now", back_to="")
    return replace(visit, at=what, back_to="") if what in SIDE_PAGES else visit


def _change(visit: Journey, what: str, _: Form) -> Journey:
    if what != "country" and not offered(what):
        return visit
    back = visit.at if visit.at in ("check", "plan") else "check"
    return replace(visit, at=what, back_to=back)


def _open(visit: Journey, _: str, __: Form) -> Journey:
    return replace(visit, opened=True, stage="now" if visit.audience != "child" else "today")


def _unsafe(visit: Journey, _: str, __: Form) -> Journey:
    return replace(visit, at="plan", notice="unsafe")


def _stage(visit: Journey, what: str, _: Form) -> Journey:
    if what not in STAGES or not (visit.opened or visit.audience != "child"):
        return visit
    return replace(visit, at="plan", stage=what)


def _finish(visit: Journey, _: str, __: Form) -> Journey:
    return replace(visit, at=SAFETY[0], again=SAFETY, worse=False, back_to="")


def _over(_: Journey, __: str, ___: Form) -> Journey:
    return Journey()


_MOVES: dict[str, Callable[[Journey, str, Form], Journey]] = {
    "who": _who,
    "tile": _tile,
    "begin": _begin,
    "answer": _answer,
    "skip": _skip,
    "back": _back,
    "to": _to,
    "change": _change,
    "open": _open,
    "unsafe": _unsafe,
    "stage": _stage,
    "finish": _finish,
    "over": _over,
}


def _country(visit: Journey, code: str) -> Journey:
    if code == "elsewhere":
        return _store(visit, "country", "unsure")
    if not places.known(code):
        return replace(visit, notice="choose")
    return _store(visit, "country", code)


def _value(question: str, given: list[str]) -> Any:
    allowed = offered(question)
    fitting = [one for one in allowed if one in given]
    if not fitting:
        return None
    return fitting if _is_list(question) else fitting[0]


def _is_list(question: str) -> bool:
    fact = planner.facts().get(question)
    return question == I_DID or bool(fact and fact.many)


def _may_be_empty(question: str) -> bool:
    return _is_list(question) and question not in (I_DID, "child_role")


def _store(visit: Journey, question: str, value: Any) -> Journey:
    name = "child_role" if question == I_DID else question
    other = name in visit.answers and visit.answers[name] != value
    visit = replace(visit, answers={**visit.answers, name: value})
    if visit.again:
        return _asked_again(visit, question, other=other)
    if question == "country" and visit.at == "lane":
        return replace(visit, at="lane", back_to="")
    if unfit := planner.conflict(visit.answers):
        rest = {key: kept for key, kept in visit.answers.items() if key != unfit}
        return replace(visit, answers=rest, at=unfit, notice="unfit")
    return _onward(visit, done=question)


def _asked_again(visit: Journey, question: str, *, other: bool) -> Journey:
    """Safety once more before the plan is left; another answer than before gives a new plan."""
    left = tuple(one for one in visit.again if one != question)
    visit = replace(visit, again=left, worse=visit.worse or other)
    if left:
        return replace(visit, at=left[0])
    if visit.worse:
        return replace(visit, at="plan", stage="now", opened=False, worse=False)
    return replace(visit, at="bye")


def _onward(visit: Journey, done: str = "") -> Journey:
    path = visit.path if not done or done in visit.path else (*visit.path, done)
    visit = replace(visit, path=path)
    if visit.back_to:
        return replace(visit, at=visit.back_to, back_to="")
    return replace(visit, at=_next(visit))


def _next(visit: Journey) -> str:
    """Return the next page: the country, safety, what the tile left open, then what matters."""
    if "country" not in visit.answers:
        return "country"
    waiting = planner.questions(visit.answers)
    if waiting and waiting[0] in SAFETY:
        return waiting[0]
    if I_DID in visit.path and "child_role" not in visit.answers:
        return I_DID
    return waiting[0] if waiting else "check"
