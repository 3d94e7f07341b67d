# SPDX-License-Identifier: Apache-2.0
"""The word lists of one language and how a phrase is found in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from waymark.content.reading import sentences
from waymark.content.strict import load
from waymark.content.texts import Entry, Piece, text_folder

__all__ = ["Limits", "WordList", "WordRules", "phrase_pattern", "plain", "read_word_rules"]

_DENIAL = re.compile(
    r"\b(?:not|never|no|nobody|none|nothing|cannot|without|nor|neither|instead of)\b|n't\b"
)
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‑": "-", "\n": " "})


@dataclass(frozen=True)
class Limits:
    """How hard a text may be for one reader; a missing limit is not checked."""

    grade: int
    sentence: int
    lix: int | None = None


@dataclass(frozen=True)
class WordList:
    """Phrases kept out of the texts of some readers, for one reason."""

    id: str
    invariants: tuple[int, ...]
    pattern: re.Pattern[str]
    voices: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    denied: bool = False
    advice: bool = False

    def applies_to(self, entry: Entry) -> bool:
        """Say whether the list is for this reader and step."""
        if self.advice and entry.kind == "question":
            return False
        reader = not self.voices or entry.voice in self.voices
        return reader and (not self.entries or entry.id in self.entries)


@dataclass(frozen=True)
class WordRules:
    """Everything words.yaml says."""

    limits: Mapping[str, Limits]
    lists: tuple[WordList, ...]
    allowed: re.Pattern[str] | None
    says: Mapping[str, re.Pattern[str]]
    shared: frozenset[str]

    def found(self, words: WordList, piece: Piece) -> Iterator[str]:
        """Yield each phrase of a list that a text holds and may not."""
        for sentence in sentences(plain(piece.words)):
            text = self.allowed.sub(" | ", sentence) if self.allowed else sentence
            for match in words.pattern.finditer(text):
                if not (words.denied and _DENIAL.search(text[: match.start()])):
                    yield match.group()

    def tells(self, what: str, text: str) -> bool:
        """Say whether a text says one of the things named under `says`."""
        return self.says[what].search(plain(text)) is not None

    def denies(self, what: str, text: str) -> bool:
        """Say whether one sentence both names a thing of `says` and denies it."""
        spoken = self.says[what]
        return any(
            spoken.search(sentence) and _DENIAL.search(sentence)
            for sentence in sentences(plain(text))
        )


def plain(text: str) -> str:
    """Lower case, straight quotes, single spaces; line ends stay sentence ends."""
    lines = (" ".join(line.translate(_QUOTES).split()) for line in text.lower().split("\n"))
    return "\n".join(lines)


def phrase_pattern(phrases: list[str]) -> re.Pattern[str]:
    """Match any of the phrases as whole words; `*` stands for up to three words."""
    ordered = sorted((plain(phrase) for phrase in phrases), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(_one_phrase, ordered)) + r")(?![\w-])")


def _one_phrase(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ \*\ ", r"\ (?:[\w'-]+\ ){0,3}").replace(r"\ ", r"\s+")


@cache
def read_word_rules(file: Path | None = None) -> WordRules:
    """Read the word rules of one language."""
    raw = load(file or text_folder() / "words.yaml")
    return WordRules(
        limits={voice: Limits(**limits) for voice, limits in raw["limits"].items()},
        lists=tuple(_word_list(item) for item in raw["lists"]),
        allowed=phrase_pattern(raw["allowed"]) if raw["allowed"] else None,
        says={name: phrase_pattern(phrases) for name, phrases in raw["says"].items()},
        shared=frozenset(plain(sentence) for sentence in raw["shared"]),
    )


def _word_list(raw: dict[str, Any]) -> WordList:
    return WordList(
        id=raw["id"],
        invariants=tuple(raw["invariants"]),
        pattern=phrase_pattern(raw["phrases"]),
        voices=tuple(raw.get("voices", ())),
        entries=tuple(raw.get("entries", ())),
        denied=raw.get("denied", False),
        advice=raw.get("advice", False),
    )
