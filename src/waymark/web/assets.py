# SPDX-License-Identifier: Apache-2.0
"""The two files a page loads: one style sheet, one small script; named by their content."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

__all__ = ["Asset", "address", "serve"]

FOLDER = Path(__file__).parent / "public" / "static"
KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}


@dataclass(frozen=True)
class Asset:
    """A file with the name under which a browser may keep it."""

    name: str
    kind: str
    body: bytes
    packed: bytes


@lru_cache(maxsize=len(KINDS))
def _asset(ending: str) -> Asset:
    body = (FOLDER / f"page.{ending}").read_bytes()
    digest = hashlib.sha256(body).hexdigest()[:12]
    packed = gzip.compress(body, 9, mtime=0)
    return Asset(f"{digest}.{ending}", KINDS[ending], body, packed)


def address(ending: str) -> str:
    """Return the address of the style sheet (`css`) or the script (`js`)."""
    return f"/s/{_asset(ending).name}"


@require_safe
def serve(request: HttpRequest, name: str) -> HttpResponse:
    """Answer with one of the two files."""
    ending = name.rpartition(".")[2]
    if ending not in KINDS or _asset(ending).name != name:
        raise Http404
    found = _asset(ending)
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(found.packed if packed else found.body, content_type=found.kind)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    # An hour: long enough for slow lines, short enough to leave little behind.
    response.headers["Cache-Control"] = "private, max-age=3600, immutable"
    return response
