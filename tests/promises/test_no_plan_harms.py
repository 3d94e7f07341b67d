# SPDX-License-Identifier: Apache-2.0
"""Promise 2: every plan that can be given keeps every safety invariant."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from waymark.content.build import CONTENT

WAYMARK = [sys.executable, "-m", "waymark.cli"]
LAST_INVARIANT = 94
PLANTED = "  - {id: PLANTED, when: {}, always: [delete_own_image], sources: [UKCIS-1P]}\n"


def prove(*arguments: str) -> tuple[int, dict[str, object]]:
    command = [*WAYMARK, "prove", "--format", "json", *arguments]
    done = subprocess.run(command, capture_output=True, check=False, timeout=300)
    return done.returncode, json.loads(done.stdout or b"{}")


def test_every_invariant_is_settled_once():
    code, result = prove()
    broken = [item for item in result["invariants"] if item["status"] == "broken"]
    assert broken == []
    numbers = [str(item["id"]) for item in result["invariants"]]
    assert numbers == [str(number) for number in range(1, LAST_INVARIANT + 1)]
    assert result["unreachable"] == []
    assert code == 0


def test_a_rule_that_deletes_early_is_caught_with_answers_that_show_it(tmp_path):
    rules = Path(shutil.copytree(CONTENT / "rules", tmp_path / "rules"))
    file = rules / "rules.yaml"
    text = file.read_text("utf-8").rstrip() + "\n"
    file.write_text(text + PLANTED, "utf-8")
    code, result = prove("--rules", str(rules))
    broken = {str(item["id"]): item for item in result["invariants"] if item["status"] == "broken"}
    assert code == 1
    assert {"13", "14", "15"} <= set(broken)
    answers = broken["13"]["counterexample"]
    command = [*WAYMARK, "plan", "--facts", "-", "--format", "json", "--rules", str(rules)]
    shown = subprocess.run(
        command, input=json.dumps(answers).encode(), capture_output=True, check=True
    )
    assert b'"delete_own_image"' in shown.stdout
