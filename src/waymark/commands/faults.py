# SPDX-License-Identifier: Apache-2.0
"""Faults in content files become bad input: one line each, with file and line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from waymark.commands.given import BadInput
from waymark.content.strict import ContentFault
from waymark.content.texts import TextFault

__all__ = ["as_bad_input"]


@contextmanager
def as_bad_input() -> Iterator[None]:
    """Turn a fault in a rule file into lines a person can follow to the place."""
    try:
        yield
    except ContentFault as error:
        raise BadInput(
            *(str(TextFault(Path(f.path), f.line, f.message)) for f in error.faults)
        ) from None
