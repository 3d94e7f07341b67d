# SPDX-License-Identifier: Apache-2.0
"""Where the staff site keeps its tables: one SQLite file, or PostgreSQL by its address. Pure."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

__all__ = ["FILE", "UnknownDatabase", "database", "make_file"]

FILE = "waymark.sqlite3"
SCHEMES = ("postgres", "postgresql")
WAIT = 20  # seconds a writer waits for another one
# Readers never wait for a writer (WAL); deleted rows are overwritten, not just forgotten.
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"


class UnknownDatabase(ValueError):
    """The address names no database that can be used. It may hold a password: never shown."""


def database(address: str, folder: Path) -> dict[str, Any]:
    """Return Django's description of the database.

    Args:
        address: `postgres://user:password@host:port/name?sslmode=require`, or nothing for SQLite.
        folder: where the SQLite file lies.
    """
    return _postgres(address) if address else _sqlite(folder / FILE)


def make_file(path: Path) -> None:
    """Make the SQLite file with no rights for anybody else; its companions inherit them."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # IMMEDIATE: a transaction that may write waits at its start instead of failing half way.
        "OPTIONS": {"timeout": WAIT, "transaction_mode": "IMMEDIATE", "init_command": PRAGMAS},
    }


def _postgres(address: str) -> dict[str, Any]:
    try:
        parts = urlsplit(address)
        port = parts.port or ""
    except ValueError:
        raise UnknownDatabase from None
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in SCHEMES or not name or "/" in name:
        raise UnknownDatabase
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
