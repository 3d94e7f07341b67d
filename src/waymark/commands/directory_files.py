# SPDX-License-Identifier: Apache-2.0
"""`waymark directory import`, `export`, `key` and `verify`: files that come in and go out."""

from __future__ import annotations

import json
from argparse import Namespace
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from waymark.commands.directory import table_here
from waymark.commands.given import BadInput
from waymark.directory.edition import edition, published
from waymark.directory.hsds import as_hsds
from waymark.directory.rows import BadTable, Row, read_rows
from waymark.guard.keyfile import data_folder, load_or_make_key
from waymark.guard.signing import Changed, Signer, public_key, verified

__all__ = ["bring_in", "export", "key", "verify"]

KEY_FILE = Path("keys") / "directory.key"  # under the data folder


def bring_in(options: Namespace) -> int:
    """Say row by row what a table would do; store it whole or not at all. 1 for a bad row."""
    if not options.dry_run and not options.by:
        raise BadInput("--by: got nothing, allowed: the e-mail of a worker, or --dry-run")
    today, raw = options.on or _today(), _bytes(options.file)
    try:
        if options.dry_run:
            rows = list(read_rows(raw, table_here(), today))
        else:
            rows = _stored(raw, options.by, today)
    except BadTable as error:
        raise BadInput(f"{options.file}: {error}") from None
    refused = [row for row in rows if row.verdict == "refuse"]
    print(_rows_json(rows) if options.format == "json" else _rows_text(rows, options))
    return 1 if refused else 0


def export(options: Namespace) -> int:
    """Write the whole directory for others: signed, as plain JSON, or in the HSDS shape."""
    table = table_here()
    if options.shape == "signed":
        before = _before(options.since) if options.since else None
        content = _signer().sign(edition(table, options.on or _today(), before))
    else:
        shape: Any = as_hsds(table) if options.shape == "hsds" else published(table)
        content = (json.dumps(shape, ensure_ascii=False, indent=1) + "\n").encode()
    _write(options.out, content)
    print(f"{options.out}: {len(content)} bytes")
    return 0


def key(_: Namespace) -> int:
    """Print the public key with which others check our signed files."""
    print(_signer().public)
    return 0


def verify(options: Namespace) -> int:
    """Whether a signed file is as it was signed; 1 if not."""
    try:
        content = verified(_bytes(options.file), _public(options.key))
    except Changed as error:
        print(json.dumps({"ok": False}) if options.format == "json" else str(error))
        return 1
    told = {"ok": True, "edition": content["edition"], "digest": content["directory"]["digest"]}
    text = f"unchanged: edition of {told['edition']}, digest {told['digest']}"
    print(json.dumps(told) if options.format == "json" else text)
    return 0


def _today() -> date:
    return datetime.now(tz=UTC).date()


def _signer() -> Signer:
    return Signer(load_or_make_key(data_folder() / KEY_FILE))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from None


def _public(given: str) -> str:
    try:
        return public_key(given)
    except ValueError:
        pass  # then it is the name of a file
    try:
        return public_key(Path(given).read_bytes().decode("ascii", "replace"))
    except OSError:
        raise BadInput(f"--key: got {given[:80]!r}, allowed: a public key, or its file") from None
    except ValueError as allowed:
        raise BadInput(f"--key: got {given[:80]!r}, allowed: {allowed}, or their file") from None


def _before(path: Path) -> dict[str, Any]:
    """The edition before: only our own, so that nobody else's changes stand in our changelog."""
    try:
        return verified(_bytes(path), _signer().public)
    except Changed as error:
        raise BadInput(f"{path}: {error}") from None


def _write(path: Path, content: bytes) -> None:
    partial = path.with_name(f"{path.name}.partial")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise BadInput(f"{path}: {error.strerror}") from None


def _stored(raw: bytes, by: str, today: date) -> list[Row]:
    """All rows, stored; where one is refused, none is."""
    from waymark.commands.staff import ready

    ready()
    from waymark.guard.upgrade import upgrade

    upgrade()
    from waymark.guard.models import Worker
    from waymark.upkeep.desk import Desk, NotAnEditor
    from waymark.upkeep.flows.bring_in import RowsRefused
    from waymark.upkeep.flows.bring_in import bring_in as store

    try:
        desk = Desk(Worker.objects.get_by_natural_key(by))
    except (Worker.DoesNotExist, NotAnEditor):
        raise BadInput(f"--by: got {by!r}, allowed: the e-mail of an editor") from None
    try:
        return store(desk, raw, today)
    except RowsRefused as refused:
        return refused.rows


def _rows_json(rows: list[Row]) -> str:
    shown = [
        {"row": r.number, "verdict": r.verdict, "reason": r.reason, "key": r.key and str(r.key)}
        for r in rows
    ]
    return json.dumps({"rows": shown, "counts": _counts(rows)}, ensure_ascii=False, indent=2)


def _rows_text(rows: list[Row], options: Namespace) -> str:
    counts = ", ".join(f"{count} {verdict}" for verdict, count in _counts(rows).items())
    counted = _counts(rows)
    new = counted["add"] + counted["change"]
    stored = new and not options.dry_run and not counted["refuse"]
    return "\n".join([*map(str, rows), f"{counts}; {'stored' if stored else 'nothing stored'}"])


def _counts(rows: list[Row]) -> dict[str, int]:
    return {
        verdict: sum(row.verdict == verdict for row in rows)
        for verdict in ("add", "change", "same", "refuse")
    }
