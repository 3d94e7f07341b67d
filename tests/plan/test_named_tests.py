# SPDX-License-Identifier: Apache-2.0
"""An invariant that only a test can show names one that exists."""

from __future__ import annotations

from pathlib import Path

from waymark.plan.prove import tests as named_tests
from waymark.plan.prove.claims import claims

ROOT = Path(__file__).parents[2]


def test_every_test_that_proof_names_can_be_found() -> None:
    named = [name for claim in claims() for name in named_tests.tests_of(claim).names]
    assert named
    for name in named:
        path, _, function = name.partition("::")
        assert f"def {function.split('[')[0]}(" in (ROOT / path).read_text(), name
