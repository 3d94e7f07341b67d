# SPDX-License-Identifier: Apache-2.0
"""The files that staff pages load."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse

from waymark.web.assets import Shelf
from waymark.web.staff.access import open_to_all

__all__ = ["FOLDER", "files", "shelf"]

FOLDER = Path(__file__).parent / "static"
shelf = Shelf("/desk/s/", {name: FOLDER / name for name in ("desk.css", "desk.js", "passkey.js")})


@open_to_all
def files(request: HttpRequest, name: str) -> HttpResponse:
    """Answer with one of the files; the sign-in page needs them too."""
    return shelf.serve(request, name)
