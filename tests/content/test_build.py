# SPDX-License-Identifier: Apache-2.0
"""Compiled content is made from the files, knows when it is stale, and never half written."""

from __future__ import annotations

import json

import pytest

from waymark.content import build
from waymark.content.strict import ContentFault


@pytest.fixture
def workshop(tmp_path, monkeypatch):
    """A content folder of its own with one builder that copies one file."""
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "a.yaml").write_text("a: b\n", encoding="utf-8")
    monkeypatch.setattr(build, "CONTENT", tmp_path)
    monkeypatch.setattr(build, "COMPILED", tmp_path / "compiled")
    made = {"faulty": False}

    class Copier(build.Builder):
        def run(self):
            if made["faulty"]:
                raise ContentFault("words/a.yaml", 7, "spoiled")
            return self.file, {"made": True}

    copier = Copier("words.json", "nowhere", "nothing", ("words/*.yaml",))
    monkeypatch.setattr(build, "BUILDERS", (copier,))
    monkeypatch.setattr(build.sources_hash, "__defaults__", (tmp_path,))
    return tmp_path, made


def test_a_built_file_carries_the_hash_of_its_sources_and_is_not_stale(workshop):
    folder, _ = workshop
    assert build.stale() == ["words.json"]
    assert build.build() == ["words.json"]
    compiled = json.loads((folder / "compiled" / "words.json").read_text(encoding="utf-8"))
    assert compiled == {"sources_hash": build.sources_hash(("words/*.yaml",)), "made": True}
    assert build.stale() == []


@pytest.mark.parametrize("change", ["edit", "add", "rename", "damage"])
def test_any_change_makes_it_stale(workshop, change):
    folder, _ = workshop
    build.build()
    source = folder / "words" / "a.yaml"
    if change == "edit":
        source.write_text("a: c\n", encoding="utf-8")
    elif change == "add":
        (folder / "words" / "b.yaml").write_text("a: b\n", encoding="utf-8")
    elif change == "rename":
        source.rename(folder / "words" / "c.yaml")
    else:
        (folder / "compiled" / "words.json").write_text("{", encoding="utf-8")
    assert build.stale() == ["words.json"]


def test_a_fault_leaves_the_last_good_file_as_it_was(workshop):
    folder, made = workshop
    build.build()
    before = (folder / "compiled" / "words.json").read_bytes()
    made["faulty"] = True
    with pytest.raises(ContentFault, match=r"words/a\.yaml:7: spoiled"):
        build.build()
    assert (folder / "compiled" / "words.json").read_bytes() == before
    assert not list((folder / "compiled").glob("*.partial"))


def test_a_fault_is_printed_with_file_and_line_and_the_command_fails(workshop, capsys):
    _, made = workshop
    made["faulty"] = True
    assert build.main() == 1
    assert capsys.readouterr().err == "words/a.yaml:7: spoiled\n"
