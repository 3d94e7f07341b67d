# SPDX-License-Identifier: Apache-2.0
"""Answers sealed so that only this service can read them, and only for a short while (U19).

Nothing is kept on the server: the browser carries the sealed answers and gives them back.
The text is padded, so that its length does not tell how much was answered.
"""

from __future__ import annotations

import json
import zlib
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

__all__ = ["COOKIE_LIFE", "FIELD_LIFE", "MOST", "Seal", "TooLong"]

COOKIE_LIFE = 30 * 60  # seconds, from the last page
FIELD_LIFE = 15 * 60  # where cookies are off the page itself carries the answers: shorter
MOST = 2048  # bytes of a sealed cookie
_STEP = 256


class TooLong(ValueError):
    """The answers do not fit into a cookie."""


class Seal:
    """Seals and opens small tables of short codes."""

    def __init__(self, key: bytes) -> None:
        self._fernet = Fernet(key)

    def close(self, table: dict[str, Any], at: int | None = None) -> str:
        """Seal a table. `at` is the time in seconds, for tests; now if not given."""
        text = json.dumps(table, separators=(",", ":"), sort_keys=True).encode()
        packed = zlib.compress(text, 9)
        padded = len(packed).to_bytes(2, "big") + packed
        padded += bytes(-len(padded) % _STEP)
        closed = (
            self._fernet.encrypt(padded) if at is None else self._fernet.encrypt_at_time(padded, at)
        ).decode()
        if len(closed) > MOST:
            raise TooLong
        return closed

    def open(self, closed: str, life: int) -> dict[str, Any] | None:
        """Open a sealed table; None if it was changed, is too old or is nothing of ours."""
        if not closed or len(closed) > MOST:
            return None
        try:
            padded = self._fernet.decrypt(closed.encode("ascii"), ttl=life)
        except (InvalidToken, UnicodeEncodeError):
            return None
        packed = padded[2 : 2 + int.from_bytes(padded[:2], "big")]
        table = json.loads(zlib.decompress(packed))
        return table if isinstance(table, dict) else None
