# SPDX-License-Identifier: Apache-2.0
"""The upkeep of the directory as a Django app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["UpkeepConfig"]


class UpkeepConfig(AppConfig):
    """One table: what was changed, by whom, from which source."""

    name = "waymark.upkeep"
    label = "upkeep"
