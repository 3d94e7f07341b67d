# SPDX-License-Identifier: Apache-2.0
"""The addresses of the public site; all of them neutral."""

from __future__ import annotations

from django.urls import path

from waymark.web import assets
from waymark.web.api import api
from waymark.web.public import views

urlpatterns = [
    path("", views.start, name="start"),
    path("plan", views.plan, name="plan"),
    path("help", views.help_index, name="help"),
    path("help/where", views.where_index, name="where_index"),
    path("help/where/<str:provider>", views.where, name="where"),
    path("help/<str:country>", views.help_country, name="help_country"),
    path("help/<str:country>/law", views.help_law, name="help_law"),
    path("about", views.about, name="about"),
    path("people", views.people, name="people"),
    path("people/reading", views.to_read, name="to_read"),
    path("people/compare", views.compare, name="compare"),
    path("leave", views.leave, name="leave"),
    path("s/<str:name>", assets.serve, name="asset"),
    path("api/v1/", api.urls),
]
handler400 = views.not_understood
handler403 = views.not_understood
handler404 = views.nothing_here
handler500 = views.broken
