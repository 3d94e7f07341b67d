# SPDX-License-Identifier: Apache-2.0
"""The directory as it is built, and a copy that a test may spoil."""

from __future__ import annotations

import shutil

import pytest

from waymark.directory.compile import compile_directory
from waymark.directory.countries import CONTENT, load_directory
from waymark.directory.kinds import LAW_KEYS, LIMITS, SERVICE_KINDS

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


@pytest.fixture(scope="session")
def contact():
    """A contact as compiled, with whatever a test wants to be different."""

    def make(id_="gb_line", kind="child_helpline", **different):
        return {
            "id": id_,
            "kind": kind,
            "name": "A line",
            "phone": "0800 1111",
            "text": None,
            "url": "https://line.example",
            "hours": None,
            "open": None,
            "free": None,
            "note": None,
            "source": "https://line.example/contact",
            "source_date": "2026-10-09",
            "checked_on": None,
            "confidence": "high",
            "exact": True,
            "doubtful": False,
        } | different

    return make


@pytest.fixture(scope="session")
def law():
    """An answer of law as compiled."""

    def make(**different):
        return {
            "value": 16,
            "answer": None,
            "note": None,
            "deadline": None,
            "source": "https://law.example",
            "source_date": "2026-01",
            "checked_on": None,
            "confidence": "high",
            "exact": True,
        } | different

    return make


@pytest.fixture(scope="session")
def place():
    """A country as compiled, from a list of its contacts and answers of law."""

    def make(name, contacts=(), law=None, **different):
        return {
            "name": name,
            "file": True,
            "languages": ["English"],
            "zone": "Europe/London",
            "emergency": ["999"],
            "emergency_source": {"source": "https://emergency.example", "checked_on": None},
            "flags": {"duty": "none", "duty_confirmed": False},
            "duty": {"value": "none", "confirmed": False, "confidence": None},
            "barnahus": None,
            "contacts": {
                kind: [one for one in contacts if one["kind"] == kind] for kind in SERVICE_KINDS
            },
            "law": dict.fromkeys(LAW_KEYS) | (law or {}),
            "notes": [],
        } | different

    return make


@pytest.fixture(scope="session")
def small(contact, law, place):
    """A directory of two countries, small enough to see through."""

    def make(**countries):
        samaritans = contact("gb_samaritans", "crisis_line", name="Samaritans", phone="116 123")
        held = {
            "GB": place("United Kingdom", [contact(), samaritans], {"age_of_consent": law()}),
            "NO": place("Norway", zone="Europe/Oslo"),
        } | countries
        finder = contact("finder", name="A finder", phone=None)
        abroad = place("International", [finder], emergency=[], zone=None)
        return {
            "limits": dict(LIMITS),
            "countries": held,
            "international": abroad | {"law": {}, "card": []},
            "states": {},
            "providers": [],
            "figures": {},
            "resources": [],
        }

    return make
