# SPDX-License-Identifier: Apache-2.0
"""The headers of every answer: nothing from elsewhere, nothing kept, nobody told (U17)."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["security_headers"]

_NO_FEATURES = (
    "accelerometer", "autoplay", "camera", "display-capture", "fullscreen", "geolocation",
    "gyroscope", "microphone", "midi", "payment", "usb",
)  # fmt: skip


def security_headers(
    leave_hosts: Sequence[str], *, indexed: bool = False, referrer: str = "no-referrer"
) -> dict[str, str]:
    """Return the headers of a page.

    Args:
        leave_hosts: where the leave form may end; browsers apply `form-action` to redirects too.
        indexed: whether search engines may list the page.
        referrer: who is told where somebody came from; never another site.
    """
    headers = {
        "Content-Security-Policy": _policy(leave_hosts),
        "Referrer-Policy": referrer,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in _NO_FEATURES),
        "Cache-Control": "no-store",
    }
    return headers if indexed else headers | {"X-Robots-Tag": "noindex, nofollow, noarchive"}


def _policy(leave_hosts: Sequence[str]) -> str:
    parts = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "form-action": " ".join(["'self'", *leave_hosts]),
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in parts.items())
