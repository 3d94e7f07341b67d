# SPDX-License-Identifier: Apache-2.0
"""What every staff page shows: the rooms, who is signed in, the files it loads."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from waymark.web import pseudo
from waymark.web.staff.rooms import rooms
from waymark.web.staff.shelf import shelf

__all__ = ["frame"]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the context of the base template."""
    language = get_language() or "en"
    worker = getattr(request, "worker", None)  # only behind a door, so only where they may look
    return {
        "css": shelf.address("desk.css"),
        "js": shelf.address("desk.js"),
        "passkey_js": shelf.address("passkey.js"),
        "language": language,
        "direction": pseudo.direction(language),
        "worker": worker,
        "rooms": rooms(worker) if worker else [],
    }
