# SPDX-License-Identifier: Apache-2.0
"""The page behind a link to join: name and password, then on to the second factor."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from waymark.guard.joining import invited, join
from waymark.guard.models import Worker
from waymark.web.staff.access import open_to_all
from waymark.web.staff.forms import JoinForm
from waymark.web.staff.views import SeeOther

__all__ = ["joining"]


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def joining(request: HttpRequest, number: int, token: str) -> HttpResponse:
    """Show the form as often as it is opened: a mail scanner does not use the link up."""
    worker = invited(number, token)
    if worker is None:
        return _gone(request)
    form = JoinForm(request.POST or None, worker=worker, initial={"name": worker.full_name})
    if request.method != "POST" or not form.is_valid():
        return render(request, "staff/join.html", {"form": form, "email": worker.email})
    if not join(worker, form.cleaned_data["name"], form.cleaned_data["password"]):
        return _gone(request)
    return _welcome(request, worker)


def _welcome(request: HttpRequest, worker: Worker) -> HttpResponse:
    request.session.flush()  # whoever used this browser before
    get_adapter().login(request, worker)
    # The password was set a moment ago: it need not be asked again to add a factor.
    record_authentication(request, worker, method="password", reauthenticated=True)
    return SeeOther(reverse("mfa_index"))


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "staff/nothing.html", {"kind": "link"}, status=410)
