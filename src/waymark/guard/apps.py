# SPDX-License-Identifier: Apache-2.0
"""The tables of the guard as a Django app; its other modules know nothing of Django."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["GuardConfig"]


class GuardConfig(AppConfig):
    """Workers, their sessions, and what has to be remembered for some minutes."""

    name = "waymark.guard"
    label = "guard"
    default_auto_field = "django.db.models.BigAutoField"
