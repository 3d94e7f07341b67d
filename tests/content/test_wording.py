# SPDX-License-Identifier: Apache-2.0
"""A text that speaks of something that does not exist is named with file and line."""

from __future__ import annotations

import pytest

from waymark.content.strict import ContentFault
from waymark.content.wording import compile_texts, missing_texts

RULES = {
    "actions.yaml": """
actions:
  - {id: say_no_help, phase: 2, who: [child, parent]}
  - {id: record_incident, phase: 4, who: [professional]}
""",
    "facts.yaml": """
facts:
  - {name: audience, kind: choice, required: true, values: [child], asked_of: [child]}
  - {name: threat, kind: choice, values: [none, implied, explicit], asked_of: [child]}
  - {name: demand, kind: list, values: [money, meeting], asked_of: [parent]}
""",
    "conditions.yaml": """
conditions:
  blackmail: [{threat: [implied, explicit]}]
""",
}
STEPS = """
language: en
voice: young_person
native_review: null
reviewed_by: null
texts:
  say_no_help:
    title: Say no your way
    text: You can leave the chat.
    variants:
      - when: {threat: [explicit], blackmail: true, demand.money: false}
        text: You can leave the chat now.
"""
QUESTIONS = """
language: en
texts:
  threat:
    title: Has anyone threatened you?
    options: {none: Nobody did, explicit: Yes somebody did}
"""


@pytest.fixture
def content(tmp_path):
    """A small content folder in which every text is right."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "text" / "en" / "actions").mkdir(parents=True)
    for name, text in RULES.items():
        (tmp_path / "rules" / name).write_text(text, encoding="utf-8")
    write(tmp_path, "actions/phase-2.young_person.yaml", STEPS)
    write(tmp_path, "questions.child.yaml", QUESTIONS)
    return tmp_path


def write(folder, name, text):
    (folder / "text" / "en" / name).write_text(text, encoding="utf-8")


def test_texts_are_found_by_action_and_voice_and_by_audience(content):
    name, table = compile_texts(content)
    assert name == "text.en.json"
    step = table["actions"]["say_no_help"]["young_person"]
    assert step["title"] == "Say no your way"
    assert step["variants"][0]["when"] == {
        "threat": ["explicit"],
        "blackmail": True,
        "demand.money": False,
    }
    assert table["questions"]["child"]["threat"]["options"]["none"] == "Nobody did"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  say_no_help:", "  say_no:", "there is no action say_no"),
        ("  say_no_help:", "  record_incident:", "record_incident is not for young_person"),
        ("voice: young_person", "voice: parent", "not named for parent"),
        ("threat: [explicit]", "threat: [loud]", "allowed: a list of none, implied, explicit"),
        ("threat: [explicit]", "threat: true", "allowed: a list of none"),
        ("threat: [explicit]", "thread: [explicit]", "when thread: got"),
        ("blackmail: true", "blackmail: [a]", "allowed: true or false"),
        ("demand.money", "demand.gold", "demand.<value>"),
        ("    title: Say no your way\n", "", "title: is missing"),
        ("text: You can leave the chat.", "txt: You can leave the chat.", "is not known here"),
        ("blackmail: true", "blackmail: yes", "quote this"),
        ("reviewed_by: null\n", "", "reviewed_by: is missing"),
    ],
)
def test_a_mistake_in_a_step_is_named_with_file_and_line(content, old, new, says):
    write(content, "actions/phase-2.young_person.yaml", STEPS.replace(old, new))
    with pytest.raises(ContentFault) as caught:
        compile_texts(content)
    assert says in str(caught.value)
    assert "phase-2.young_person.yaml:" in str(caught.value)


def test_a_step_in_the_file_of_another_phase_is_named(content):
    write(content, "actions/phase-3.young_person.yaml", STEPS)
    with pytest.raises(ContentFault, match="belongs to phase 2"):
        compile_texts(content)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  threat:", "  threats:", "there is no fact threats"),
        ("explicit: Yes", "loud: Yes", "got 'loud', allowed: none, implied, explicit"),
        ("title:", "heading:", "is not known here"),
    ],
)
def test_a_mistake_in_a_question_is_named_with_file_and_line(content, old, new, says):
    write(content, "questions.child.yaml", QUESTIONS.replace(old, new))
    with pytest.raises(ContentFault, match=r"questions\.child\.yaml:\d+: ") as caught:
        compile_texts(content)
    assert says in str(caught.value)


def test_all_mistakes_are_named_at_once(content):
    write(content, "actions/phase-2.young_person.yaml", STEPS.replace("  say_no_help", "  say_no"))
    write(content, "questions.child.yaml", QUESTIONS.replace("  threat:", "  threats:"))
    with pytest.raises(ContentFault) as caught:
        compile_texts(content)
    assert len(caught.value.faults) == 2


def test_what_somebody_can_be_shown_and_has_no_words_is_named(content):
    gaps = [fault.message for fault in missing_texts(compile_texts(content)[1], content)]
    assert gaps == [
        "say_no_help has no text for under_13, parent",
        "record_incident has no text for professional",
        "demand has no question for parent",
    ]
