# SPDX-License-Identifier: Apache-2.0
"""The public views: they read a visit, move it on, and answer."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waymark.guard.leaving import CLEARED
from waymark.web.middleware import leaving
from waymark.web.public import pages, places, visit
from waymark.web.public.flow import move
from waymark.web.public.journey import Journey

__all__ = [
    "about", "broken", "help_country", "help_index", "leave", "not_understood", "nothing_here",
    "people", "plan", "start",
]  # fmt: skip

PLAN = "/plan"


class _SeeOther(HttpResponseRedirect):
    status_code = 303


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The first page. Its empty cookie tells us on the next one whether cookies are on."""
    seen = visit.read(request)
    return _page(request, seen, pages.start(seen.journey))


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Every question and the plan itself, on one address that says nothing."""
    seen = visit.read(request)
    if request.method != "POST":
        return _shown(request, seen)
    moved = move(seen.journey, request.POST)
    if seen.in_page:  # cookies are off: the page goes on from the form (U19)
        return _shown(request, visit.Visit(moved, in_page=True))
    to = "/" if moved.at == "start" else PLAN
    return visit.keep(request, _SeeOther(to), moved)


@require_safe
def help_index(request: HttpRequest) -> HttpResponse:
    """All countries."""
    return render(request, "public/help.html", pages.help_index())


@require_safe
def help_country(request: HttpRequest, country: str) -> HttpResponse:
    """Who can be reached in one country."""
    code = country.upper()
    if not places.known(code) or country != country.lower():
        raise Http404
    request.country = code  # type: ignore[attr-defined]
    return render(request, "public/help_country.html", pages.help_country(code))


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this is, and what it does not do."""
    return render(request, "public/about.html")


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """For people who work with children."""
    return render(request, "public/people.html")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Forget the visit first, then go somewhere dull (U11)."""
    response = _SeeOther(leaving().to(visit.read(request).journey.country))
    response.headers["Clear-Site-Data"] = CLEARED
    return visit.forget(response)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400 and 403 without saying what was sent."""
    return render(request, "public/nothing.html", {"sent": True}, status=400)


def nothing_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404."""
    return render(request, "public/nothing.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500; numbers that help must be reachable even then."""
    return render(request, "public/nothing.html", {"broken": True}, status=500)


def _shown(request: HttpRequest, seen: visit.Visit) -> HttpResponse:
    return _page(request, seen, pages.page(seen.journey))


def _page(request: HttpRequest, seen: visit.Visit, page: pages.Page) -> HttpResponse:
    journey: Journey = seen.journey
    request.country = journey.country  # type: ignore[attr-defined]
    context: dict[str, Any] = {"journey": journey, **page.context}
    if not seen.has_cookie:
        context["kept"] = visit.sealed(journey)
    response = render(request, page.template, context)
    return response if seen.in_page else visit.keep(request, response, journey)
