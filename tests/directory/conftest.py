# SPDX-License-Identifier: Apache-2.0
"""The directory as it is built, and a copy that a test may spoil."""

from __future__ import annotations

import shutil

import pytest

from waymark.directory.compile import compile_directory
from waymark.directory.countries import CONTENT, load_directory

HELD = ("AU", "CA", "GB", "IE", "US")


@pytest.fixture(scope="session")
def table():
    return compile_directory()[1]


@pytest.fixture(scope="session")
def directory():
    return load_directory()


@pytest.fixture
def content(tmp_path):
    """A copy of the content files that a test may break."""
    for path in CONTENT.glob("*.yaml"):
        shutil.copy(path, tmp_path)
    shutil.copytree(CONTENT / "countries", tmp_path / "countries")
    return tmp_path


@pytest.fixture
def spoil(content):
    """Replace words in one content file and return the folder."""

    def replace(name, old, new):
        path = content / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} does not stand in {name}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return content

    return replace
