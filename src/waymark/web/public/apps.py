# SPDX-License-Identifier: Apache-2.0
"""The public pages as a Django app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["PublicConfig"]


class PublicConfig(AppConfig):
    """Templates only; the public pages have no tables."""

    name = "waymark.web.public"
    label = "public"
