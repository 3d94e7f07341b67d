# SPDX-License-Identifier: Apache-2.0
"""The few files that pages load: style sheets and small scripts, named by their content.

Each site has a shelf of its own, so that neither can be made to hand out the files of the other.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

__all__ = ["FOLDER", "Asset", "Shelf", "address", "serve"]

FOLDER = Path(__file__).parent / "public" / "static"
KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}


@dataclass(frozen=True)
class Asset:
    """A file with the name under which a browser may keep it."""

    name: str
    kind: str
    body: bytes
    packed: bytes


class Shelf:
    """The files of one site.

    Args:
        place: the address they lie under.
        files: the short name a template uses, and the file.
    """

    def __init__(self, place: str, files: Mapping[str, Path]) -> None:
        self._place = place
        self._files = files

    @cached_property
    def _assets(self) -> dict[str, Asset]:
        return {short: _read(file) for short, file in self._files.items()}

    def asset(self, short: str) -> Asset:
        """Return a file by its short name."""
        return self._assets[short]

    def address(self, short: str) -> str:
        """Return the address of a file by its short name."""
        return f"{self._place}{self._assets[short].name}"

    @method_decorator(require_safe)
    def serve(self, request: HttpRequest, name: str) -> HttpResponse:
        """Answer with one of the files."""
        found = next((one for one in self._assets.values() if one.name == name), None)
        if found is None:
            raise Http404
        packed = "gzip" in request.headers.get("Accept-Encoding", "")
        response = HttpResponse(found.packed if packed else found.body, content_type=found.kind)
        if packed:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = "Accept-Encoding"
        # An hour: long enough for slow lines, short enough to leave little behind.
        response.headers["Cache-Control"] = "private, max-age=3600, immutable"
        return response


def _read(file: Path) -> Asset:
    body = file.read_bytes()
    ending = file.suffix.removeprefix(".")
    digest = hashlib.sha256(body).hexdigest()[:12]
    return Asset(f"{digest}.{ending}", KINDS[ending], body, gzip.compress(body, 9, mtime=0))


_public = Shelf("/s/", {ending: FOLDER / f"page.{ending}" for ending in KINDS})
_asset = _public.asset
address = _public.address
serve = _public.serve
