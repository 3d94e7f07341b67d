# SPDX-License-Identifier: Apache-2.0
"""What holds for every request to the desk: strict headers, an end to every session, no replays."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from waymark.guard.headers import security_headers
from waymark.web import bodies
from waymark.web.middleware import without_body
from waymark.web.staff.access import to_sign_in
from waymark.web.staff.proofs import over

__all__ = ["asked_again", "forms_only", "headers", "hours"]

Answer = Callable[[HttpRequest], HttpResponse]
# To our own pages only. Without one, browsers write `Origin: null` on a form, and Django could not
# tell our forms from those of others; no other site is ever told where somebody came from.
OWN_PAGES = "same-origin"
FILES = "/desk/s/"


def headers(answer: Answer) -> Answer:
    """Set the security headers; nothing of the desk is kept by a browser but its files."""

    def with_headers(request: HttpRequest) -> HttpResponse:
        response = without_body(request, answer(request))
        kept = response.headers.get("Cache-Control")
        for name, value in security_headers((), referrer=OWN_PAGES).items():
            response.headers[name] = value
        if request.path.startswith(FILES) and response.status_code == 200 and kept:
            response.headers["Cache-Control"] = kept
        if request.is_secure():
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response

    return with_headers


def forms_only(answer: Answer) -> Answer:
    """Take forms and nothing else, as the public pages do."""
    return bodies.forms_only(answer, _refused)


def _refused(request: HttpRequest, status: int) -> HttpResponse:
    kind = "long" if status == 413 else "sent"
    return render(request, "staff/nothing.html", {"kind": kind}, status=status)


def hours(answer: Answer) -> Answer:
    """End a session after its longest time, however busy it was."""

    def within(request: HttpRequest) -> HttpResponse:
        # Asked first, so that a session that is over is gone and not written anew.
        if request.user.is_authenticated and over(request):
            logout(request)
            return to_sign_in(request)
        return answer(request)

    return within


class asked_again:  # noqa: N801  (stands in a list of middleware beside functions)
    """Send a worker to prove again who they are, and from there back to the page.

    django-allauth would put the whole request into the session to repeat it later, with the
    address and the browser of the worker in it. The worker presses the button once more instead.
    """

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as if nothing were here."""
        return self._answer(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Send on who has to prove again who they are."""
        if not isinstance(exception, ReauthenticationRequired):
            return None
        ways = get_adapter().get_reauthentication_methods(request.user)
        if not ways:
            return to_sign_in(request)
        return HttpResponseRedirect(f"{ways[0]['url']}?{urlencode({'next': request.path})}")
