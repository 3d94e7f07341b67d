# SPDX-License-Identifier: Apache-2.0
"""What a form may hold: its own fields, short, and never a picture (promise 1).

Anything else is refused before a view sees it, with a page that says so kindly.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse

__all__ = ["forms_only"]

Answer = Callable[[HttpRequest], HttpResponse]
Refuse = Callable[[HttpRequest, int], HttpResponse]
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
PICTURE = "data:image"


def forms_only(answer: Answer, refuse: Refuse) -> Answer:
    """Let forms pass; answer 413, 415 or 422 to everything else that is posted.

    Args:
        answer: what answers a form.
        refuse: makes the page for a status.
    """

    def only(request: HttpRequest) -> HttpResponse:
        status = _wrong(request) if request.method not in ("GET", "HEAD", "OPTIONS") else 0
        return refuse(request, status) if status else answer(request)

    return only


def _wrong(request: HttpRequest) -> int:
    """The status that refuses the body; 0 for a form as our pages send it."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length) > (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0):
        return 413
    if length != "0" and request.content_type not in FORMS:
        return 415
    try:
        fields = request.POST
    except (RequestDataTooBig, TooManyFieldsSent):
        return 413
    except BadRequest:  # a part with a file name: see uploads.py
        return 422
    told = (value for _, values in fields.lists() for value in values)
    return 422 if any(PICTURE in str(value) for value in told) else 0
