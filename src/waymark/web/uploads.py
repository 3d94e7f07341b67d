# SPDX-License-Identifier: Apache-2.0
"""No image ever reaches us: a file in any form ends the request before it is read (promise 1)."""

from __future__ import annotations

from typing import IO, Any, NoReturn

from django.core.exceptions import BadRequest
from django.core.files.uploadhandler import FileUploadHandler

__all__ = ["RefuseFiles"]


class RefuseFiles(FileUploadHandler):
    """Refuses instead of skipping, so that no byte of a file is kept even in memory."""

    def new_file(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse as soon as the name of a file is seen."""
        raise BadRequest

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Never reached; part of Django's interface."""
        raise BadRequest

    def file_complete(self, file_size: int) -> IO[Any]:  # type: ignore[override]
        """Never reached; part of Django's interface."""
        raise BadRequest
