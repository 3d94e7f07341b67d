# SPDX-License-Identifier: Apache-2.0
"""The public site's own settings with one page that only says hello."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from waymark.web.settings import *  # noqa: F403

ROOT_URLCONF = "hello_settings"


def hello(_: HttpRequest) -> HttpResponse:
    """What the stack costs without any page."""
    return HttpResponse("<!doctype html><title>Hello</title><p>Hello", content_type="text/html")


urlpatterns = [path("", hello)]
