# SPDX-License-Identifier: Apache-2.0
"""Two sites in one process: each request meets the middleware and addresses of its site alone.

Django knows one list of middleware. This one stands in its place and passes a request to the chain
of the site its address belongs to, hooks included; what the other site has does not run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import set_urlconf
from django.utils.module_loading import import_string

__all__ = ["DESK", "Sites", "is_desk"]

Answer = Callable[[HttpRequest], HttpResponse]
DESK = "/desk"
STAFF_ADDRESSES = "waymark.web.staff.urls"


def is_desk(path: str) -> bool:
    """Whether an address belongs to the staff site."""
    return path == DESK or path.startswith(f"{DESK}/")


class _Chain:
    """The middleware of one site, and the hooks its parts have."""

    def __init__(self, names: Sequence[str], answer: Answer) -> None:
        self.answer = answer
        self.before: list[Callable[..., Any]] = []
        self.failed: list[Callable[..., Any]] = []
        for name in reversed(names):
            part = import_string(name)(self.answer)
            if hasattr(part, "process_view"):
                self.before.insert(0, part.process_view)
            if hasattr(part, "process_exception"):
                self.failed.append(part.process_exception)
            self.answer = cast("Answer", convert_exception_to_response(part))


class Sites:
    """Passes each request to its site."""

    def __init__(self, answer: Answer) -> None:
        self._public = _Chain(settings.PUBLIC_MIDDLEWARE, answer)
        self._staff = _Chain(settings.STAFF_MIDDLEWARE, answer)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request by its site."""
        if is_desk(request.path_info):
            request.urlconf = STAFF_ADDRESSES
            # Errors before a view is found are answered by the staff site too.
            set_urlconf(STAFF_ADDRESSES)
        return self._of(request).answer(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], given: Any, named: Any
    ) -> HttpResponseBase | None:
        """Let the parts of the site look at a request before its view does."""
        return _first(self._of(request).before, request, view, given, named)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Let the parts of the site answer what a view could not."""
        return _first(self._of(request).failed, request, exception)

    def _of(self, request: HttpRequest) -> _Chain:
        return self._staff if is_desk(request.path_info) else self._public


def _first(hooks: Sequence[Callable[..., Any]], *told: Any) -> HttpResponseBase | None:
    for hook in hooks:
        answered: HttpResponseBase | None = hook(*told)
        if answered is not None:
            return answered
    return None
