# SPDX-License-Identifier: Apache-2.0
"""How somebody becomes a worker: one link, good once and for three days, stored nowhere.

The link is made of the worker's number and a token that is derived from the password hash. A new
invitation sets a random unusable password, so every older link dies with it, and so does the link
that was used. Nothing on the disk opens the page behind it.
"""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction

from waymark.guard import sessions
from waymark.guard.models import Worker

__all__ = ["Invitation", "NoSuchWorker", "invite", "invited", "join", "revoke"]


class NoSuchWorker(LookupError):
    """Nobody signs in with that address."""


@dataclass(frozen=True)
class Invitation:
    """Who is asked to join, and the token of the link."""

    worker: Worker
    token: str
    new: bool


class _Link(PasswordResetTokenGenerator):
    key_salt = "waymark.guard.joining"

    def _make_hash_value(self, user: Worker, timestamp: int) -> str:
        return f"{user.pk}{user.password}{user.is_active}{timestamp}"


_link = _Link()


@transaction.atomic
def invite(email: str, roles: list[str], name: str = "") -> Invitation:
    """Ask somebody to join, or to join again: then password, factors and sessions end now."""
    worker = Worker.objects.filter(email=email.strip().lower()).first()
    new = worker is None
    worker = worker or Worker(email=email)
    worker.roles, worker.is_active = roles, True
    worker.full_name = name or worker.full_name
    _shut(worker)
    return Invitation(worker, _link.make_token(worker), new)


def invited(number: int, token: str) -> Worker | None:
    """Return who a link was made for, while it is still good."""
    worker = Worker.objects.filter(pk=number, is_active=True).first()
    return worker if worker and _link.check_token(worker, token) else None


def join(worker: Worker, name: str, password: str) -> bool:
    """Use the link up. Of two who use it at once only one joins."""
    joined = Worker.objects.filter(pk=worker.pk, password=worker.password, is_active=True).update(
        full_name=name, password=make_password(password)
    )
    worker.refresh_from_db()
    return bool(joined)


@transaction.atomic
def revoke(email: str) -> Worker:
    """Take a worker off the desk: sessions, password, factors and open links end at once."""
    worker = Worker.objects.filter(email=email.strip().lower()).first()
    if worker is None:
        raise NoSuchWorker
    worker.is_active = False
    _shut(worker)
    return worker


def _shut(worker: Worker) -> None:
    worker.set_unusable_password()  # random each time
    worker.save()
    Authenticator.objects.filter(user_id=worker.pk).delete()
    sessions.end_all(worker)
