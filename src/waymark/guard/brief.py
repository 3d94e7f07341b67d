# SPDX-License-Identifier: Apache-2.0
"""What several processes have to remember together for some minutes, as a Django cache.

Sign-ins are slowed down by the account that is tried, never by where somebody comes from. The
names of rows are hashed with our key, so that a copied table holds no list of addresses, and
values are JSON: Django's own table would be read with pickle, which runs what is written in it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import IntegrityError, transaction
from django.utils import timezone

from waymark.guard.models import Brief

__all__ = ["BriefCache"]

LONGEST = 24 * 60 * 60  # seconds


class BriefCache(BaseCache):
    """Keeps small values in the database until they are over."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        del location  # there is one table
        super().__init__(params)

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Set a value where there is none; only one of many who try at once is told yes."""
        Brief.objects.filter(until__lte=timezone.now()).delete()
        try:
            with transaction.atomic():
                Brief.objects.create(
                    key=self._name(key, version), value=json.dumps(value), until=self._end(timeout)
                )
        except IntegrityError:
            return False
        return True

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Return a value, or the default where there is none any more."""
        found = Brief.objects.filter(key=self._name(key, version), until__gt=timezone.now()).first()
        return default if found is None else json.loads(found.value)

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Set a value."""
        told = {"value": json.dumps(value), "until": self._end(timeout)}
        Brief.objects.update_or_create(key=self._name(key, version), defaults=told)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Remember a value for longer."""
        found = Brief.objects.filter(key=self._name(key, version), until__gt=timezone.now())
        return bool(found.update(until=self._end(timeout)))

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget a value."""
        return bool(Brief.objects.filter(key=self._name(key, version)).delete()[0])

    def clear(self) -> None:
        """Forget everything."""
        Brief.objects.all().delete()

    def _name(self, key: str, version: int | None) -> str:
        made = self.make_and_validate_key(key, version=version)
        return hmac.new(settings.WAYMARK_DESK_KEY, made.encode(), hashlib.sha256).hexdigest()

    def _end(self, timeout: Any) -> Any:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        longest = LONGEST if seconds is None else min(seconds, LONGEST)
        return timezone.now() + timedelta(seconds=longest)
