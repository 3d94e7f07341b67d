# SPDX-License-Identifier: Apache-2.0
"""What holds for every file of the repository."""

from __future__ import annotations

import re
import shutil
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# spelt apart, so that this file does not name what it looks for
REGISTRIES = (
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "registry.npmjs" + ".org",
    "/simple" + "/",
    "--extra-index" + "-url",
)
TEXT = {
    ".py",
    ".yaml",
    ".yml",
    ".toml",
    ".md",
    ".lock",
    ".json",
    ".html",
    ".css",
    ".js",
    ".txt",
    "",
}


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
    )
    if listed.returncode:
        pytest.skip("not a git checkout, so there is no list of files")
    files = [ROOT / name for name in listed.stdout.splitlines()]
    return [file for file in files if file.suffix in TEXT and file.is_file()]


def words(file: Path) -> str:
    return file.read_text("utf-8", errors="replace")


def test_no_file_names_a_package_registry():
    named = {f.name: host for f in tracked() for host in REGISTRIES if host in words(f)}
    named.pop("test_house.py", None)
    assert named == {}


def test_no_file_names_a_path_of_somebodys_machine():
    private = re.compile(r"(?<![\w./])/(?:home|Users|root)/\w")
    named = [f.name for f in tracked() if private.search(words(f)) and f.name != "test_house.py"]
    assert named == []


def test_locked_packages_carry_hashes():
    for lock in ROOT.glob("requirements*.lock"):
        for package in re.split(r"\n(?=\S)", words(lock)):
            if re.match(r"[a-z]", package):
                assert "--hash=sha256:" in package, package.splitlines()[0]


def test_every_module_begins_with_its_licence():
    without = [
        file.name
        for file in tracked()
        if file.suffix == ".py"
        and "migrations" not in file.parts
        and not words(file).startswith("# SPDX-License-Identifier: Apache-2.0\n")
    ]
    assert without == []


def test_no_module_of_ours_is_longer_than_four_hundred_lines():
    long = {
        f.name: n for f in (ROOT / "src").rglob("*.py") if (n := len(words(f).splitlines())) > 400
    }
    assert long == {}


def test_no_module_is_called_utils():
    vague = {"utils.py", "helpers.py", "manager.py", "handler.py", "misc.py", "common.py"}
    assert [f for f in (ROOT / "src").rglob("*.py") if f.name in vague] == []


def test_every_dependency_has_its_paragraph_in_the_decisions():
    project = tomllib.loads(words(ROOT / "pyproject.toml"))
    groups = [
        project["project"]["dependencies"],
        *project["project"]["optional-dependencies"].values(),
    ]
    groups += project["dependency-groups"].values()
    decisions = words(ROOT / "docs" / "decisions.md").lower()
    names = {re.split(r"[\[<>=~ ]", line)[0].lower() for group in groups for line in group}
    assert {name for name in names if name.removeprefix("types-") not in decisions} == set()


def test_the_layers_hold():
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([tool], cwd=ROOT, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stdout[-2000:]


def test_the_scripts_can_be_started():
    for script in (ROOT / ".ci" / "run", *(ROOT / "scripts").iterdir()):
        if script.is_file() and script.suffix != ".py":
            assert script.stat().st_mode & stat.S_IXUSR, script.name


def test_the_gate_runs_make_test():
    assert re.search(r"^make test$", words(ROOT / ".ci" / "run"), re.MULTILINE)


def test_an_old_python_is_told_what_is_needed(tmp_path):
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    old.chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", ROOT / "scripts" / "find-python"],
        env={"PATH": str(tmp_path), "PYTHON": str(old)},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 1
    assert "Python 3.11 or newer" in done.stderr


def test_where_nothing_can_be_installed_the_tests_that_will_not_run_are_named(tmp_path):
    for tool in ("sh", "id"):
        (tmp_path / tool).symlink_to(shutil.which(tool))
    done = subprocess.run(
        ["/bin/sh", ROOT / "scripts" / "system-packages"],
        cwd=tmp_path,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        check=False,
        text=True,
    )
    assert "These tests will not run:" in done.stdout
    assert "tests/browser" in done.stdout
    assert "chromium is not here" in done.stdout
