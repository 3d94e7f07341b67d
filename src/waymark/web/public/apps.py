# SPDX-License-Identifier: Apache-2.0
"""The public pages as a Django app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["PublicConfig"]


class PublicConfig(AppConfig):
    """Templates only; the public pages have no tables."""

    name = "waymark.web.public"
    label = "public"

    def ready(self) -> None:
        """Stop at the start, not before a visitor, where the operator's places cannot be used."""
        from waymark.web.middleware import leaving

        leaving()
