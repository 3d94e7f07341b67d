# SPDX-License-Identifier: Apache-2.0
"""What can be used is documented, and what is documented is there."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from waymark.cli import parser

ROOT = Path(__file__).parents[1]
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
CONTENT = ROOT / "src" / "waymark" / "content"


def commands(root: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in root._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, part in action.choices.items():
                below = [(f"{name} {inner}", sub) for inner, sub in commands(part)]
                yield from below or [(name, part)]


def documented(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


@pytest.mark.parametrize("command", [name for name, _ in commands(parser())])
def test_each_command_has_a_line(command):
    assert f"`waymark {command}" in documented("commands.md")


def test_each_option_has_a_line():
    options = {
        text
        for _, part in commands(parser())
        for action in part._actions
        for text in action.option_strings
    }
    missing = {o for o in options - {"-h", "--help"} if o not in documented("commands.md")}
    assert missing == set()


def test_each_make_target_has_a_line():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE).group(1).split()
    assert [
        target for target in targets if f"`make {target}" not in documented("commands.md")
    ] == []


def test_each_content_file_has_a_line():
    files = [f"rules/{file.name}" for file in (CONTENT / "rules").glob("*.yaml")]
    files += [file.name for file in CONTENT.glob("*.yaml")]
    assert [name for name in files if f"`{name}`" not in documented("rules.md")] == []


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_each_link_between_documents_leads_somewhere(page):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_index_names_every_document():
    index = documented("README.md")
    names = {page.name for page in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert {name for name in names if name not in index} == set()


def test_each_promise_names_its_test_or_says_that_it_is_not_built():
    rows = re.findall(r"^\| (\d+) \|(.*)\|$", documented("promises.md"), re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 11))
    for number, row in rows:
        named = re.search(r"`(tests/promises/\S+\.py)`", row)
        assert ("not built yet" in row) != bool(named), number
        assert named is None or (ROOT / named.group(1)).exists(), number


def test_each_test_of_a_promise_is_named():
    files = {file.name for file in (ROOT / "tests" / "promises").glob("test_*.py")}
    assert {name for name in files if name not in documented("promises.md")} == set()


def test_the_readme_fits_on_a_screen():
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 50
