# SPDX-License-Identifier: Apache-2.0
"""A file that tells when a single byte of it was changed, and who made it.

The file has two lines: the content as one line of JSON, and a line with the signature over its
bytes. Nothing else may stand in it.
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

__all__ = ["Changed", "Signer", "public_key", "verified"]

LONGEST = 64 * 1024 * 1024


class Changed(ValueError):
    """The file is not as it was signed, or somebody else signed it."""


class Signer:
    """Signs with the key of this installation.

    Args:
        seed: 32 bytes or more that nobody else knows; the key is made from them.
    """

    def __init__(self, seed: bytes) -> None:
        # One secret file may serve several purposes: the purpose is part of the key.
        self._key = Ed25519PrivateKey.from_private_bytes(
            hashlib.sha256(b"waymark directory" + seed).digest()
        )

    @property
    def public(self) -> str:
        """The public key in hexadecimal: what others need to check the file."""
        return self._key.public_key().public_bytes_raw().hex()

    def sign(self, content: dict[str, Any]) -> bytes:
        """The signed file."""
        line = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        body = line.encode()
        return body + b"\n" + _last_line(self.public, self._key.sign(body))


def public_key(written: str) -> str:
    """A public key as somebody gave it: 64 hexadecimal digits.

    Raises:
        ValueError: if it is none.
    """
    found = written.strip().lower()
    if len(found) != 64 or not set(found) <= set("0123456789abcdef"):
        raise ValueError("64 hexadecimal digits")
    return found


def verified(file: bytes, key: str) -> dict[str, Any]:
    """The content of a signed file.

    Args:
        file: all bytes of the file.
        key: the public key it has to be signed with, in hexadecimal.

    Raises:
        Changed: if a byte differs, something is missing or added, or the key is another one.
    """
    body, found, last = file.partition(b"\n")
    if not found or len(file) > LONGEST:
        raise Changed("this is no signed file")
    try:
        signature = base64.b64decode(json.loads(last)["signature"], validate=True)
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signature, body)
    except (ValueError, KeyError, TypeError, InvalidSignature, RecursionError):
        raise Changed("the file was changed, or is signed with another key") from None
    if last != _last_line(key, signature):
        raise Changed("the line with the signature was changed")
    content: dict[str, Any] = json.loads(body)
    return content


def _last_line(key: str, signature: bytes) -> bytes:
    told = {"key": key, "signature": base64.b64encode(signature).decode()}
    return json.dumps(told, separators=(",", ":")).encode() + b"\n"
