# SPDX-License-Identifier: Apache-2.0
"""The one way to a desk page. Every view of the staff site stands behind one of three doors.

- `worker_required(*roles)`: signed in, second factor shown in this session, one of the roles.
- `enroller_required`: signed in; where there is a factor, it was shown. To add the first one.
- `open_to_all`: the pages of signing in and joining. tests/staff knows their names.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeVar
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from waymark.guard.models import Worker
from waymark.guard.roles import checked
from waymark.web.staff.proofs import has_factor, proved

__all__ = [
    "WorkerRequest", "enroller_required", "inside", "open_to_all", "to_sign_in", "worker_required",
]  # fmt: skip

View = Callable[..., HttpResponseBase]
Any_ = TypeVar("Any_", bound=View)
DOOR = "door"


class WorkerRequest(HttpRequest):
    """A request behind a door: it has a worker."""

    worker: Worker


class _Door(Protocol):
    def __call__(self, request: HttpRequest) -> HttpResponseBase | None: ...


def worker_required(*roles: str) -> Callable[[View], View]:
    """Let a worker in who showed a second factor and has one of the roles (any, if none is named).

    Without a role that fits there is nothing here: 404, as for somebody else's objects.
    """
    wanted = checked(roles)

    def door(request: HttpRequest) -> HttpResponseBase | None:
        refused = _refused(request)
        if refused is not None:
            return refused
        worker = request.worker  # type: ignore[attr-defined]
        if not has_factor(worker):
            return HttpResponseRedirect(reverse("mfa_index"))
        if not worker.may(*wanted):
            raise Http404
        return None

    return _behind(door, "worker")


def enroller_required(view: View) -> View:
    """Let a worker in who has no second factor yet, or has shown it."""
    return _behind(_refused, "enroller")(view)


def open_to_all(view: Any_) -> Any_:
    """Say that a page is open on purpose."""
    setattr(view, DOOR, "open")
    return view


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send somebody to the sign-in page and from there back to this address."""
    # The place only: no answer ever stands in an address. A form posts to the page that shows it.
    back = urlencode({"next": request.path}, safe="/")
    return HttpResponseRedirect(f"{reverse('account_login')}?{back}")


def inside(request: HttpRequest) -> Worker | None:
    """Return the worker of a request that no door has seen, if they could pass one."""
    worker = getattr(request, "user", None)
    if not isinstance(worker, Worker) or not worker.is_active:
        return None
    return worker if has_factor(worker) and proved(request, worker) else None


def _behind(door: _Door, name: str) -> Callable[[View], View]:
    def guarded(view: View) -> View:
        @wraps(view)
        def through(request: HttpRequest, *given: Any, **named: Any) -> HttpResponseBase:
            refused = door(request)
            return view(request, *given, **named) if refused is None else refused

        setattr(through, DOOR, name)
        return through

    return guarded


def _refused(request: HttpRequest) -> HttpResponseBase | None:
    worker = request.user
    if not isinstance(worker, Worker) or not worker.is_active:
        return to_sign_in(request)
    if has_factor(worker) and not proved(request, worker):
        logout(request)
        return to_sign_in(request)
    request.worker = worker  # type: ignore[attr-defined]
    return None
