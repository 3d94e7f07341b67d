# SPDX-License-Identifier: Apache-2.0
"""The public views: they read a visit, move it on, and answer."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waymark.guard.leaving import CLEARED
from waymark.web.middleware import leaving
from waymark.web.public import (
    compare_page,
    help_pages,
    law_pages,
    pages,
    places,
    reading,
    visit,
    where_pages,
)
from waymark.web.public.flow import move
from waymark.web.public.journey import Journey
from waymark.web.public.steady import steady

__all__ = [
    "about", "broken", "compare", "help_country", "help_index", "help_law", "leave",
    "not_understood", "nothing_here", "people", "plan", "start", "to_read", "where",
    "where_index",
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


@require_http_methods(["GET", "HEAD", "POST"])
@steady
def help_index(request: HttpRequest) -> HttpResponse:
    """All countries; a search comes as a form, so that it stands in no address."""
    if request.method != "POST":
        return render(request, "public/help.html", help_pages.index_page())
    found = help_pages.found_page(request.POST.get("find", ""), request.POST.get("need", ""))
    return render(request, "public/found_help.html", found)


@require_safe
@steady
def help_country(request: HttpRequest, country: str) -> HttpResponse:
    """Who can be reached in one country."""
    code = _country(request, country)
    return render(request, "public/help_country.html", help_pages.country_page(code))


@require_safe
@steady
def help_law(request: HttpRequest, country: str) -> HttpResponse:
    """What the law says in one country, or beyond all of them."""
    if country == "international":
        return render(request, "public/law_card.html", law_pages.international_law())
    code = _country(request, country)
    return render(request, "public/law.html", law_pages.country_law(code))


@require_safe
@steady
def where_index(request: HttpRequest) -> HttpResponse:
    """All platforms."""
    return render(request, "public/where_list.html", where_pages.providers_page())


@require_safe
@steady
def where(request: HttpRequest, provider: str) -> HttpResponse:
    """How to report on one platform."""
    found = where_pages.provider_page(provider)
    if found is None:
        raise Http404
    return render(request, "public/where_one.html", found)


@require_http_methods(["GET", "HEAD", "POST"])
@steady
def compare(request: HttpRequest) -> HttpResponse:
    """Laws side by side, for adults."""
    chosen = request.POST.getlist("country") if request.method == "POST" else []
    return render(request, "public/compare.html", compare_page.compare_page(chosen))


@require_safe
@steady
def to_read(request: HttpRequest) -> HttpResponse:
    """What others wrote and whom to turn to, for adults."""
    return render(request, "public/reading.html", reading.reading_page())


def _country(request: HttpRequest, country: str) -> str:
    """The code of the country in the address. Raises Http404."""
    code = country.upper()
    if not country.isascii() or not places.known(code) or country != country.lower():
        raise Http404
    request.country = code  # type: ignore[attr-defined]
    return code


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
