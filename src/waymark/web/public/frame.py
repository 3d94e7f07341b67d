# SPDX-License-Identifier: Apache-2.0
"""What every page shows: the way out, the emergency line, the two files it loads."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from waymark.web import assets, pseudo
from waymark.web.middleware import leaving
from waymark.web.public import places, wording

__all__ = ["frame"]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the context of the base template."""
    country = getattr(request, "country", None)
    own = places.emergency(country)
    language = get_language() or "en"
    return {
        "css": assets.address("css"),
        "js": assets.address("js"),
        "language": language,
        "direction": pseudo.direction(language),
        "emergency": own,
        "usual": [] if own else places.usual_numbers(),
        "marks": wording.page_text("plan", "contacts"),
        "leave_to": leaving().to(country),
    }
