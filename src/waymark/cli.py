# SPDX-License-Identifier: Apache-2.0
"""The `waymark` command. Exit 0: done; 1: a check failed; 2: bad input.

Nothing but the parser is loaded before the command is known, so that a plan comes quickly.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path
from typing import NoReturn

from waymark.commands.given import BadInput

__all__ = ["main", "parser"]

BAD_INPUT = 2
_LAST_PORT = 65535


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise BadInput(f"{self.prog}: {message}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; faults go to standard error, one a line."""
    try:
        options = parser().parse_args(arguments)
        module, function = options.does
        done: int = getattr(importlib.import_module(f"waymark.commands.{module}"), function)(
            options
        )
        sys.stdout.flush()
    except BadInput as error:
        for fault in error.faults:
            # a value may hold characters that the terminal cannot show
            print(fault.encode("ascii", "backslashreplace").decode(), file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        # the reader has seen enough; keep Python from complaining about it on the way out
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return done


def parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    root = _Parser(prog="waymark", description=__doc__, allow_abbrev=False)
    commands = root.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    _plan(commands)
    _proof(commands)
    _content(commands)
    _directory(commands)
    _serve(commands)
    _staff(commands)
    return root


Commands = argparse._SubParsersAction  # noqa: SLF001  (it has no public name)


def _plan(commands: Commands[_Parser]) -> None:
    plan = commands.add_parser("plan", help="answers in, a plan out")
    source = plan.add_mutually_exclusive_group(required=True)
    source.add_argument("--facts", metavar="FILE", help="one answers object; - for standard input")
    source.add_argument("--batch", metavar="FILE", help="one answers object a line")
    plan.add_argument("--format", choices=("json", "text", "html"), default="text")
    plan.add_argument("--at", type=_time, metavar="HH:MM", help="what is open at this time")
    plan.add_argument("--what-if", metavar="FACT=VALUE", help="what this answer would change")
    _on(plan)
    _rules(plan)
    plan.set_defaults(does=("plan", "run"))


def _proof(commands: Commands[_Parser]) -> None:
    prove = commands.add_parser("prove", help="settle every safety invariant")
    _format(prove)
    _rules(prove)
    prove.set_defaults(does=("proof", "prove"))
    diff = commands.add_parser("diff", help="what two sets of rules decide differently")
    diff.add_argument("old", type=_folder, metavar="OLD")
    diff.add_argument("new", type=_folder, metavar="NEW")
    _format(diff)
    diff.set_defaults(does=("proof", "diff"))


def _content(commands: Commands[_Parser]) -> None:
    check = commands.add_parser("check", help="content, sources, dates and words")
    _format(check)
    _rules(check)
    check.set_defaults(does=("content", "check"))


def _directory(commands: Commands[_Parser]) -> None:
    directory = commands.add_parser("directory", help="who helps in which country")
    parts = directory.add_subparsers(metavar="PART", required=True, parser_class=_Parser)
    show = parts.add_parser("show", help="everything known for one country")
    show.add_argument("country", metavar="CC")
    show.add_argument("--region", metavar="R", help="a state with a law of its own, as in TX")
    show.set_defaults(does=("directory", "show"))
    check = parts.add_parser("check", help="what is past its date, and what is missing")
    check.add_argument("--strict", action="store_true", help="exit 1 if anything is due")
    check.set_defaults(does=("directory", "check"))
    for part in (show, check):
        _on(part)
        _format(part)
    compare = parts.add_parser("compare", help="laws of several countries side by side")
    compare.add_argument("countries", metavar="CC", nargs="+")
    compare.add_argument("--format", choices=("text", "json", "csv"), default="text")
    compare.set_defaults(does=("directory", "compare"))
    _directory_files(parts)


def _directory_files(parts: Commands[_Parser]) -> None:
    rows = parts.add_parser("import", help="a table of local services, row by row")
    rows.add_argument("file", metavar="FILE", type=Path)
    rows.add_argument("--dry-run", action="store_true", help="say what would happen; store nothing")
    rows.add_argument("--by", metavar="EMAIL", help="the worker in whose name rows are stored")
    _on(rows)
    _format(rows)
    rows.set_defaults(does=("directory_files", "bring_in"))
    export = parts.add_parser("export", help="the whole directory for others")
    export.add_argument("--as", dest="shape", choices=("signed", "json", "hsds"), default="signed")
    export.add_argument("--out", metavar="FILE", type=Path, required=True)
    export.add_argument(
        "--since", metavar="FILE", type=Path, help="the signed file before this one"
    )
    _on(export)
    export.set_defaults(does=("directory_files", "export"))
    key = parts.add_parser("key", help="the public key that checks signed files")
    key.set_defaults(does=("directory_files", "key"))
    verify = parts.add_parser("verify", help="whether a signed file is unchanged")
    verify.add_argument("file", metavar="FILE", type=Path)
    verify.add_argument("--key", required=True, metavar="KEY", help="the public key, or its file")
    _format(verify)
    verify.set_defaults(does=("directory_files", "verify"))


def _serve(commands: Commands[_Parser]) -> None:
    serve = commands.add_parser("serve", help="the public pages and the desk")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=_port, default=8000)
    serve.set_defaults(does=("site", "serve"))


def _staff(commands: Commands[_Parser]) -> None:
    staff = commands.add_parser("staff", help="who works at the desk")
    parts = staff.add_subparsers(metavar="PART", required=True, parser_class=_Parser)
    add = parts.add_parser("add", help="invite somebody: prints a link that works once")
    add.add_argument("email", metavar="EMAIL")
    add.add_argument("--role", action="append", required=True, metavar="ROLE")
    add.add_argument("--name", help="shown beside what they change")
    add.add_argument("--at", metavar="URL", help="where the desk is reached")
    add.set_defaults(does=("staff", "add"))
    listed = parts.add_parser("list", help="who there is")
    listed.set_defaults(does=("staff", "listed"))
    revoke = parts.add_parser("revoke", help="take somebody off the desk at once")
    revoke.add_argument("email", metavar="EMAIL")
    revoke.set_defaults(does=("staff", "revoke"))
    migrate = commands.add_parser("migrate", help="bring the tables up to date")
    migrate.set_defaults(does=("staff", "migrate"))
    for part in (add, listed, revoke, migrate):
        _format(part)


def _on(command: argparse.ArgumentParser) -> None:
    command.add_argument("--on", type=_date, metavar="DATE", help="as of this day")


def _format(command: argparse.ArgumentParser) -> None:
    command.add_argument("--format", choices=("text", "json"), default="text")


def _rules(command: argparse.ArgumentParser) -> None:
    command.add_argument("--rules", type=_folder, metavar="DIR", help="other rules than our own")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'got "{text}", allowed: a day as 2026-11-24') from None


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'got "{text}", allowed: a time as 21:30') from None


def _port(text: str) -> int:
    if not (text.isdecimal() and 0 < int(text[:6]) <= _LAST_PORT):
        raise argparse.ArgumentTypeError(f'got "{text}", allowed: 1 to {_LAST_PORT}')
    return int(text)


def _folder(text: str) -> Path:
    # a file that is not in the folder is taken from our own rules
    folder = Path(text)
    if not any(folder.glob("*.yaml")):
        raise argparse.ArgumentTypeError(f'got "{text}", allowed: a folder of rule files')
    return folder


if __name__ == "__main__":
    sys.exit(main())
