# SPDX-License-Identifier: Apache-2.0
"""The tests that stand for invariants about words and pages, each by its name."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from waymark.plan.prove.claims import Claim

__all__ = ["Named", "tests_of"]


@dataclass(frozen=True)
class Named:
    """Tests of one invariant, and what they found when they could be run right here."""

    names: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def tests_of(claim: Claim) -> Named:
    """The tests behind a claim: word checks are run on the spot, page tests are named."""
    kind = claim.parts.get("tests")
    if kind is None:
        return Named()
    if kind == "words":
        return _words().get(claim.id, Named(faults=["no check of words carries this number"]))
    names = kind if isinstance(kind, list) else [kind]
    return Named(names=names)


@cache
def _words() -> dict[int, Named]:
    from waymark.content.word_invariants import check_words

    found: dict[int, Named] = {}
    results: list[Any] = check_words()
    for result in results:
        found[int(result.id)] = Named([result.test], [str(fault) for fault in result.faults])
    return found
