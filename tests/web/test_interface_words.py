# SPDX-License-Identifier: Apache-2.0
"""The words of buttons and headings keep the rules of every text a child reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from waymark.content.reading import measure
from waymark.content.wordlists import read_word_rules

PAGES = Path(__file__).parents[2] / "src" / "waymark" / "web" / "public"
ADULTS = {"people.html", "options.html"}
TRANSLATED = re.compile(r"""{% translate "((?:[^"\\\\]|\\\\.)+)" %}""")


def said(children_only: bool = True):
    for page in sorted(PAGES.rglob("*.html")):
        if not (children_only and page.name in ADULTS):
            for words in TRANSLATED.findall(page.read_text("utf-8")):
                yield page.name, words


def test_there_are_words_to_check():
    assert len(list(said())) > 60


@pytest.mark.parametrize(("page", "words"), sorted(set(said())))
def test_a_child_can_read_it(page, words):
    reading = measure(words)
    assert reading.longest_words <= 20
    if reading.words >= 12:
        assert reading.grade <= 5
        assert reading.lix <= 30


def test_no_word_blames_or_labels():
    rules = read_word_rules()
    every = "\n".join(words for _, words in said(children_only=False))
    every = rules.allowed.sub("", every) if rules.allowed else every
    for one in rules.lists:
        if not (one.denied or one.advice or one.entries) and "young_person" in (
            one.voices or ("young_person",)
        ):
            assert one.pattern.findall(every) == [], one.id


def test_every_word_on_a_page_can_be_translated():
    bare = re.compile(r">([^<>{}%]*[A-Za-z]{3,}[^<>{}%]*)<")
    for page in PAGES.rglob("*.html"):
        text = re.sub(r"<code>.*?</code>|<bdi>openapi.json</bdi>", "", page.read_text("utf-8"))
        text = re.sub(r"{%.*?%}|{{.*?}}", "", text)
        assert bare.findall(text) == [], page.name
