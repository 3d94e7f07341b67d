# SPDX-License-Identifier: Apache-2.0
"""`waymark check`: every fault in the content, as file:line: what is wrong."""

from __future__ import annotations

import json
from argparse import Namespace

from waymark.check import check_content

__all__ = ["check"]


def check(options: Namespace) -> int:
    """Print each fault; 1 if there are any."""
    faults = check_content(options.rules)
    if options.format == "json":
        rows = [{"file": str(f.file), "line": f.line, "message": f.message} for f in faults]
        print(json.dumps({"faults": rows}, indent=2, ensure_ascii=False))
    else:
        for fault in faults:
            print(fault)
        print(f"{len(faults)} faults" if faults else "The content is in order.")
    return 1 if faults else 0
