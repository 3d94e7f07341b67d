# SPDX-License-Identifier: Apache-2.0
"""The staff pages as a Django app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["StaffConfig"]


class StaffConfig(AppConfig):
    """Templates and views; the tables are the guard's."""

    name = "waymark.web.staff"
    label = "staff"

    def ready(self) -> None:
        """Listen to what django-allauth tells, and hang out the cards of the rooms."""
        from waymark.web.staff import proofs
        from waymark.web.staff.directory import card

        proofs.listen()
        card.add()
