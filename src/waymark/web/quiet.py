# SPDX-License-Identifier: Apache-2.0
"""Logging that says what broke in our code and nothing about the person who met it."""

from __future__ import annotations

import logging
import traceback

__all__ = ["Quiet"]


class Quiet(logging.Formatter):
    """Writes the kind of an error and the places in the code, never a value."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line without message, address, path or arguments."""
        kind = record.exc_info[0] if record.exc_info else None
        trace = record.exc_info[2] if record.exc_info else None
        places = " < ".join(
            f"{frame.name}:{frame.lineno}" for frame in reversed(traceback.extract_tb(trace)[-4:])
        )
        return f"{record.levelname} {kind.__name__ if kind else record.name} {places}".rstrip()
