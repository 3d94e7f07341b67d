# SPDX-License-Identifier: Apache-2.0
"""What a session has proved: when it began, and that its worker showed a second factor in it.

Having a factor is not enough: somebody who knows only the password could have signed in before the
first factor was there, and would be inside the moment its owner adds it. So each session proves it
for itself, and a first factor ends every other session.
"""

from __future__ import annotations

import time
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import pre_save
from django.http import HttpRequest

from waymark.guard.models import Worker
from waymark.guard.sessions import end_all

__all__ = ["has_factor", "listen", "over", "proved"]

BEGAN, ADDED = "began", "factor"
SEEN = "viewed_at"  # when recovery codes were shown, in seconds
DAY = 24 * 60 * 60
MAIN = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_factor(worker: Worker) -> bool:
    """Whether a worker has a second factor; recovery codes alone are none."""
    return bool(is_mfa_enabled(worker, list(MAIN)))


def proved(request: HttpRequest, worker: Worker) -> bool:
    """Whether the worker showed a second factor in this session, or added one."""
    shown = get_authentication_records(request, worker)
    return bool(request.session.get(ADDED)) or "mfa" in {one.get("method") for one in shown}


def over(request: HttpRequest, now: float | None = None) -> bool:
    """Whether the longest time of a session has passed."""
    began = int(request.session.get(BEGAN, 0))
    return (now or time.time()) - began > int(settings.WAYMARK_LONGEST_SESSION)


def listen() -> None:
    """Follow what is told about sign-ins and factors."""
    user_logged_in.connect(_began, dispatch_uid="desk.began")
    authenticator_added.connect(_added, dispatch_uid="desk.added")
    authenticator_removed.connect(_removed, dispatch_uid="desk.removed")
    pre_save.connect(_to_the_day, sender=Authenticator, dispatch_uid="desk.day")


def _began(request: HttpRequest, **_: Any) -> None:
    request.session[BEGAN] = int(time.time())


def _added(request: HttpRequest, user: Worker, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type in MAIN:
        request.session[ADDED] = True
        end_all(user, but=request.session.session_key)


def _removed(request: HttpRequest, user: Worker, **_: Any) -> None:
    end_all(user, but=request.session.session_key)


def _to_the_day(instance: Authenticator, **_: Any) -> None:
    """A factor remembers the day it was added and last used on, not the second (U22)."""
    midnight = {"hour": 0, "minute": 0, "second": 0, "microsecond": 0}
    instance.created_at = instance.created_at.replace(**midnight)
    if instance.last_used_at is not None:
        instance.last_used_at = instance.last_used_at.replace(**midnight)
    if seen := instance.data.get(SEEN):
        instance.data[SEEN] = seen - seen % DAY
