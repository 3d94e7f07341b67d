# SPDX-License-Identifier: Apache-2.0
"""The word checks find what they are for, and let kind words pass."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from waymark.content.reading import measure, sentences, syllables
from waymark.content.texts import read_texts, text_folder
from waymark.content.word_invariants import WORD_INVARIANTS, WordResult, check_words
from waymark.content.wordcheck import check_folder
from waymark.content.words import main

HEAD = "language: en\nvoice: {voice}\nnative_review: null\nreviewed_by: null\ntexts:\n"
VOICES = ("under_13", "young_person", "parent", "professional")


class Book:
    """A folder of texts in which one fault at a time is planted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "actions").mkdir()
        self.actions: dict[str, set[str]] = {}

    def says(self, action: str, voice: str, text: str, extra: str = "") -> Book:
        file = self.folder / "actions" / f"phase-{len(self.actions)}.{voice}.yaml"
        body = f"  {action}:\n    title: Take one step\n    text: >\n      {text}\n{extra}"
        file.write_text(HEAD.format(voice=voice) + body, "utf-8")
        self.actions.setdefault(action + voice, set()).add(voice)
        return self

    def result(self, number: str) -> WordResult:
        known = self.folder.parent / "actions.yaml"
        known.write_text("actions:\n  - {id: say_no_help, who: [child, parent]}\n", "utf-8")
        return next(r for r in check_words(self.folder, known) if r.id == number)

    def messages(self, number: str) -> str:
        return "\n".join(str(fault) for fault in self.result(number).faults)


@pytest.fixture
def book(tmp_path):
    folder = tmp_path / "en"
    folder.mkdir()
    return Book(folder)


# number: the step, the voice, a text with the fault, and what the fault says
PLANTED = {
    "21": (
        "preserve_non_image_evidence",
        "parent",
        "Take a screenshot of it all. Note the date.",
        "must not show nudity",
    ),
    "25": ("do_not_pay", "parent", "It was wrong to pay. Stop now.", '"wrong to pay"'),
    "39": (
        "report_position_of_trust_concern",
        "professional",
        "First question the person about it.",
        '"question the person"',
    ),
    "41": ("report_to_police", "young_person", "You may get a record for this.", '"get a record"'),
    "46": ("choose_safe_adult", "young_person", "Pick an aunt or a doctor.", "anyone at school"),
    "47": (
        "contact_child_helpline",
        "under_13",
        "You need your parents to call.",
        '"you need your parents"',
    ),
    "48": ("say_no_help", "young_person", "Write down what you said.", '"write down"'),
    "51": ("do_not_send_more", "young_person", "Why did you send it? Stop.", '"why did you send"'),
    "52": ("report_to_police", "parent", "Report the child pornography.", '"child pornography"'),
    "53": ("risk_assess_incident", "professional", "Ask if it was consensual.", '"consensual"'),
    "54": ("do_not_forward", "young_person", "You can go to prison for that.", '"prison"'),
    "55": ("hash_take_it_down", "parent", "The picture will be gone by tonight.", '"will be gone"'),
    "56": ("do_not_forward", "under_13", "Do not send sexual things.", '"sexual"'),
    "60": ("report_to_platform", "parent", "Report it in the app.", "not held against them"),
    "69": ("hash_take_it_down", "parent", "Send us a copy of the picture.", '"send us'),
    "94": ("report_to_police", "young_person", "Ring the police today.", "with an adult"),
}


@pytest.mark.parametrize("number", WORD_INVARIANTS)
def test_a_planted_fault_is_found(book, number):
    action, voice, text, said = PLANTED[number]
    book.says(action, voice, text)
    result = book.result(number)
    assert result.status == "broken"
    assert said in book.messages(number)


def test_each_fault_names_its_file_and_line(book):
    book.says("do_not_send_more", "young_person", "You should have said no.")
    assert "phase-0.young_person.yaml:8: " in book.messages("51")


@pytest.mark.parametrize(
    "kind",
    [
        "It is not your fault.",
        "None of this is your fault.",
        "Do not send us the picture.",
        "Never confront this person.",
        "Nobody will take your phone away.",
    ],
)
def test_kind_words_and_denials_pass(book, kind):
    book.says("say_no_help", "young_person", kind)
    for number in ("51", "54", "55", "69"):
        assert book.result(number).status == "tested", book.messages(number)


def test_a_denial_in_another_sentence_does_not_help(book):
    book.says("say_no_help", "young_person", "Do not worry. Send us the picture.")
    assert book.result("69").status == "broken"


def test_typographic_quotes_hide_nothing(book):
    book.says("say_no_help", "young_person", "You shouldn’t have sent it.")
    assert book.result("51").status == "broken"


def test_a_missing_voice_is_named(book):
    book.says("say_no_help", "young_person", "You can say no.")
    assert "say_no_help: no text for under_13" in book.messages("94")


def test_a_variant_without_notes_lets_the_usual_text_speak_of_them(book):
    variant = "    variants:\n      - when: {reach: true}\n        text: Say it out loud.\n"
    book.says("say_no_help", "young_person", "Write down what you want to say.", variant)
    assert book.result("48").status == "tested"


def test_two_texts_with_one_long_sentence_are_found(book):
    long = "This long sentence has clearly more than eight different words."
    book.says("say_no_help", "young_person", long).says("do_not_pay", "parent", long)
    assert any("stands in" in fault.message for fault in check_folder(book.folder))


def test_numbers_and_addresses_do_not_belong_into_a_text(book):
    book.says("say_no_help", "young_person", "Ring 0800 1111 or see www.help.org today.")
    assert any("come from the directory" in f.message for f in check_folder(book.folder))


def test_a_long_sentence_and_hard_words_are_found(book):
    hard = "Immediately and without any further or additional delay communicate the circumstances surrounding the inappropriate interaction to an appropriately qualified professional organisation, notwithstanding reservations or considerations of confidentiality."
    book.says(
        "say_no_help", "under_13", hard + " Subsequently, obtain professional representation."
    )
    said = "\n".join(fault.message for fault in check_folder(book.folder))
    assert "words in one sentence" in said
    assert "reading grade" in said
    assert "LIX" in said


def test_a_broken_file_is_a_fault_and_not_a_crash(book, capsys):
    (book.folder / "start.yaml").write_text("a: [", "utf-8")
    assert main([str(book.folder)]) == 1
    shown = capsys.readouterr().out
    assert "start.yaml:" in shown
    assert "not valid YAML" in shown


def test_every_text_of_ours_is_in_order():
    assert [str(fault) for fault in check_folder()] == []


def test_every_invariant_about_words_holds():
    broken = {r.id: [str(f) for f in r.faults][:3] for r in check_words() if r.status == "broken"}
    assert broken == {}


def test_one_planted_word_in_a_copy_of_our_texts_is_found(tmp_path):
    copy = shutil.copytree(text_folder(), tmp_path / "en")
    file = next(copy.glob("actions/*.young_person.yaml"))
    file.write_text(file.read_text("utf-8").replace("text: ", "text: How could you? ", 1), "utf-8")
    assert any('"how could you"' in fault.message for fault in check_folder(copy))


def test_texts_are_read_in_each_voice():
    entries, faults = read_texts()
    assert faults == []
    assert {entry.voice for entry in entries} == set(VOICES)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("phone", 1),
        ("little", 2),
        ("stopped", 1),
        ("ended", 2),
        ("about", 2),
        ("emergency", 4),
        ("grown-up", 2),
        ("don't", 1),
        ("pages", 2),
    ],
)
def test_syllables_are_counted_as_they_are_heard(word, count):
    assert syllables(word) == count


def test_a_childs_text_is_easy_and_a_legal_one_is_not():
    easy = measure("Stop. You do not have to answer. Tell a grown-up you trust.")
    hard = measure(
        "Possession of indecent photographs constitutes an offence notwithstanding subsequent deletion."
    )
    assert easy.grade < 2
    assert hard.grade > 15
    assert easy.lix < 30 < hard.lix


def test_sentences_end_at_stops_and_at_line_ends():
    assert sentences('He said "stop." Then he left!\nNext line') == [
        'He said "stop.',
        "Then he left!",
        "Next line",
    ]
