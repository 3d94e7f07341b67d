# SPDX-License-Identifier: Apache-2.0
"""`python -m waymark.verify [FOLDER]`: both opinions as JSON, in a process of their own."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from waymark.verify import sat, sweep

__all__ = ["main"]


def main(arguments: list[str]) -> int:
    """Print what the sweep and the solver say of a folder of rules, Waymark's own if none."""
    rules = Path(arguments[0]) if arguments else None
    json.dump({"sweep": sweep(rules), "sat": sat(rules)}, sys.stdout)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
