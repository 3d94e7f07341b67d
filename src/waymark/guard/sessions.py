# SPDX-License-Identifier: Apache-2.0
"""Sessions of workers: a copied database opens none of them and tells nothing of what is inside."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from waymark.guard.models import Session, Worker

__all__ = ["Sealed", "SessionStore", "clear_old", "end_all"]


class Sealed:
    """Writes a session so that only this service can read it."""

    def __init__(self) -> None:
        self._fernet = Fernet(settings.WAYMARK_DESK_KEY)

    def dumps(self, obj: Any) -> bytes:
        """Seal a table."""
        return self._fernet.encrypt(json.dumps(obj, separators=(",", ":")).encode())

    def loads(self, data: bytes) -> Any:
        """Open a sealed table."""
        return json.loads(self._fernet.decrypt(data))


class SessionStore(DatabaseStore):
    """Finds a session by the hash of its key. The key itself is only in the worker's cookie."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the table of sessions."""
        return Session

    def _get_session_from_db(self) -> Session | None:
        found = Session.objects.filter(
            session_key=_hashed(self.session_key), expire_date__gt=timezone.now()
        ).first()
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        """Whether there is such a session."""
        return Session.objects.filter(session_key=_hashed(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """Return the row of a session, with the worker it belongs to."""
        worker = data.get(SESSION_KEY)
        return Session(
            session_key=_hashed(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            worker=int(worker) if worker else None,
        )

    def create(self) -> None:
        """Begin a session, and delete the rows of those that are over."""
        super().create()
        clear_old()

    def delete(self, session_key: str | None = None) -> None:
        """End a session."""
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(session_key=_hashed(key)).delete()


def end_all(worker: Worker, *, but: str | None = None) -> int:
    """End every session of a worker, all but one where a key is given; return how many."""
    theirs = Session.objects.filter(worker=worker.pk)
    if but:
        theirs = theirs.exclude(session_key=_hashed(but))
    ended, _ = theirs.delete()
    return ended


def clear_old() -> None:
    """Delete the rows of sessions that are over."""
    Session.objects.filter(expire_date__lte=timezone.now()).delete()


def _hashed(key: str | None) -> str:
    # 40 characters is what the column of Django's session table holds; 160 bits are plenty.
    return hashlib.sha256((key or "").encode()).hexdigest()[:40]
