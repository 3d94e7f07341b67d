# SPDX-License-Identifier: Apache-2.0
"""Pages that are the same for everybody: made once a minute, then answered from memory.

They show no answer and no visitor, only what the directory says; opening hours change by the
minute, and so do these pages.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from waymark.web import here

__all__ = ["steady"]

View = Callable[..., HttpResponse]
MOST = 1000  # pages; there are fewer addresses than that


class _Minute:
    """The pages of one minute and one state of the directory."""

    def __init__(self) -> None:
        self._of: tuple[str, Any] = ("", None)
        self.pages: dict[tuple[str, str | None], bytes] = {}

    def now(self) -> dict[tuple[str, str | None], bytes]:
        table, minute = here.directory(), datetime.now(UTC).strftime("%Y%m%d%H%M")
        if self._of[0] != minute or self._of[1] is not table or len(self.pages) > MOST:
            self._of, self.pages = (minute, table), {}
        return self.pages


_minute = _Minute()


def steady(view: View) -> View:
    """Answer a GET from memory for the rest of the minute. What the view refuses is not kept."""

    @wraps(view)
    def answered(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return view(request, *given, **named)
        pages, key = _minute.now(), (request.path, get_language())
        if key not in pages:
            pages[key] = view(request, *given, **named).content
        return HttpResponse(pages[key])

    return answered
