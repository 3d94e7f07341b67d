# SPDX-License-Identifier: Apache-2.0
"""All reviewed English texts as one plain table, each checked against the ids it speaks of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import Field

from waymark.content.schema import Model, Text, read
from waymark.content.strict import ContentFault, ContentFaults, Lined, load_with_lines

__all__ = ["VOICES", "compile_texts", "missing_texts"]

CONTENT = Path(__file__).parent
VOICES = {
    "child": ("under_13", "young_person"),
    "parent": ("parent",),
    "professional": ("professional",),
}
PAGES = ("start", "plan", "help", "law")
UNKNOWN = "unknown"

Table = dict[str, Any]
Adder = Callable[["_Known", Lined, Path, Table], None]


class Variant(Model):
    """Words for a narrower case; the keys it has take the place of the usual ones."""

    when: dict[str, bool | list[str]]
    title: Text | None = None
    text: Text | None = None
    say: Text | None = None
    note: Text | None = None
    avoid: Text | None = None


class Step(Model):
    """The words of one action in one voice."""

    title: Text
    text: Text
    say: Text | None = None
    note: Text | None = None
    avoid: Text | None = None
    variants: list[Variant] = Field(default_factory=list)


class Steps(Model):
    """A file of actions: one phase, one voice."""

    language: str
    voice: str
    native_review: str | None
    reviewed_by: str | None
    texts: dict[str, Step]


class Friend(Model):
    """The words of a question when it is about a friend."""

    title: Text
    hint: Text | None = None
    options: dict[str, Text] = Field(default_factory=dict)


class Question(Model):
    """The words of one question for one audience."""

    title: Text
    title_again: Text | None = None
    witness: Friend | None = None
    hint: Text | None = None
    why: Text | None = None
    options: dict[str, Text] = Field(default_factory=dict)


class Questions(Model):
    """A file of questions for one audience."""

    language: str = "en"
    voice: str | None = None
    audience: str | None = None
    native_review: str | None = None
    reviewed_by: str | None = None
    texts: dict[str, Question]


@dataclass
class _Known:
    """The ids that texts may name."""

    actions: dict[str, Table]
    facts: dict[str, Table]
    conditions: frozenset[str]
    faults: list[ContentFault] = field(default_factory=list)

    def condition(self, lined: Lined, name: str, value: Any, *where: str | int) -> None:
        """Note a fault where a `when` names something that does not exist."""
        fact, _, member = name.partition(".")
        if name in self.conditions:
            wanted = "true or false" if not isinstance(value, bool) else None
        elif fact not in self.facts:
            wanted = "a fact, a list member as demand.money, or a condition"
        elif member:
            known = member in _values(self.facts[fact])
            wanted = None if known and isinstance(value, bool) else f"{fact}.<value>: true or false"
        else:
            values = [*_values(self.facts[fact]), UNKNOWN]
            known = isinstance(value, list) and set(value) <= set(values)
            wanted = None if known else f"a list of {', '.join(values)}"
        if wanted:
            message = f"when {name}: got {value!r}, allowed: {wanted}"
            self.faults.append(lined.fault(message, *where, "when", name))


def compile_texts(content: Path = CONTENT) -> tuple[str, Table]:
    """The name of the compiled file and what belongs into it. Raises ContentFault."""
    known = _known(content)
    folder = content / "text" / "en"
    table: Table = {"language": "en", "actions": {}, "questions": {}, "reviews": {}}
    for path in sorted((folder / "actions").glob("*.yaml")):
        _collect(known, _add_steps, path, table)
    for path in sorted(folder.glob("questions.*.yaml")):
        _collect(known, _add_questions, path, table)
    for name in PAGES:
        if (path := folder / f"{name}.yaml").exists():
            _collect(known, _add_page, path, table)
    if known.faults:
        raise ContentFaults(known.faults)
    return "text.en.json", table


def missing_texts(table: Table, content: Path = CONTENT) -> list[ContentFault]:
    """Actions and questions that somebody can be shown and that have no words yet."""
    rules = load_with_lines(content / "rules" / "actions.yaml")
    found = []
    for place, action in enumerate(rules.data["actions"]):
        has = table["actions"].get(action["id"], {})
        voices = [voice for audience in action["who"] for voice in VOICES[audience]]
        if lacks := [voice for voice in voices if voice not in has]:
            message = f"{action['id']} has no text for {', '.join(lacks)}"
            found.append(rules.fault(message, "actions", place))
    facts = load_with_lines(content / "rules" / "facts.yaml")
    for place, fact in enumerate(facts.data["facts"]):
        asked = [one for one in fact.get("asked_of", []) if not fact.get("required")]
        if lacks := [one for one in asked if fact["name"] not in table["questions"].get(one, {})]:
            message = f"{fact['name']} has no question for {', '.join(lacks)}"
            found.append(facts.fault(message, "facts", place))
    return found


def _known(content: Path) -> _Known:
    actions = load_with_lines(content / "rules" / "actions.yaml").data["actions"]
    facts = load_with_lines(content / "rules" / "facts.yaml").data["facts"]
    conditions = load_with_lines(content / "rules" / "conditions.yaml").data["conditions"]
    return _Known(
        {action["id"]: action for action in actions},
        {fact["name"]: fact for fact in facts},
        frozenset(conditions),
    )


def _collect(known: _Known, add: Adder, path: Path, table: Table) -> None:
    """Read one file; its faults join the others, so that an author sees all at once."""
    try:
        add(known, load_with_lines(path), path, table)
    except ContentFault as fault:
        known.faults.extend(fault.faults)


def _add_steps(known: _Known, lined: Lined, path: Path, table: Table) -> None:
    file = read(Steps, lined)
    if not path.name.endswith(f".{file.voice}.yaml"):
        known.faults.append(lined.fault(f"the file is not named for {file.voice}", "voice"))
    table["reviews"][path.name] = {"native": file.native_review, "by": file.reviewed_by}
    for id_, step in file.texts.items():
        _check_step(known, lined, path, id_, file.voice)
        for place, variant in enumerate(step.variants):
            for name, value in variant.when.items():
                known.condition(lined, name, value, "texts", id_, "variants", place)
        voices = table["actions"].setdefault(id_, {})
        if file.voice in voices:
            message = f"{id_} has words for {file.voice} in another file"
            known.faults.append(lined.fault(message, "texts", id_))
        # unset, not none: a variant may say `note: null` to take a note away
        voices[file.voice] = step.model_dump(mode="json", exclude_unset=True)


def _check_step(known: _Known, lined: Lined, path: Path, id_: str, voice: str) -> None:
    action = known.actions.get(id_)
    message = None
    if action is None:
        message = f"there is no action {id_}"
    elif voice not in [one for audience in action["who"] for one in VOICES[audience]]:
        message = f"{id_} is not for {voice}"
    elif not path.name.startswith(f"phase-{action['phase']}."):
        message = f"{id_} belongs to phase {action['phase']}"
    if message:
        known.faults.append(lined.fault(message, "texts", id_))


def _add_questions(known: _Known, lined: Lined, path: Path, table: Table) -> None:
    audience = path.name.split(".")[1]
    if audience not in VOICES:
        raise ContentFault(path, 1, f"{audience} is no audience")
    file = read(Questions, lined)
    table["reviews"][path.name] = {"native": file.native_review, "by": file.reviewed_by}
    for name, question in file.texts.items():
        where = ("texts", name)
        fact = known.facts.get(name)
        if fact is None:
            known.faults.append(lined.fault(f"there is no fact {name}", *where))
            continue
        offered = [*_values(fact), *([fact["absent"]] if "absent" in fact else [])]
        for option in (*question.options, *(question.witness.options if question.witness else ())):
            if option not in offered:
                message = f"{name}: got {option!r}, allowed: {', '.join(offered)}"
                known.faults.append(lined.fault(message, *where, "options", option))
    table["questions"][audience] = {
        name: question.model_dump(mode="json", exclude_none=True)
        for name, question in file.texts.items()
    }


def _add_page(_: _Known, lined: Lined, path: Path, table: Table) -> None:
    if not isinstance(lined.data, dict):
        raise lined.fault("keys and values expected here")
    about = ("language", "voice", "native_review", "reviewed_by")
    table["reviews"][path.name] = {
        "native": lined.data.get("native_review"),
        "by": lined.data.get("reviewed_by"),
    }
    table[path.stem] = {key: part for key, part in lined.data.items() if key not in about}


def _values(fact: Table) -> list[str]:
    return [str(value) for value in fact.get("values") or []]
