# SPDX-License-Identifier: Apache-2.0
"""Faults in content files become bad input: one line each, with file and line."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from waymark.commands.given import BadInput
from waymark.content.strict import ContentFault

__all__ = ["as_bad_input", "shown"]


@contextmanager
def as_bad_input() -> Iterator[None]:
    """Turn a fault in a rule file into lines a person can follow to the place."""
    try:
        yield
    except ContentFault as error:
        raise BadInput(*(shown(f.path, f.line, f.message) for f in error.faults)) from None


def shown(path: str | os.PathLike[str], line: int, message: str) -> str:
    """Write one fault as file:line: message, with the shorter of the file's names."""
    near = os.path.relpath(path)
    name = os.fspath(path) if near.startswith("..") else near
    return f"{name}:{line}: {message}"
