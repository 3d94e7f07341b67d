# SPDX-License-Identifier: Apache-2.0
"""One rule book, ready to answer: from what happened to an ordered, sourced plan."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from waymark.plan.answers import Answers, Reader
from waymark.plan.circuit import Circuit, Decision
from waymark.plan.contacts import Contacts
from waymark.plan.open_questions import OpenQuestions
from waymark.plan.order import STAGES, Stages, bits
from waymark.plan.reasons import Because, Reasons
from waymark.plan.wording import Wording

__all__ = ["COMPILED", "Engine", "Plan", "engine"]

DUTY = "make_mandatory_report"
COMPILED = Path(__file__).parent.parent / "content" / "compiled"


@dataclass(frozen=True)
class Plan:
    """A plan for one set of answers on one day."""

    engine: Engine
    answers: Answers
    decision: Decision
    on: date
    at: time | None = None

    @cached_property
    def stages(self) -> dict[str, list[str]]:
        """Action ids by stage, in order; messages included."""
        ids = self.engine.ids
        return {
            stage: [ids[a] for a in actions]
            for stage, actions in self.engine.stages.split(self.decision).items()
        }

    @property
    def actions(self) -> list[str]:
        """All action ids in the order of work (by rank, whoever reads them)."""
        return [self.engine.ids[action] for action in bits(self.decision.chosen)]

    @property
    def first_action(self) -> str:
        """The id of the first step."""
        first: str = self.engine.ids[self.decision.first]
        return first

    @cached_property
    def voice(self) -> str:
        """Whose words the plan is written in."""
        return self.engine.wording.voice(self.answers.audience, self.decision.values)

    @cached_property
    def _without_data(self) -> bool:
        return self.engine.condition("without_data", self.decision)

    @cached_property
    def _emergency(self) -> list[str]:
        return self.engine.contacts.emergency(self.answers.country)

    def as_dict(self) -> dict[str, Any]:
        """The plan as the JSON that the command line and the interface return."""
        engine, answers, decision = self.engine, self.answers, self.decision
        open_questions = engine.questions.of(answers)
        known = engine.contacts.known(answers.country)
        return {
            "ruleset": engine.book["ruleset"],
            "on": self.on.isoformat(),
            "audience": answers.audience,
            "country": answers.country,
            "directory": answers.country if known else "international",
            "language": engine.wording.language,
            "voice": self.voice,
            "first_action": self.first_action,
            "safety_check_after": engine.stages.safety_check_after(decision),
            "police_optional": engine.condition("police_optional", decision),
            "stages": self._steps(),
            "vetoed": engine.reasons.vetoed(decision),
            "questions_left": [
                {"fact": fact, "could_change": ids} for fact, ids in open_questions.items()
            ],
        }

    def _steps(self) -> list[dict[str, Any]]:
        engine = self.engine
        split = engine.stages.split(self.decision)
        contact = self._human_contact(split)
        because = engine.reasons.of(self.decision, self.answers)
        return [
            {"id": stage, "steps": [self._step(a, because, a == contact) for a in split[stage]]}
            for stage in STAGES
            if stage in split
        ]

    def _human_contact(self, split: Mapping[str, list[int]]) -> int | None:
        """The step of `now` through which a child reaches a person."""
        if not self.engine.stages.of_child(self.decision):
            return None
        return next((a for a in split["now"] if a in self.engine.human_contacts), None)

    def _step(self, action: int, because: Because, reach_now: bool) -> dict[str, Any]:
        engine, values = self.engine, self.decision.values
        entry = engine.book["actions"][action]
        audience, country = self.answers.audience, self.answers.country
        contacts = engine.contacts.of(action, country, values, self.on)
        if self._without_data:
            contacts = engine.contacts.free_first(contacts)
        if reach_now:
            contacts = engine.contacts.reachable_first(contacts, country, self.on, self.at)
        return {
            "action": entry["id"],
            "phase": entry["phase"],
            "message": entry["message"],
            **self._duty(entry["id"]),
            **engine.wording.step(entry["id"], self.voice, values, self._emergency),
            "through_lead": engine.wording.through_lead(audience, entry["phase"], values),
            "contacts": contacts,
            "no_service": self._no_service(action) if not contacts else None,
            "because": because.as_dicts(action),
        }

    def _duty(self, action: str) -> dict[str, str]:
        """How sure we are that the law asks for a report, on the step that makes it."""
        if action != DUTY:
            return {}
        confirmed = self.engine.contacts.duty_confirmed(self.answers.country)
        return {"status": "confirmed" if confirmed else "unconfirmed"}

    def _no_service(self, action: int) -> str | None:
        """The sentence of a step whose service is not known here; None if it names none."""
        engine = self.engine
        if not engine.contacts.expected(action):
            return None
        name = engine.contacts.name(self.answers.country)
        return engine.wording.no_service(self.answers.audience, name)


class Engine:
    """A compiled rule book with its directory and words."""

    def __init__(
        self, book: dict[str, Any], directory: dict[str, Any], texts: dict[str, Any]
    ) -> None:
        self.book = book
        self.ids = [action["id"] for action in book["actions"]]
        self.reader = Reader(book)
        self.circuit = Circuit(book)
        self.stages = Stages(book)
        self.reasons = Reasons(self.circuit)
        self.contacts = Contacts(directory, book["actions"])
        self.wording = Wording(texts, book)
        self.own_directory = False
        self._other: tuple[dict[str, Any], Engine] | None = None
        self.human_contacts = frozenset(book["stages"]["child"]["human_contact"])

    @cached_property
    def questions(self) -> OpenQuestions:
        """Which questions still matter."""
        return OpenQuestions(self.book)

    def plan(self, raw: Any, on: date | None = None, at: time | None = None) -> Plan:
        """The plan for answers as people give them.

        Raises:
            BadAnswers: if an answer cannot be read.
        """
        answers = self.reader.read(raw)
        today = on or datetime.now(tz=UTC).date()
        decision = self.circuit.decide(answers.values)
        if self.own_directory:
            served = decision.chosen & ~self.contacts.unserved(answers.country)
            decision = decision._replace(chosen=served)
        return Plan(self, answers, decision, today, at)

    def knowing(self, directory: dict[str, Any]) -> Engine:
        """The same rules and words over another directory, such as one with local entries.

        The last one is kept: whoever asks again for the same table gets the same engine.
        """
        if self._other is None or self._other[0] is not directory:
            other = copy(self)
            other.contacts = Contacts(directory, self.book["actions"])
            other.own_directory = True
            self._other = (directory, other)
        return self._other[1]

    def condition(self, name: str, decision: Decision) -> bool:
        """Whether a condition of conditions.yaml holds."""
        return bool(decision.values[self.book["names"][name]])


@cache
def engine(rules: Path | None = None) -> Engine:
    """The engine over Waymark's compiled content, or over the rule files of a folder."""
    directory, texts = _compiled("directory"), _compiled("text.en")
    if rules is None:
        return Engine(_compiled("rules"), directory, texts)
    # Only an outsider who tries rules of their own needs the authoring side (and YAML).
    from waymark.plan.author import rule_book

    return Engine(rule_book(rules, directory, draft=True), directory, texts)


def _compiled(name: str) -> dict[str, Any]:
    path = COMPILED / f"{name}.json"
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise FileNotFoundError(f"{path.name} is not built yet; run: make env") from None
    return found
