# SPDX-License-Identifier: Apache-2.0
"""Are the rules tested: `python -m waymark.plan.mutation` says it in numbers.

Makes every first-order mutant of the rules. One whose diagrams equal the book's is proved to be the
same rules; every other must be killed: by a vignette whose plan it gets wrong, or by an invariant.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from waymark.plan.author import rule_book
from waymark.plan.diagram import TERMINALS
from waymark.plan.engine import COMPILED
from waymark.plan.meaning import Meaning
from waymark.plan.order import Stages
from waymark.plan.prove.claims import Claim, Space, claims
from waymark.plan.prove.mutants import Mutant, mutants
from waymark.plan.prove.report import settle
from waymark.plan.prove.variation import Origin, differences
from waymark.plan.prove.vignettes import Vignette, outcome, values_of, vignettes

__all__ = ["Score", "score"]

VIGNETTES = Path("tests/vignettes")


@dataclass
class Score:
    """How many mutants there were and what became of them."""

    mutants: int = 0
    equivalent: int = 0
    by_vignette: int = 0
    by_invariant: int = 0
    survivors: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    seconds: float = 0.0
    needed: set[str] = field(default_factory=set)

    @property
    def killed(self) -> int:
        """Mutants that some test finds."""
        return self.by_vignette + self.by_invariant

    @property
    def percent(self) -> float:
        """Killed, of those that are not the same rules."""
        return 100 * self.killed / max(1, self.mutants - self.equivalent)

    def __str__(self) -> str:
        lines = [f"survived: {name}; seen with {json.dumps(a)}" for name, a in self.survivors]
        parts = (
            f"{self.mutants} mutants: {self.equivalent} proved to be the same rules",
            f"{self.by_vignette} killed by vignettes",
            f"{self.by_invariant} by invariants",
            f"{len(self.survivors)} survived; score {self.percent:.2f} %",
            f"{self.seconds:.1f} s",
        )
        return "\n".join([*lines, ", ".join(parts)])


def score(
    cases: Sequence[Vignette],
    book: dict[str, Any] | None = None,
    only: Callable[[Mutant], bool] | None = None,
) -> Score:
    """Run mutants against the vignettes, then those left against the invariants.

    Args:
        cases: the vignettes.
        book: the rule book to change; Waymark's own if not given.
        only: which mutants to run; all if not given.
    """
    began = time.perf_counter()
    directory = json.loads((COMPILED / "directory.json").read_text(encoding="utf-8"))
    run = _Run(book or rule_book(directory=directory), cases, directory)
    for mutant in filter(only or bool, mutants(run.book)):
        run.try_(mutant)
    run.score.seconds = time.perf_counter() - began
    return run.score


class _Run:
    def __init__(
        self, book: dict[str, Any], cases: Sequence[Vignette], directory: dict[str, Any]
    ) -> None:
        self.book, self.directory = book, directory
        self.origin = Origin(book)
        self.stages = Stages(book)
        self.cases = [(case, values_of(case, book)) for case in cases]
        self.claims = [_without_tests(claim) for claim in claims()]
        self.score = Score()

    def try_(self, mutant: Mutant) -> None:
        """Kill the mutant, prove it equal or note that it survived."""
        self.score.mutants += 1
        last = None
        for piece in differences(self.origin, mutant):
            last = piece
            if self.killed_within(mutant, piece):
                self.score.by_vignette += 1
                return
        if last is None:
            self.score.equivalent += 1
        elif self.killed_by_invariant(mutant):
            self.score.by_invariant += 1
        else:
            self.score.survivors.append((str(mutant), self.shortest(last)))

    def killed_within(self, mutant: Mutant, piece: int) -> bool:
        """Whether the mutant's plan for a vignette is not the one written down.

        The diagram only says which vignettes to try; the mutant is run, and whole plans compared.
        """
        for case, values in self.cases:
            if self.holds(piece, values):
                found = outcome(mutant.book, self.stages, values)
                if found != case.expected:
                    self.score.needed.add(case.id)
                    return True
        return False

    def killed_by_invariant(self, mutant: Mutant) -> bool:
        space = Space(Meaning(mutant.book))
        return any(
            settle(claim, space, self.directory)["status"] == "broken" for claim in self.claims
        )

    def holds(self, piece: int, values: Sequence[int]) -> bool:
        store = self.origin.meaning.store
        while piece >= TERMINALS:
            piece = store.branches[piece][values[store.asks[piece]]]
        return piece == 1

    def shortest(self, piece: int) -> dict[str, Any]:
        space = Space(self.origin.meaning)
        return space.answers(space.store.shortest(piece, space.quiet) or {})


def _without_tests(claim: Claim) -> Claim:
    """A mutant of the rules changes nothing that is said of words, pages and countries."""
    outside = ("tests", "directory")
    parts = {key: part for key, part in claim.parts.items() if key not in outside}
    return Claim(claim.id, claim.says, claim.lined, claim.where, parts)


def main() -> int:
    """Print the score; 1 where a mutant survived."""
    parser = argparse.ArgumentParser(prog="python -m waymark.plan.mutation", description=__doc__)
    parser.add_argument("--vignettes", type=Path, default=VIGNETTES, metavar="DIR")
    options = parser.parse_args()
    found = score(vignettes(options.vignettes))
    sys.stdout.write(f"{found}\n")
    return 1 if found.survivors else 0


if __name__ == "__main__":
    sys.exit(main())
