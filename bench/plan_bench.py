# SPDX-License-Identifier: Apache-2.0
"""Plans against the clock: beside zen-engine, many at once, and from a cold start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from clock import Verdicts, side_by_side
from random_answers import RandomAnswers
from zen_book import SHAPES, ZenBook

from waymark.plan.engine import Engine, engine

CASES = 300
ROUNDS = 7
BATCH = 12_000
STARTS = 9
EXAMPLE = {"audience": "child", "country": "GB", "child_age": 16, "threat": "explicit"}


def main() -> int:
    """Run everything; 1 if a target was missed."""
    verdicts, ours = Verdicts(), engine()
    beside_zen(ours, verdicts)
    many_at_once(ours, verdicts)
    from_cold(verdicts)
    return 0 if verdicts.met else 1


# ---- beside zen ---------------------------------------------------------------------------


def plan_of(ours: Engine, answers: dict[str, Any]) -> tuple[list[str], str]:
    """Our decision: answers as given, checked, to action ids in order and the first of them."""
    made = ours.plan(answers)
    return made.actions, made.first_action


def plan_with_reasons(ours: Engine, answers: dict[str, Any]) -> dict[str, list[Any]]:
    """Our decision by stages; per step its rules, their sources, the answers that mattered."""
    made = ours.plan(answers)
    ids, why = ours.ids, ours.reasons.of(made.decision, made.answers).steps
    return {
        stage: [(ids[action], why[action]) for action in actions]
        for stage, actions in ours.stages.split(made.decision).items()
    }


def beside_zen(ours: Engine, verdicts: Verdicts) -> None:
    """The same decision in one run, ours and zen's fastest shape."""
    book = ours.book
    cases = RandomAnswers(book, seed=1).many(CASES)
    rivals = {str(shape): ZenBook(book, ours.circuit.lines_of, shape) for shape in SHAPES}
    spared = [rivals[str(SHAPES[0])].spare(ours.reader.read(a).values) for a in cases]
    for name, rival in rivals.items():
        same_answers(ours, rival, name, cases, spared)
    plain = {name: (rival.decide, spared) for name, rival in rivals.items()}
    traced = {str(shape): (rivals[str(shape)].explain, spared) for shape in SHAPES}
    print(
        f"One decision: {len(book['rules'])} rules, {len(book['derived'])} readings and conditions,"
        f" {len(book['actions'])} actions; {CASES} random answers, median of {ROUNDS} rounds.\n"
        "  We check the answers and decide, in Python. zen-engine gets them checked and flattened"
        " (not timed),\n  in content compiled once; the fastest of its shapes counts."
        " Both gave the same plans."
    )
    times = side_by_side({"ours": (lambda a: plan_of(ours, a), cases), **plain}, ROUNDS)
    compare("without reasons", times, 5, verdicts)
    print(
        "  With reasons, ours names per step, by stage, the rules with source and the answers that"
        " mattered.\n  Of zen's traces only those of tables with columns name the rules that held"
        " and the values they rested on."
    )
    times = side_by_side({"ours": (lambda a: plan_with_reasons(ours, a), cases), **traced}, ROUNDS)
    says_less = {str(shape) for shape in SHAPES if not shape.explains}
    compare("with reasons", times, 10, verdicts, says_less)


def same_answers(
    ours: Engine, rival: ZenBook, name: str, cases: list[Any], spared: list[Any]
) -> None:
    """Stop if zen decides one case otherwise: then nothing is worth timing."""
    for answers, given in zip(cases, spared, strict=True):
        found = rival.decide(given)
        actions, first = plan_of(ours, answers)
        if set(found["plan"]) != set(actions) or found["first"] != first:
            raise SystemExit(f"zen ({name}) decides otherwise for {json.dumps(answers)}")


def compare(
    what: str,
    times: dict[str, float],
    needed: float,
    verdicts: Verdicts,
    says_less: Collection[str] = (),
) -> None:
    """Our time beside the fastest of the others that says as much."""
    own = times.pop("ours")
    for name, taken in sorted(times.items(), key=lambda item: item[1]):
        note = "   (says less)" if name in says_less else ""
        print(f"    zen {what}, {name:13}{taken:9.1f} us {taken / own:6.1f}x{note}")
    print(f"    ours {what}{' ' * 14}{own:9.1f} us")
    best = min(taken for name, taken in times.items() if name not in says_less)
    verdicts.at_least(f"plan {what}, times as fast as zen", best / own, needed, "x")


# ---- many at once -------------------------------------------------------------------------


def many_at_once(ours: Engine, verdicts: Verdicts) -> None:
    """Whole plans per second through the command line, start of the interpreter included."""
    cores = len(os.sched_getaffinity(0))
    print(f"\nMany plans at once: {BATCH:,} lines through `waymark plan --batch`, {cores} cores.")
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "answers.jsonl"
        cases = RandomAnswers(ours.book, seed=2).many(BATCH)
        lines.write_text("".join(json.dumps(a) + "\n" for a in cases), encoding="utf-8")
        all_are_plans(lines)
        taken = [batch_seconds(lines) for _ in range(3)]
    verdicts.at_least("whole plans as JSON", BATCH / median(taken), 2000, "/s")


def all_are_plans(answers: Path) -> None:
    """Every line gives a plan; a run that is not timed."""
    made = subprocess.Popen([*command(), "plan", "--batch", str(answers)], stdout=subprocess.PIPE)
    with made:
        count = sum(1 for line in made.stdout or () if b'"first_action"' in line)
    if count != BATCH:
        raise SystemExit(f"{count} plans for {BATCH} lines")


def batch_seconds(answers: Path) -> float:
    """Seconds for one run over a file of answers; the plans go nowhere, no disk is timed."""
    start = perf_counter()
    run = [*command(), "plan", "--batch", str(answers)]
    subprocess.run(run, stdout=subprocess.DEVNULL, check=True)
    return perf_counter() - start


# ---- from cold ----------------------------------------------------------------------------


def from_cold(verdicts: Verdicts) -> None:
    """One plan from nothing, beside an interpreter that does nothing."""
    print(f"\nFrom cold: one plan, median of {STARTS} starts; beside it `python -c pass`.")
    idle, whole = [], []
    for _ in range(STARTS):
        idle.append(seconds([sys.executable, "-c", "pass"]))
        whole.append(seconds([*command(), "plan", "--facts", "-"]))
    print(f"    interpreter alone {median(idle):.3f} s, {median(idle) / median(whole):.0%} of it")
    verdicts.at_most("cold `waymark plan`", median(whole), 0.25, " s")


def command() -> list[str]:
    """The command as it is installed beside this interpreter."""
    return [str(Path(sys.executable).with_name("waymark"))]


def seconds(words: list[str]) -> float:
    """How long a command takes that reads answers from its input."""
    start = perf_counter()
    subprocess.run(words, input=json.dumps(EXAMPLE).encode(), stdout=subprocess.PIPE, check=True)
    return perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
