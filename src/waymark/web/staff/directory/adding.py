# SPDX-License-Identifier: Apache-2.0
"""Adding a service: the organisation's own phone, a clinic nearby, a school lead."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waymark.guard.models import today
from waymark.guard.roles import EDITOR
from waymark.upkeep.desk import Desk
from waymark.upkeep.flows.add import add as add_entry
from waymark.upkeep.reading import BadEntry
from waymark.web.staff.access import WorkerRequest, worker_required
from waymark.web.staff.directory.forms import AddForm, tell_faults
from waymark.web.staff.views import SeeOther

__all__ = ["add"]

Table = dict[str, Any]


@worker_required(EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: WorkerRequest) -> HttpResponse:
    """The form; then the page of the new entry."""
    desk = Desk(request.worker)
    sent = request.POST if request.method == "POST" else None
    first = next(iter(settings.WAYMARK_COUNTRIES), "")
    initial = {"country": first, "confidence": "high"}
    form = AddForm(sent, initial=initial, countries=_countries(desk.table))
    if form.is_valid():
        told = form.cleaned_data
        try:
            key = add_entry(desk, told["country"], told["kind"], form.values(), today())
        except BadEntry as error:
            tell_faults(form, error.faults)
        else:
            messages.success(request, _("Added. It is shown from now on."))
            return SeeOther(reverse("directory_entry", args=(key.place, key.kind, key.id)))
    return render(request, "staff/directory/add.html", {"form": form})


def _countries(table: Table) -> list[tuple[str, str]]:
    ours = settings.WAYMARK_COUNTRIES
    named = sorted((entry["name"], code) for code, entry in table["countries"].items())
    named.sort(key=lambda one: ours.index(one[1]) if one[1] in ours else len(ours))
    return [(code, name) for name, code in named]
