# SPDX-License-Identifier: Apache-2.0
"""The addresses of the room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from waymark.web.staff.directory import adding, bringing_in, correcting, entry_page, pages

__all__ = ["urlpatterns"]

_ENTRY = "desk/directory/entry/<str:place>/<str:kind>/<str:id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/directory", pages.overview, name="directory"),
    path("desk/directory/add", adding.add, name="directory_add"),
    path("desk/directory/table", bringing_in.table, name="directory_table"),
    path("desk/directory/own/<int:number>", pages.own, name="directory_own"),
    path("desk/directory/due/<str:place>/<int:number>", pages.due),
    path("desk/directory/due/<str:place>/<str:kind>/<int:number>", pages.due, name="directory_due"),
    path(
        "desk/directory/every/<str:place>/<str:kind>/<int:number>",
        pages.every,
        name="directory_every",
    ),
    path(_ENTRY, entry_page.entry, name="directory_entry"),
    path(f"{_ENTRY}/confirm", entry_page.confirm, name="directory_confirm"),
    path(f"{_ENTRY}/correct", correcting.correct, name="directory_correct"),
    path(f"{_ENTRY}/withdraw", entry_page.withdraw, name="directory_withdraw"),
    path(f"{_ENTRY}/restore", entry_page.restore, name="directory_restore"),
]
