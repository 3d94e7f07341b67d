# SPDX-License-Identifier: Apache-2.0
"""The desk's own pages: its rooms, the account, signing out, and what is not here."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waymark.guard.models import Session
from waymark.guard.sessions import end_all
from waymark.web.staff.access import WorkerRequest, inside, open_to_all, worker_required
from waymark.web.staff.factors import factors_of
from waymark.web.staff.proofs import BEGAN

__all__ = [
    "SeeOther", "account", "broken", "home", "not_understood", "nothing_here", "root", "sign_out",
    "still", "strange_form",
]  # fmt: skip

HOUR = 60 * 60


class SeeOther(HttpResponseRedirect):
    """After a form: go and look at a page."""

    status_code = 303


@open_to_all
def root(request: HttpRequest) -> HttpResponse:
    """Send `/desk` on to where the cookie is valid."""
    return HttpResponseRedirect("/desk/")


@require_safe
@worker_required()
def home(request: WorkerRequest) -> HttpResponse:
    """The rooms a worker may open."""
    return render(request, "staff/home.html")


@require_http_methods(["GET", "HEAD", "POST"])
@worker_required()
def account(request: WorkerRequest) -> HttpResponse:
    """What is known of the worker; the button signs them out everywhere else."""
    if request.method == "POST":
        end_all(request.worker, but=request.session.session_key)
        return SeeOther(request.path)
    others = Session.objects.filter(worker=request.worker.pk).count() - 1
    left = request.session[BEGAN] + settings.WAYMARK_LONGEST_SESSION - time.time()
    shown: dict[str, Any] = {
        "factors": factors_of(request.worker),
        "others": others,
        "hours": max(0, int(left // HOUR)),
    }
    return render(request, "staff/account.html", shown)


@require_POST
@worker_required()
def still(request: WorkerRequest) -> HttpResponse:
    """Say that somebody is still there; the session begins its ten minutes anew."""
    return HttpResponse(status=204)


@open_to_all
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, and forget a sign-in that was half done."""
    logout(request)
    return SeeOther("/desk/sign-in")


def strange_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without our token: another site's, or one that is too old."""
    return render(request, "staff/nothing.html", {"kind": "strange"}, status=403)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400 and 403 without saying what was sent; 413 where it was too long."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "staff/nothing.html", {"kind": "long"}, status=413)
    return render(request, "staff/nothing.html", {"kind": "sent"}, status=400)


def nothing_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404, the same for what is missing and for what is not theirs."""
    request.worker = inside(request)  # type: ignore[attr-defined]
    return render(request, "staff/nothing.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500."""
    return render(request, "staff/nothing.html", {"kind": "broken"}, status=500)
