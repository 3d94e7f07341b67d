# SPDX-License-Identifier: Apache-2.0
"""`waymark serve`."""

from __future__ import annotations

import os
from argparse import Namespace

from waymark.commands.given import BadInput

__all__ = ["serve"]

SITES = ("public", "staff", "both")


def serve(options: Namespace) -> int:
    """Serve the pages until stopped; with the desk among them, its tables are made ready first."""
    site = os.environ.get("WAYMARK_SITE") or "both"
    if site not in SITES:
        raise BadInput(f'WAYMARK_SITE: got "{site}", allowed: {", ".join(SITES)}')
    if site != "public":
        from waymark.commands.staff import ready

        ready()
    from waymark.web.serve import run

    return run(options.host, options.port) or 0
