# SPDX-License-Identifier: Apache-2.0
"""One entry: what it says, how it came to be, and what a worker can do to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from waymark.directory.freshness import due_on, status_of
from waymark.directory.overlay import EMERGENCY, LAW, Key, moved_on, whole_print
from waymark.directory.sourced import is_doubtful
from waymark.guard.models import today
from waymark.guard.roles import EDITOR
from waymark.upkeep.desk import Desk, NoSuchEntry, Stale
from waymark.upkeep.flows.confirm import confirm as confirm_entry
from waymark.upkeep.flows.restore import restore as restore_entry
from waymark.upkeep.flows.withdraw import withdraw as withdraw_entry
from waymark.upkeep.models import Change
from waymark.upkeep.reading import BadEntry
from waymark.web.staff.access import WorkerRequest, worker_required
from waymark.web.staff.directory.fields import beside, fields, title_of
from waymark.web.staff.directory.forms import ConfirmForm, WithdrawForm, tell_faults
from waymark.web.staff.directory.names import VERBS, kind_name, place_name
from waymark.web.staff.views import SeeOther

__all__ = ["Looked", "confirm", "entry", "gone", "look", "restore", "stale_words", "withdraw"]

Table = dict[str, Any]


class Looked:
    """One entry as a worker finds it. Raises Http404 where there is and was nothing."""

    def __init__(self, request: WorkerRequest, place: str, kind: str, id: str) -> None:  # noqa: A002
        self.desk = Desk(request.worker)
        try:
            self.key = Key.read(f"{place}/{kind}/{id}")
        except ValueError:
            raise Http404 from None
        self.standing = self.desk.standing(self.key)
        self.state = self.desk.state(self.key)
        self.history = self.desk.history(self.key)
        self.unknown = self.standing is None and self.desk.unknown_law(self.key)
        if self.standing is None and not self.history and not self.unknown:
            raise Http404

    @property
    def address(self) -> str:
        """The page of the entry."""
        return reverse("directory_entry", args=(self.key.place, self.key.kind, self.key.id))

    @property
    def title(self) -> str:
        """What the page is headed by, also where nothing stands any more."""
        named = self.standing or self.desk.delivered_at(self.key)
        before = next((one.entry for one in self.history if one.entry), None)
        return title_of(self.key, named or before)

    def shown(self, **more: Any) -> dict[str, Any]:
        """What each page of the entry shows."""
        return {
            "key": self.key,
            "title": self.title,
            "place": place_name(self.desk.table, self.key.place),
            "kind": kind_name(self.key.kind),
            "address": self.address,
            "unknown": self.unknown,
            "seen": whole_print(self.standing),  # of what this page shows
            "fields": fields(self.key, self.standing) if self.standing else [],
            **more,
        }


@worker_required(EDITOR)
@require_safe
def entry(request: WorkerRequest, place: str, kind: str, id: str) -> HttpResponse:  # noqa: A002
    """Everything about one entry."""
    looked = look(request, place, kind, id)
    key, state = looked.key, looked.state
    delivered = looked.desk.delivered_at(key)
    moved = bool(state and list(moved_on(looked.desk.delivered, {str(key): state})))
    then = looked.history[0].delivered if looked.history else None
    shown = looked.shown(
        status=_status(looked),
        source=(looked.standing or {}).get("source", ""),
        may=_may(looked),
        withdrawn=looked.standing is None and not looked.unknown,
        own=bool(state and "entry" in state),
        confirmed=bool(state and state["verb"] == "confirm"),
        delivered=fields(key, delivered) if looked.standing is None and delivered else [],
        ours=beside(key, delivered, looked.standing) if state and delivered else [],
        moved=beside(key, then, delivered) if moved else [],
        has_moved=moved,
        history=list(_told(looked)),
    )
    return render(request, "staff/directory/entry.html", shown)


@worker_required(EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: WorkerRequest, place: str, kind: str, id: str) -> HttpResponse:  # noqa: A002
    """Somebody looked, and it is as it stands."""
    looked = look(request, place, kind, id)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if looked.standing is None:
        return gone(request, looked)
    if request.method == "POST" and form.is_valid():
        try:
            confirm_entry(looked.desk, looked.key, request.POST.get("seen", ""), today())
        except (Stale, NoSuchEntry):
            form = _stale(form)
        else:
            messages.success(request, _("Confirmed. Thank you for looking."))
            return SeeOther(looked.address)
    emergency = looked.key.kind == EMERGENCY
    shown = looked.shown(form=form, emergency=emergency, source=looked.standing["source"])
    return render(request, "staff/directory/confirm.html", shown)


@worker_required(EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: WorkerRequest, place: str, kind: str, id: str) -> HttpResponse:  # noqa: A002
    """An entry is shown no more."""
    looked = look(request, place, kind, id)
    if looked.standing is None and looked.state is None:
        return gone(request, looked)
    if not _may(looked)["withdraw"]:
        raise Http404
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        seen, reason = request.POST.get("seen", ""), form.cleaned_data["reason"]
        try:
            withdraw_entry(looked.desk, looked.key, seen, reason, today())
        except (Stale, NoSuchEntry):
            form = _stale(form)
        except BadEntry as error:
            tell_faults(form, error.faults)
        else:
            messages.success(request, _("Withdrawn. It is not shown any more."))
            return SeeOther(looked.address)
    shown = looked.shown(form=form, last=_is_last(looked), out=looked.standing is None)
    return render(request, "staff/directory/withdraw.html", shown)


@worker_required(EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: WorkerRequest, place: str, kind: str, id: str) -> HttpResponse:  # noqa: A002
    """Back to what is delivered."""
    looked = look(request, place, kind, id)
    if not _may(looked)["restore"]:
        raise Http404
    told = ""
    if request.method == "POST":
        try:
            restore_entry(looked.desk, looked.key, request.POST.get("seen", ""), today())
        except (Stale, NoSuchEntry):
            told = stale_words()
        else:
            messages.success(request, _("The delivered entry holds again."))
            return SeeOther(looked.address)
    delivered = looked.desk.delivered_at(looked.key)
    shown = looked.shown(
        told=told,
        delivered=fields(looked.key, delivered) if delivered else [],
        changes=beside(looked.key, looked.standing, delivered) if looked.standing else [],
    )
    return render(request, "staff/directory/restore.html", shown)


def look(request: WorkerRequest, place: str, kind: str, id: str) -> Looked:  # noqa: A002
    """Find an entry, or answer 404."""
    return Looked(request, place, kind, id)


def gone(request: WorkerRequest, looked: Looked) -> HttpResponse:
    """Somebody took the entry out while this worker had a form of it open."""
    if request.method != "POST":
        raise Http404
    messages.info(request, _("Somebody withdrew this meanwhile."))
    return SeeOther(looked.address)


def stale_words() -> str:
    """What is said when two workers were at one entry."""
    return _("Somebody changed this meanwhile. Please look at what stands there now.")


def _stale(form: Any) -> Any:
    form.add_error(None, stale_words())
    return form


def _may(looked: Looked) -> dict[str, bool]:
    key, state, stands = looked.key, looked.state, looked.standing is not None
    emergency = key.kind == EMERGENCY
    delivered = looked.desk.delivered_at(key) is not None
    return {
        "confirm": stands,
        "correct": (stands or looked.unknown) and not emergency,
        "withdraw": (stands or state is not None) and not emergency,
        "restore": state is not None and delivered,
    }


def _status(looked: Looked) -> dict[str, Any]:
    """How old the entry is, in the terms of the pages that show it."""
    standing, limits = looked.standing, looked.desk.table["limits"]
    if standing is None:
        return {}
    limit = limits[LAW if looked.key.kind == LAW else "contact"]
    due = due_on(standing, limit)
    return {
        "checked_on": standing["checked_on"],
        "fresh": status_of(standing, today(), limit=limit) == "checked",
        "due": due,
        "past": due is None or due < today(),
        "doubtful": is_doubtful({**standing, "kind": looked.key.kind}),
        "days": limit,
    }


def _is_last(looked: Looked) -> bool:
    """Whether people would find nothing else of this kind in the country."""
    key, table = looked.key, looked.desk.table
    if key.kind == LAW or key.place not in table["countries"] or looked.standing is None:
        return False
    held = table["countries"][key.place]["contacts"][key.kind]
    return [one["id"] for one in held] == [key.id]


def _told(looked: Looked) -> Any:
    """The history, newest first, each with what it changed."""
    changes: list[Change] = looked.history
    for at, change in enumerate(changes):
        before = changes[at + 1] if at + 1 < len(changes) else None
        yield {
            "verb": VERBS[change.verb],
            "who": change.worker_name,
            "on": change.on,
            "source": change.source,
            "reason": change.reason,
            "changes": beside(looked.key, _before(change, before), change.entry)
            if change.entry and change.verb != "add"
            else [],
        }


def _before(change: Change, before: Change | None) -> Table | None:
    """What stood there before a change: the own entry of then, else what was delivered then."""
    if before is None or before.verb in ("restore", "withdraw"):
        return change.delivered
    return before.entry or change.delivered
