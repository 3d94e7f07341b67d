# SPDX-License-Identifier: Apache-2.0
"""One worker at a time: look, record, and only then let it hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from waymark.upkeep.flows.publish import publish

__all__ = ["turn"]

_LOCK = 0x75706B70  # any number that is ours


@contextmanager
def turn() -> Iterator[None]:
    """Hold everybody else back between looking at an entry and recording a change.

    What was recorded is published once it is stored for good.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":  # SQLite lets one writer in anyway
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        yield
        transaction.on_commit(publish)
