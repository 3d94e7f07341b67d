# SPDX-License-Identifier: Apache-2.0
"""A table of services, pasted as text: first what each row would do, then all of it or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from waymark.directory.rows import COLUMNS, OWN_KINDS, REQUIRED, BadTable, Row, read_rows
from waymark.guard.models import today
from waymark.guard.roles import EDITOR
from waymark.upkeep.desk import Desk
from waymark.upkeep.flows.bring_in import OutcomeChanged, RowsRefused, bring_in, outcome
from waymark.web.staff.access import WorkerRequest, worker_required
from waymark.web.staff.directory.forms import TableForm
from waymark.web.staff.directory.names import KINDS, VERDICTS
from waymark.web.staff.views import SeeOther

__all__ = ["table"]

COLUMN_WORDS = {
    "country": gettext_lazy("The two letters of the country, as in GB."),
    "kind": gettext_lazy("One of the kinds below."),
    "name": gettext_lazy("What the service is called."),
    "source": gettext_lazy("The page that says so. It begins with https://"),
    "id": gettext_lazy("The id of an entry that is to be changed. Else leave it out."),
    "audience": gettext_lazy("Who the service is for."),
    "phone": gettext_lazy("One number, as it is dialled in the country. Save it as text."),
    "text": gettext_lazy("What to text, and to which number."),
    "url": gettext_lazy("The web address of the service. It begins with https://"),
    "hours": gettext_lazy("The opening hours, in the words of the service."),
    "free": gettext_lazy("yes or no, or nothing where it is not known."),
    "confidential": gettext_lazy("What the service says of keeping things to itself."),
    "anonymous": gettext_lazy("yes if one may stay without a name, or no."),
    "languages": gettext_lazy("Languages, set apart by commas."),
    "place": gettext_lazy("The town or region. Nothing for the whole country."),
    "waiting": gettext_lazy("How long people wait."),
    "refer": gettext_lazy("How somebody is sent there."),
    "note": gettext_lazy("One short sentence. Young people read it."),
    "source_date": gettext_lazy("The date of the source: 2026, 2026-03 or 2026-03-09."),
    "confidence": gettext_lazy("high, medium or low: how sure the source is."),
}


@worker_required(EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def table(request: WorkerRequest) -> HttpResponse:
    """Paste, look, store; `go` says which button was pressed."""
    form = TableForm(request.POST if request.method == "POST" else None)
    if not form.is_valid() or request.POST.get("go") == "edit":
        return _form(request, form)
    desk, raw = Desk(request.worker), form.cleaned_data["table"].encode()
    try:
        if request.POST.get("go") == "store":
            return _store(request, desk, form, raw)
        rows = list(read_rows(raw, desk.table, today()))
    except BadTable as error:
        form.add_error("table", str(error))
        return _form(request, form)
    return _dry_run(request, form, rows)


def _store(request: WorkerRequest, desk: Desk, form: TableForm, raw: bytes) -> HttpResponse:
    try:
        rows = bring_in(desk, raw, today(), shown=request.POST.get("shown", ""))
    except OutcomeChanged as error:
        told = _("The directory changed meanwhile. Nothing was stored: please look once more.")
        return _dry_run(request, form, error.rows, told)
    except RowsRefused as error:
        told = _("Some rows cannot be stored, so nothing was stored.")
        return _dry_run(request, form, error.rows, told)
    stored = sum(row.verdict in ("add", "change") for row in rows)
    said = ngettext("{stored} row was stored.", "{stored} rows were stored.", stored)
    messages.success(request, said.format(stored=stored))
    return SeeOther("/desk/directory/own/1")


def _dry_run(
    request: WorkerRequest, form: TableForm, rows: Sequence[Row], told: str = ""
) -> HttpResponse:
    counts: Counter[str] = Counter(row.verdict for row in rows)
    shown: dict[str, Any] = {
        "text": form.cleaned_data["table"],
        "told": told,
        "rows": [(row, VERDICTS[row.verdict]) for row in rows],
        "counts": [(VERDICTS[verdict], counts[verdict]) for verdict in VERDICTS],
        "refused": counts["refuse"],
        "storable": not counts["refuse"] and counts["add"] + counts["change"],
        "shown": outcome(rows),
    }
    return render(request, "staff/directory/dry_run.html", shown)


def _form(request: WorkerRequest, form: TableForm) -> HttpResponse:
    shown = {
        "form": form,
        "command": "waymark directory import",
        "header": ",".join(COLUMNS),
        "columns": [(name, name in REQUIRED, COLUMN_WORDS[name]) for name in COLUMNS],
        "kinds": [(kind, KINDS[kind]) for kind in OWN_KINDS],
    }
    return render(request, "staff/directory/table.html", shown)
