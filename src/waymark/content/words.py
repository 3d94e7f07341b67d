# SPDX-License-Identifier: Apache-2.0
"""Every fault of every text: `python -m waymark.content.words [FOLDER]`.

One line a fault, `file:line: what is wrong`; faults that break a numbered safety invariant of
words end with its number.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from waymark.content.texts import TextFault
from waymark.content.word_invariants import check_words
from waymark.content.wordcheck import check_folder

__all__ = ["all_faults", "main"]


def all_faults(folder: Path | None = None) -> list[tuple[TextFault, tuple[str, ...]]]:
    """Return each fault once, with the numbers of the invariants it breaks."""
    found: dict[TextFault, list[str]] = {fault: [] for fault in check_folder(folder)}
    for result in check_words(folder):
        for fault in result.faults:
            found.setdefault(fault, []).append(result.id)
    ordered = sorted(found, key=lambda fault: (str(fault.file), fault.line, fault.message))
    return [(fault, tuple(found[fault])) for fault in ordered]


def main(arguments: list[str] | None = None) -> int:
    """Print the faults; 1 if there are any."""
    parser = argparse.ArgumentParser(prog="python -m waymark.content.words", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="the texts of one language")
    options = parser.parse_args(arguments)
    faults = all_faults(options.folder)
    for fault, numbers in faults:
        broken = f" [invariant {', '.join(numbers)}]" if numbers else ""
        print(f"{fault}{broken}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
