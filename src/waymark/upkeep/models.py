# SPDX-License-Identifier: Apache-2.0
"""The history of the organisation's own entries. Rows are added and never changed."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models

__all__ = ["Change", "NeverRewritten"]


class NeverRewritten(TypeError):
    """History is added to, not corrected: a wrong change is followed by another one."""


class Added(models.QuerySet["Change"]):
    """Rows to read and to add; nothing else can be done to them in one go either."""

    def update(self, **_: Any) -> NoReturn:
        """Refuse: what was done was done."""
        raise NeverRewritten

    def delete(self) -> NoReturn:
        """Refuse: what was done was done."""
        raise NeverRewritten

    def bulk_update(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse: what was done was done."""
        raise NeverRewritten


class Change(models.Model):
    """One thing a worker did to one entry."""

    key = models.CharField(max_length=120, db_index=True)  # GB/crisis_line/gb_samaritans
    verb = models.CharField(max_length=10)
    entry = models.JSONField(null=True)  # what holds from then on; none for confirm and withdraw
    delivered = models.JSONField(null=True)  # what was delivered there at that time
    seen = models.CharField(max_length=16, blank=True)  # its fingerprint
    source = models.CharField(max_length=600, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    worker_name = models.CharField(max_length=254)  # as it was then
    on = models.DateField()

    objects: ClassVar[models.Manager[Change]] = models.Manager.from_queryset(Added)()

    class Meta:
        """In the order in which things were done."""

        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.verb} {self.key}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new row; a stored one stays as it is."""
        if not self._state.adding:
            raise NeverRewritten
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse: what was done was done."""
        raise NeverRewritten
