# SPDX-License-Identifier: Apache-2.0
"""The browser's evaluator gives the same plans as Python, and is small."""

from __future__ import annotations

import gzip
import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import waymark.plan.evaluator
from waymark.plan.engine import engine
from waymark.plan.export import slim, slim_json
from waymark.plan.prove.vignettes import vignettes

pytestmark = pytest.mark.node

SCRIPT = Path(waymark.plan.evaluator.__file__).parent / "plan.js"
BATCH = Path(__file__).with_name("batch.mjs")
RANDOM = 10_000
BAD = [
    {"audience": "child", "colour": "red"},
    {"audience": "nobody"},
    {"audience": "child", "country": "gb"},
    {"audience": "child", "child_age": 18},
    {"audience": "child", "child_age": -1},
    {"audience": "child", "child_age": "under_13"},
    {"audience": "child", "threat": ["explicit"]},
    {"audience": "child", "demand": "money"},
    {"audience": "child", "demand": ["gold"]},
    {"audience": "child", "vulnerability": ["none", "in_care"]},
    {"audience": "child", "image_subject": "nobody", "sharing_scope": "public_online"},
    {},
]


def run(book: dict[str, Any], batch: list[dict[str, Any]]) -> list[dict[str, Any]]:
    node = shutil.which("node")
    assert node, "node is needed for this test; make test installs it"
    given = json.dumps({"book": slim(book), "batch": batch})
    done = subprocess.run(
        [node, str(BATCH), SCRIPT.as_uri()],
        input=given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def in_python(answers: dict[str, Any]) -> dict[str, Any]:
    found = engine().plan(answers)
    return {"first_action": found.first_action, "stages": found.stages, "chosen": found.actions}


def test_plans_of_all_vignettes_and_of_ten_thousand_random_answers_are_equal(draw, vignette_folder):
    rng = random.Random(20)
    batch = [case.answers for case in vignettes(vignette_folder)]
    batch += [draw(rng) for _ in range(RANDOM)]
    for answers, found in zip(batch, run(engine().book, batch), strict=True):
        assert found == in_python(answers), answers


def test_stages_come_in_the_same_order(draw):
    batch = [draw(random.Random(seed)) for seed in range(50)]
    for answers, found in zip(batch, run(engine().book, batch), strict=True):
        assert list(found["stages"]) == list(in_python(answers)["stages"])


@pytest.mark.parametrize("answers", BAD, ids=str)
def test_answers_that_python_refuses_are_refused_by_name(answers):
    (found,) = run(engine().book, [answers])
    assert set(found) == {"fault"}
    assert found["fault"].startswith("cannot read: ")


def test_script_and_rules_are_small():
    script = len(gzip.compress(SCRIPT.read_bytes(), mtime=0))
    rules = len(gzip.compress(slim_json(engine().book).encode(), mtime=0))
    assert script <= 2_500, f"the script is {script} bytes gzipped"
    assert rules <= 16_000, f"the rules are {rules} bytes gzipped"
