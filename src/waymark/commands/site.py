# SPDX-License-Identifier: Apache-2.0
"""`waymark serve`."""

from __future__ import annotations

from argparse import Namespace

__all__ = ["serve"]


def serve(options: Namespace) -> int:
    """Serve the public pages until stopped."""
    from waymark.web.serve import run

    return run(options.host, options.port) or 0
