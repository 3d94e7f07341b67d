# SPDX-License-Identifier: Apache-2.0
"""Workers and their sessions. No address, no browser and no hour of a visit has a column here."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from waymark.guard import roles as known

__all__ = ["Brief", "Session", "Worker", "today"]


def today() -> Any:
    """Return the day; nothing finer is kept about a worker (U22)."""
    return timezone.now().date()


class WorkerManager(BaseUserManager["Worker"]):
    """Finds workers by the address they sign in with, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> Worker:
        """Return the worker of an e-mail address."""
        return self.get(email=(username or "").strip().lower())


class Worker(AbstractBaseUser):
    """Somebody who works at the desk."""

    email = models.EmailField(max_length=254, unique=True)
    # shown beside what this worker changed
    full_name = models.CharField(max_length=80, blank=True, default="")
    roles = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)
    created = models.DateField(default=today)
    # Django would note the second of each sign-in.
    last_login = None

    objects: ClassVar[WorkerManager] = WorkerManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(Lower("email"), name="one_worker_an_address")
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the address in small letters and only roles there are."""
        self.email = self.email.strip().lower()
        self.roles = known.checked(self.roles)
        super().save(*args, **kwargs)

    def may(self, *roles: str) -> bool:
        """Whether the worker has one of these roles; every active worker where none is named."""
        return self.is_active and (not roles or not set(roles).isdisjoint(self.roles))


class Session(AbstractBaseSession):
    """A session at the desk. Its key is stored as a hash, its content is sealed."""

    # Plain number instead of a relation: a session goes when the worker's sessions are ended.
    worker = models.BigIntegerField(null=True, db_index=True)

    objects: ClassVar[BaseSessionManager[Session]] = BaseSessionManager()  # type: ignore[assignment]

    @classmethod
    def get_session_store_class(cls) -> Any:
        """Return the store that reads and writes these rows."""
        from waymark.guard.sessions import SessionStore

        return SessionStore


class Brief(models.Model):
    """Something remembered for minutes: how often a sign-in was tried, which code was used."""

    key = models.CharField(max_length=64, primary_key=True)
    value = models.TextField()
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key[:8]
