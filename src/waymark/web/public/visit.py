# SPDX-License-Identifier: Apache-2.0
"""Reading a visit out of the sealed cookie, or out of the page where cookies are off (U18, U19)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from waymark.guard.sealed import COOKIE_LIFE, FIELD_LIFE, Seal
from waymark.web.public.journey import Journey

__all__ = ["COOKIE", "FIELD", "Visit", "forget", "keep", "read", "sealed"]

COOKIE = "page"
FIELD = "kept"
_LOCAL = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True)
class Visit:
    """A visit and how it came to us."""

    journey: Journey
    has_cookie: bool = False
    in_page: bool = False  # cookies are off: the page carries the answers


@lru_cache(maxsize=1)
def _seal() -> Seal:
    return Seal(settings.WAYMARK_ANSWERS_KEY)


def read(request: HttpRequest) -> Visit:
    """Read the visit. What is too old or was changed starts over, and says so kindly."""
    if cookie := request.COOKIES.get(COOKIE):
        return Visit(_opened(cookie, COOKIE_LIFE), has_cookie=True)
    if field := request.POST.get(FIELD):
        return Visit(_opened(str(field), FIELD_LIFE), in_page=True)
    return Visit(Journey())


def sealed(journey: Journey) -> str:
    """Return the visit as only we can read it."""
    return _seal().close(journey.as_table())


def keep(request: HttpRequest, response: HttpResponse, journey: Journey) -> HttpResponse:
    """Give the visit to the browser; it ends with the browser, or after half an hour."""
    response.set_cookie(
        COOKIE, sealed(journey), httponly=True, samesite="Strict", secure=_can_be_secure(request)
    )
    return response


def forget(response: HttpResponse) -> HttpResponse:
    """Take the visit out of the browser."""
    response.delete_cookie(COOKIE, samesite="Strict")
    return response


def _opened(closed: str, life: int) -> Journey:
    table = _seal().open(closed, life)
    return Journey(notice="over") if table is None else Journey.from_table(table)


def _can_be_secure(request: HttpRequest) -> bool:
    """Whether the browser would take a Secure cookie; only plain local and onion sites need not."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    return request.is_secure() or not (host in _LOCAL or host.endswith(".onion"))
