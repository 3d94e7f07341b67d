# SPDX-License-Identifier: Apache-2.0
"""The order of work and what is shown when (guidance 2.1 and 2.9).

An action's number is its rank, so going through the bits of a decision from the lowest gives the
order of work. The first action stands before every other step. A child sees at most three steps
now and four today; what an adult can do waits until an adult is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from waymark.plan.circuit import Decision
from waymark.plan.clauses import bits, holds

__all__ = ["STAGES", "Stages", "bits", "holds"]

STAGES = ("now", "today", "with_adult", "this_week", "later")


class Stages:
    """Sorts the actions of a decision into stages.

    Args:
        book: the compiled rule book.
    """

    def __init__(self, book: dict[str, Any]) -> None:
        actions = book["actions"]
        self._audience = next(
            n for n, v in enumerate(book["variables"]) if v["name"] == "answered.audience"
        )
        self._messages = sum(1 << n for n, action in enumerate(actions) if action.get("message"))
        child = book["stages"]["child"]
        self._now, self._today = child["now"], child["today"]
        # A line that always holds has no condition left to look at.
        self._own: list[tuple[int, list[Any]]] = [
            (line["action"], [] if [] in line["when"] else line["when"]) for line in child["own"]
        ]
        self._contact: list[int] = child["human_contact"]
        self._later = _by_stage(actions, child["later_phases"])
        self._adult = _by_stage(actions, book["stages"]["adult"]["phases"])
        self._check = book["stages"]["safety_check"]

    def split(self, decision: Decision) -> dict[str, list[int]]:
        """The actions of each stage that has any, in order; messages stand in `now`."""
        steps = decision.chosen & ~self._messages & ~(1 << decision.first)
        placed = (
            self._of_child(decision, steps)
            if self.of_child(decision)
            else self._of_adult(decision, steps)
        )
        messages = bits(decision.chosen & self._messages)
        now = placed["now"]
        # In danger the step that saves a life is read before any words.
        placed["now"] = (
            [now[0], *messages, *now[1:]] if self.urgent(decision) else [*messages, *now]
        )
        return {stage: placed[stage] for stage in STAGES if placed[stage]}

    def of_child(self, decision: Decision) -> bool:
        """Whether a child reads this plan."""
        return decision.values[self._audience] == 0

    def urgent(self, decision: Decision) -> bool:
        """Crisis or danger: few steps before the person says they are safe."""
        return holds(self._check["when"], decision.values)

    def safety_check_after(self, decision: Decision) -> int | None:
        """After how many steps to ask whether the person is safe; None if nobody need ask."""
        after: int = self._check["after"]
        return after if self.urgent(decision) else None

    def _of_adult(self, decision: Decision, steps: int) -> dict[str, list[int]]:
        placed: dict[str, list[int]] = {stage: [] for stage in STAGES}
        placed["now"].append(decision.first)
        for stage, actions in self._adult:
            placed[stage] += bits(steps & actions)
        return placed

    def _of_child(self, decision: Decision, steps: int) -> dict[str, list[int]]:
        placed: dict[str, list[int]] = {stage: [] for stage in STAGES}
        own = self._own_steps(decision)
        placed["now"], placed["today"] = own[: self._now], own[self._now : self._now + self._today]
        for action in placed["now"] + placed["today"]:
            steps &= ~(1 << action)
        for stage, actions in self._later:
            placed[stage] += bits(steps & actions)
        return placed

    def _own_steps(self, decision: Decision) -> list[int]:
        """What a child does: the first action, a person to talk to, then as stages.yaml says."""
        own: list[int] = []
        chosen = decision.chosen
        for action, when in self._own:
            if not chosen >> action & 1 or action in own:
                continue
            if not when or holds(when, decision.values):
                own.append(action)
        ahead = [decision.first]
        if decision.first not in self._contact:
            ahead.append(next(action for action in own if action in self._contact))
        return ahead + [action for action in own if action not in ahead]


def _by_stage(
    actions: Sequence[dict[str, Any]], phases: dict[str, list[int]]
) -> list[tuple[str, int]]:
    """Per stage: the actions (as bits) whose phase belongs to it."""
    return [
        (stage, sum(1 << n for n, action in enumerate(actions) if action["phase"] in own))
        for stage, own in phases.items()
    ]
