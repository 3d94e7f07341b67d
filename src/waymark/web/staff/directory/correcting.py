# SPDX-License-Identifier: Apache-2.0
"""Correcting an entry: fill in, look at old beside new, save. Nothing that was typed is lost."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waymark.directory.overlay import EMERGENCY, whole_print
from waymark.guard.models import today
from waymark.guard.roles import EDITOR
from waymark.upkeep.desk import NoSuchEntry, Stale
from waymark.upkeep.flows.correct import correct as correct_entry
from waymark.upkeep.reading import BadEntry, read_entry
from waymark.web.staff.access import WorkerRequest, worker_required
from waymark.web.staff.directory.entry_page import Looked, gone, look, stale_words
from waymark.web.staff.directory.fields import Beside, Field, beside
from waymark.web.staff.directory.forms import EntryForm, entry_form, tell_faults
from waymark.web.staff.views import SeeOther

__all__ = ["correct"]

Table = dict[str, Any]
# A page that a worker has open is read as it stands, whatever was known of the old source.
FRESH: Table = {"exact": True, "via": None, "more_sources": []}


@worker_required(EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: WorkerRequest, place: str, kind: str, id: str) -> HttpResponse:  # noqa: A002
    """The form, the look at old beside new, and saving; `go` says which button was pressed."""
    looked = look(request, place, kind, id)
    if looked.key.kind == EMERGENCY:
        raise Http404
    if looked.standing is None and not looked.unknown:
        return _gone(request, looked)
    if request.method != "POST":
        return _form(request, looked, entry_form(looked.key, _before(looked)))
    form = entry_form(looked.key, _before(looked), request.POST)
    if request.POST.get("go") == "edit":
        return _form(request, looked, entry_form(looked.key, _before(looked), request.POST))
    changes = _read(looked, form)
    if request.POST.get("seen") != whole_print(looked.standing):
        return _meanwhile(request, looked, form, changes)
    if not form.is_valid():
        return _form(request, looked, form)
    if request.POST.get("go") == "save":
        return _save(request, looked, form)
    shown = looked.shown(form=form, changes=changes)
    return render(request, "staff/directory/correct_check.html", shown)


def _gone(request: WorkerRequest, looked: Looked) -> HttpResponse:
    """Somebody withdrew the entry meanwhile: what was typed is shown, so that it is not lost."""
    before = next((one.entry or one.delivered for one in looked.history), None)
    if request.method != "POST" or before is None:
        return gone(request, looked)
    form = entry_form(looked.key, before, request.POST)
    typed = [Field(str(one.label), one.value() or "") for one in form if one.value()]
    return render(request, "staff/directory/gone.html", looked.shown(typed=typed))


def _read(looked: Looked, form: EntryForm) -> list[Beside]:
    """What would change; faults are told beside their fields."""
    if not form.is_valid():
        return []
    try:
        entry = read_entry(looked.key, {**_before(looked), **_values(looked, form)}, today())
    except BadEntry as error:
        tell_faults(form, error.faults)
        return []
    changes = beside(looked.key, looked.standing, entry)
    if not changes:
        form.add_error(None, _("Nothing is different yet. If all is right, confirm the entry."))
    return changes


def _before(looked: Looked) -> Table:
    """What stands there; nothing at all where a question of law has no answer yet."""
    return looked.standing or {}


def _values(looked: Looked, form: EntryForm) -> Table:
    values, before = form.values(), _before(looked)
    return values | FRESH if values["source"] != before.get("source") else values


def _save(request: WorkerRequest, looked: Looked, form: EntryForm) -> HttpResponse:
    seen = request.POST.get("seen", "")
    try:
        correct_entry(looked.desk, looked.key, seen, _values(looked, form), today())
    except (Stale, NoSuchEntry):
        return _again(request, looked)
    messages.success(request, _("Saved. It holds from now on, also after an upgrade."))
    return SeeOther(looked.address)


def _again(request: WorkerRequest, looked: Looked) -> HttpResponse:
    """In the blink between looking and saving, somebody else saved."""
    now = look(request, looked.key.place, looked.key.kind, looked.key.id)
    if now.standing is None and not now.unknown:
        return _gone(request, now)
    form = entry_form(now.key, _before(now), request.POST)
    return _meanwhile(request, now, form, _read(now, form))


def _meanwhile(
    request: WorkerRequest, looked: Looked, form: EntryForm, changes: list[Beside]
) -> HttpResponse:
    """Somebody else was quicker: both are shown, and saving once more is for the worker to say."""
    if form.is_valid() or changes:
        form.add_error(None, stale_words())
    elif _only_the_same(form):
        messages.info(request, _("It stands like this already."))
        return SeeOther(looked.address)
    return _form(request, looked, form, changes)


def _only_the_same(form: EntryForm) -> bool:
    """Whether nothing is wrong but that all stands there already, as after a second press."""
    return list(form.errors) == ["__all__"] and len(form.non_field_errors()) == 1


def _form(
    request: WorkerRequest, looked: Looked, form: EntryForm, changes: list[Beside] | None = None
) -> HttpResponse:
    shown = looked.shown(form=form, meanwhile=changes or [])
    return render(request, "staff/directory/correct.html", shown)
