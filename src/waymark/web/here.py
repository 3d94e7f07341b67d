# SPDX-License-Identifier: Apache-2.0
"""The directory and the rule book as they hold on this site at this moment."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from waymark.directory.live import live_at
from waymark.plan.engine import COMPILED, Engine, engine

__all__ = ["directory", "planner"]


def directory() -> dict[str, Any]:
    """Return the delivered directory with the organisation's own entries over it."""
    return live_at(COMPILED / "directory.json", settings.WAYMARK_DATA).table()


def planner() -> Engine:
    """Return the engine that knows this directory."""
    return engine().knowing(directory())
