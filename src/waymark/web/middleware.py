# SPDX-License-Identifier: Apache-2.0
"""What holds for every request: strict headers, our own forms only, one language."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import translation

from waymark.guard.headers import security_headers
from waymark.guard.leaving import Leaving
from waymark.web import bodies, pseudo

__all__ = ["forms_only", "headers", "language", "leaving", "own_forms_only", "without_body"]

Answer = Callable[[HttpRequest], HttpResponse]
DESCRIPTION = "/api/v1/openapi.json"
INDEXED = ("/people", "/about")
STRANGERS = {"cross-site", "same-site"}


@lru_cache(maxsize=1)
def leaving() -> Leaving:
    """Return where to leave for, with the operator's own places."""
    return Leaving(settings.WAYMARK_LEAVE)


def headers(answer: Answer) -> Answer:
    """Set the security headers; a view may only have set them more precisely."""

    def with_headers(request: HttpRequest) -> HttpResponse:
        response = without_body(request, answer(request))
        indexed = request.path.startswith(INDEXED)
        for name, value in security_headers(leaving().hosts, indexed=indexed).items():
            response.headers.setdefault(name, value)
        if request.is_secure():
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        if settings.WAYMARK_ONION and not request.get_host().endswith(".onion"):
            response.headers["Onion-Location"] = settings.WAYMARK_ONION + request.path
        return response

    return with_headers


def without_body(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Answer HEAD with headers alone; a server would else note each one in its log."""
    if request.method == "HEAD" and not response.streaming:
        response.headers.setdefault("Content-Length", str(len(response.content)))
        response.content = b""
    return response


def own_forms_only(answer: Answer) -> Answer:
    """Refuse a form that another site sends here.

    The answers cookie is SameSite=Strict and nothing is stored, so a forged form could only give
    somebody a plan that is not theirs. Browsers say where a form comes from in Sec-Fetch-Site;
    older ones in Origin (our own pages send `null` there, because they send no referrer).
    """

    def refusing(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and not request.path.startswith("/api/") and _strange(request):
            raise PermissionDenied
        return answer(request)

    return refusing


def forms_only(answer: Answer) -> Answer:
    """Take forms from the public pages and nothing else; the interface reads its own bodies."""
    checked = bodies.forms_only(answer, _refused)

    def taking(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/api/"):
            return checked(request)
        if request.path == DESCRIPTION and request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return answer(request)

    return taking


def _refused(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, "public/nothing.html", {"sent": True}, status=status)


def _strange(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in STRANGERS
    origin = request.headers.get("Origin", "null")
    try:
        return origin != "null" and urlsplit(origin).netloc != request.get_host()
    except ValueError:  # no browser writes such an address
        return True


def language(answer: Answer) -> Answer:
    """Speak English, or a generated language where a layout test asks for one."""
    chosen = settings.WAYMARK_TEST_LANGUAGE
    if chosen:
        pseudo.install(chosen)

    def speaking(request: HttpRequest) -> HttpResponse:
        with translation.override(chosen or settings.LANGUAGE_CODE):
            return answer(request)

    return speaking
