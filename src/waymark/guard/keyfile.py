# SPDX-License-Identifier: Apache-2.0
"""The key that seals answers: one file that only the service may read."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["data_folder", "load_or_make_key"]


def data_folder() -> Path:
    """Return the one folder in which the service keeps state: $WAYMARK_DATA, else ./var."""
    return Path(os.environ.get("WAYMARK_DATA") or "var")


def load_or_make_key(path: Path) -> bytes:
    """Read the key, or make it on first use with no rights for anybody else."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        from cryptography.fernet import Fernet  # only the first start needs it

        _write_once(path, Fernet.generate_key())
    return path.read_bytes().strip()


def _write_once(path: Path, key: bytes) -> None:
    """Write beside the place and link into it: two workers starting at once agree on one key."""
    made = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key)
    try:
        os.link(made, path)
    except FileExistsError:
        pass  # another worker was first; its key counts
    finally:
        made.unlink()
