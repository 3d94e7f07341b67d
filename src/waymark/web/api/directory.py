# SPDX-License-Identifier: Apache-2.0
"""`GET /api/v1/directory`: the whole directory or one country, for other programs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router

from waymark.directory.commands import UnknownCountry, compare
from waymark.directory.compare import as_csv
from waymark.directory.edition import published, published_country
from waymark.directory.hsds import as_hsds
from waymark.web import here

__all__ = ["router"]

router = Router()
READ = ["GET", "HEAD"]
MOST_COMPARED = 60
# The answers of the directory as it holds now, made once until it changes.
_made: dict[str, tuple[Any, bytes, str]] = {}


@router.api_operation(READ, "", summary="The whole directory, versioned")
def whole(request: HttpRequest) -> HttpResponse:
    """Return every country with a file, the international list, providers and resources."""
    return _answer(request, "whole", published)


@router.api_operation(
    ["GET", "HEAD"], "/hsds", summary="Every service in the shape of Open Referral HSDS 3"
)
def services(request: HttpRequest) -> HttpResponse:
    """Return the services as a list of HSDS `service` objects."""
    return _answer(request, "hsds", as_hsds)


@router.api_operation(
    ["GET", "HEAD"], "/compare/{codes}", summary="The laws of some countries side by side"
)
def side_by_side(request: HttpRequest, codes: str) -> HttpResponse:
    """Return one row for each country; codes joined by hyphens, `.csv` behind them for a table."""
    named = codes.removesuffix(".csv").split("-")[:MOST_COMPARED]
    try:
        rows = compare(named, here.directory())
    except UnknownCountry:
        return _unknown("codes", "codes of countries joined by hyphens, as in GB-NO-US")
    if not codes.endswith(".csv"):
        return JsonResponse({"rows": rows})
    response = HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="compare.csv"'
    return response


@router.api_operation(READ, "/{code}", summary="One country")
def country(request: HttpRequest, code: str) -> HttpResponse:
    """Return one country; one without a file says `fallback` and has no services of its own."""
    known = code.upper()
    if not code.isascii() or known not in here.directory()["countries"]:
        return _unknown("country", "a two-letter country code, as in GB")
    return _answer(request, known, lambda table: published_country(table, known))


def _answer(request: HttpRequest, name: str, make: Callable[[Any], Any]) -> HttpResponse:
    """The same bytes and the same tag as long as the directory stays the same."""
    table = here.directory()
    held = _made.get(name)
    if held is None or held[0] is not table:
        body = json.dumps(make(table), ensure_ascii=False, separators=(",", ":")).encode()
        held = _made[name] = (table, body, f'W/"{hashlib.sha256(body).hexdigest()[:32]}"')
    asked = {tag.strip() for tag in request.headers.get("If-None-Match", "").split(",")}
    if held[2] in asked or "*" in asked:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(held[1], content_type="application/json")
    response.headers["ETag"] = held[2]
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response


def _unknown(field: str, allowed: str) -> HttpResponse:
    """A place that is not there: the same for everybody, and it does not repeat what was asked."""
    fault = {"field": field, "got": "unknown", "allowed": allowed}
    return JsonResponse({"errors": [fault]}, status=404)
