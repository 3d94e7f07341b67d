# SPDX-License-Identifier: Apache-2.0
"""Written-down situations with the plan each must give, one by one, for people to read and sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from waymark.content.strict import load
from waymark.plan.answers import parse
from waymark.plan.circuit import Decision
from waymark.plan.order import Stages, bits
from waymark.plan.prove.plainly import decide

__all__ = ["Outcome", "Vignette", "outcome", "spelled", "values_of", "vignettes"]

Outcome = tuple[str | None, frozenset[str], dict[str, list[str]]]


@dataclass(frozen=True)
class Vignette:
    """One situation: the answers, as a person gives them, and the plan expected."""

    id: str
    situation: str
    answers: dict[str, Any]
    first_action: str
    stages: dict[str, list[str]]
    checked_against: list[str]
    reviewed_by: str | None

    @property
    def expected(self) -> Outcome:
        """The first action, everything in the plan, and the steps of each stage."""
        return (
            self.first_action,
            frozenset(step for steps in self.stages.values() for step in steps),
            self.stages,
        )


def vignettes(folder: Path) -> list[Vignette]:
    """Every vignette of a folder, file by file in the order of their names."""
    files = sorted(folder.glob("*.yaml"))
    return [Vignette(**one) for path in files for one in load(path)["vignettes"]]


def outcome(book: dict[str, Any], stages: Stages, values: Sequence[int]) -> Outcome:
    """The plan of a book for one value per input; no first action where no row fits."""
    decision = decide(book, values)
    return spelled(book, stages, decision) if decision else (None, frozenset(), {})


def spelled(book: dict[str, Any], stages: Stages, decision: Decision) -> Outcome:
    """A decision in ids. A plan that cannot be laid out for a child has no stages."""
    ids = [action["id"] for action in book["actions"]]
    chosen = frozenset(ids[action] for action in bits(decision.chosen))
    try:
        split = stages.split(decision)
    except StopIteration:  # a mutant that leaves a child no person to talk to
        split = {}
    return (
        ids[decision.first],
        chosen,
        {stage: [ids[action] for action in steps] for stage, steps in split.items()},
    )


def values_of(vignette: Vignette, book: dict[str, Any]) -> tuple[int, ...]:
    """The answers as one value per input."""
    return parse(vignette.answers, book).values
