# SPDX-License-Identifier: Apache-2.0
"""The lists: what falls due, every entry, and what the organisation itself says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from waymark.directory.overlay import Key
from waymark.guard.models import today
from waymark.guard.roles import EDITOR
from waymark.upkeep.desk import Desk
from waymark.web.staff.access import WorkerRequest, worker_required
from waymark.web.staff.directory.fields import beside, title_of
from waymark.web.staff.directory.forms import FilterForm
from waymark.web.staff.directory.names import FILES, KINDS, VERBS, kind_name, place_name
from waymark.web.staff.directory.worklist import (
    ALL,
    Item,
    NoSuchPage,
    Page,
    Share,
    Works,
    page_of,
    works,
)
from waymark.web.staff.views import SeeOther

__all__ = ["due", "every", "overview", "own"]

FILES_ADDRESS = "files"  # in an address something has to stand
FIRST = 10  # of what is due in the organisation's own countries


@worker_required(EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: WorkerRequest) -> HttpResponse:
    """What is due and how much is checked, country by country; the form leads to a list."""
    desk = Desk(request.worker)
    work = works(desk.table, today())
    form = FilterForm(request.POST or None, places=_places(work))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        return SeeOther(_list(told["which"], told["place"], told["kind"]))
    shares = [_row(share) for share in _ours_first(work.shares)]
    ours = [item for item in work.due if item.place in settings.WAYMARK_COUNTRIES]
    shown = {
        "form": form,
        "due": len(work.due),
        "shares": shares,
        "ours": [_item(work, item) for item in ours[:FIRST]],
        "moved": [_moved(desk, key) for key in desk.moved_on()],
        "own": len(desk.overlay),
    }
    return render(request, "staff/directory/overview.html", shown)


@worker_required(EDITOR)
@require_safe
def due(request: WorkerRequest, place: str, kind: str = ALL, number: int = 1) -> HttpResponse:
    """What is due in one place, or everywhere."""
    return _listed(request, "due", place, kind, number)


@worker_required(EDITOR)
@require_safe
def every(request: WorkerRequest, place: str, kind: str = ALL, number: int = 1) -> HttpResponse:
    """Every entry of one place, or of all."""
    return _listed(request, "every", place, kind, number)


@worker_required(EDITOR)
@require_safe
def own(request: WorkerRequest, number: int = 1) -> HttpResponse:
    """What the organisation itself says, and where the delivered directory moved on."""
    desk = Desk(request.worker)
    moved = {str(key) for key in desk.moved_on()}
    states = sorted(desk.overlay.items())
    page = _page(states, number)
    rows = [_own(desk, Key.read(key), state, key in moved) for key, state in page.items]
    shown = {"page": page, "rows": rows, "ways": _ways(page, "directory_own")}
    return render(request, "staff/directory/own.html", shown)


def _listed(request: WorkerRequest, which: str, place: str, kind: str, number: int) -> HttpResponse:
    desk = Desk(request.worker)
    work = works(desk.table, today())
    named = FILES if place == FILES_ADDRESS else place
    if named != ALL and named not in {share.place for share in work.shares}:
        raise Http404
    if kind != ALL and kind not in KINDS:
        raise Http404
    page = _page(work.chosen(which, named, kind), number)
    shown = {
        "page": page,
        "which": which,
        "place": gettext("All countries") if named == ALL else place_name(desk.table, named),
        "kind": "" if kind == ALL else kind_name(kind),
        "several": named == ALL,
        "rows": [_item(work, item) for item in page.items],
        "ways": _ways(page, f"directory_{which}", place, kind),
    }
    return render(request, "staff/directory/list.html", shown)


def _page(items: Any, number: int) -> Page:
    try:
        return page_of(items, number)
    except NoSuchPage:
        raise Http404 from None


def _ways(page: Page, name: str, *named: str) -> dict[str, str]:
    """Where the pages before and after are."""
    ways = {"before": page.before, "after": page.after}
    return {way: reverse(name, args=(*named, to)) for way, to in ways.items() if to}


def _list(which: str, place: str, kind: str = ALL) -> str:
    return reverse(f"directory_{which}", args=(place or FILES_ADDRESS, kind, 1))


def _item(work: Works, item: Item) -> dict[str, Any]:
    address = reverse("directory_entry", args=_parts(item.key)) if item.key else ""
    return {"item": item, "address": address, "place": place_name(work.table, item.place)}


def _parts(key: Key) -> tuple[str, str, str]:
    return key.place, key.kind, key.id


def _row(share: Share) -> dict[str, Any]:
    listed = {"share": share, "every": ""}
    if share.place != FILES:
        listed["every"] = _list("every", share.place)
    return listed | {"due": _list("due", share.place) if share.due else ""}


def _ours_first(shares: list[Share]) -> list[Share]:
    ours = settings.WAYMARK_COUNTRIES
    return sorted(
        shares,
        key=lambda one: ours.index(one.place) if one.place in ours else len(ours),
    )


def _places(work: Works) -> Iterator[tuple[str, str]]:
    yield ALL, gettext("All countries")
    for share in _ours_first(work.shares):
        yield share.place or FILES_ADDRESS, share.name


def _moved(desk: Desk, key: Key) -> dict[str, Any]:
    """An own entry under which something else is delivered now than when it was made."""
    history = desk.history(key)
    then = history[0].delivered if history else None
    return _titled(desk, key) | {"changed": beside(key, then, desk.delivered_at(key))}


def _own(desk: Desk, key: Key, state: dict[str, Any], moved: bool) -> dict[str, Any]:
    return _titled(desk, key, state) | {
        "verb": VERBS[state["verb"]],
        "checked_on": state["checked_on"],
        "moved": moved,
    }


def _titled(desk: Desk, key: Key, state: dict[str, Any] | None = None) -> dict[str, Any]:
    entry = (state or {}).get("entry") or desk.standing(key) or desk.delivered_at(key)
    return {
        "name": title_of(key, entry),
        "kind": kind_name(key.kind),
        "place": place_name(desk.table, key.place),
        "address": reverse("directory_entry", args=_parts(key)),
    }
