# SPDX-License-Identifier: Apache-2.0
"""Brings the tables up to date, once, however many processes start at the same moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from waymark.guard.alone import alone
from waymark.guard.database import make_file

__all__ = ["pending", "upgrade"]

_LOCK = 0x7761796D  # any number that is ours
PLACE = "migrate.lock"


def upgrade() -> list[str]:
    """Apply what is missing and return its names; others wait meanwhile."""
    if connection.vendor == "sqlite":
        make_file(Path(connection.settings_dict["NAME"]))
    with _alone():
        missing = pending()
        if missing:
            call_command("migrate", verbosity=0, interactive=False)
    return missing


def pending() -> list[str]:
    """Return the names of the migrations that have not been applied."""
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


@contextmanager
def _alone() -> Iterator[None]:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
        return
    with alone(Path(settings.WAYMARK_DATA) / PLACE):
        yield
