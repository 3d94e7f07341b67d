# SPDX-License-Identifier: Apache-2.0
"""Writes content/compiled/*.json from the content files: `python -m waymark.content.build`.

Each builder is a function that takes nothing and returns the file's name and what belongs into
it. BUILDERS says which content files each one reads; a change in one of them makes it stale.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from waymark.content.strict import ContentFault, ContentFaults

__all__ = ["BUILDERS", "CONTENT", "build", "faults", "sources_hash", "stale"]

CONTENT = Path(__file__).parent
COMPILED = CONTENT / "compiled"


@dataclass(frozen=True)
class Builder:
    """One compiled file: who makes it, and from which content files."""

    file: str
    module: str
    function: str
    sources: tuple[str, ...]

    def run(self) -> tuple[str, dict[str, Any]]:
        """The name and content of the compiled file. Raises ContentFault."""
        name, table = getattr(importlib.import_module(self.module), self.function)()
        if name != self.file:
            raise ValueError(f"{self.module}:{self.function} made {name}, not {self.file}")
        return name, table


_DIRECTORY = ("countries/*.yaml", "*.yaml")
_RULES = ("rules/*.yaml",)
_TEXTS = ("text/en/**/*.yaml",)

# In the order in which they need each other: rules ask for the flags of countries.
BUILDERS = (
    Builder("directory.json", "waymark.directory.compile", "compile_directory", _DIRECTORY),
    Builder("rules.json", "waymark.plan.author", "compile_rules", _DIRECTORY + _RULES),
    Builder("text.en.json", "waymark.content.wording", "compile_texts", _TEXTS + _RULES),
)


def sources_hash(sources: tuple[str, ...], content: Path = CONTENT) -> str:
    """One hash over the names and bytes of the files a compiled file is made from."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in sources for path in content.glob(pattern)}):
        digest.update(path.relative_to(content).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def build() -> list[str]:
    """Write every compiled file; return the names written.

    A file with faults is left as it was, and the others are written all the same.

    Raises:
        ContentFault: with the faults of all files that could not be written.
    """
    COMPILED.mkdir(exist_ok=True)
    written: list[str] = []
    found: list[ContentFault] = []
    for builder in BUILDERS:
        try:
            name, table = builder.run()
            _write(COMPILED / name, {"sources_hash": sources_hash(builder.sources)} | table)
            written.append(name)
        except ContentFault as fault:
            found.extend(fault.faults)
    if found:
        raise ContentFaults(found)
    return written


def stale() -> list[str]:
    """The compiled files that are missing or older than what they are made from."""
    return [
        builder.file
        for builder in BUILDERS
        if _hash_in(builder.file) != sources_hash(builder.sources)
    ]


def faults() -> list[ContentFault]:
    """Every fault in the content files, without writing anything."""
    found: list[ContentFault] = []
    for builder in BUILDERS:
        try:
            builder.run()
        except ContentFault as fault:
            found.extend(fault.faults)
    return found + _gaps_in_texts()


def _gaps_in_texts() -> list[ContentFault]:
    """Steps and questions without words: no reason not to build, but nothing is finished so."""
    wording = importlib.import_module("waymark.content.wording")
    try:
        return list(wording.missing_texts(wording.compile_texts()[1]))
    except ContentFault:
        return []  # named already


def _hash_in(name: str) -> str | None:
    try:
        compiled = json.loads((COMPILED / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return str(compiled.get("sources_hash"))


def _write(path: Path, table: dict[str, Any]) -> None:
    """Write at once or not at all, so that no reader ever sees half a file."""
    partial = path.with_suffix(".partial")
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=False)
    partial.write_text(text + "\n", encoding="utf-8")
    partial.replace(path)


def main() -> int:
    """Build everything; print faults as file:line and return 1 where there are any."""
    try:
        for name in build():
            print(f"built {name}")
    except ContentFault as fault:
        for each in fault.faults:
            print(each, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
