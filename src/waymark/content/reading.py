# SPDX-License-Identifier: Apache-2.0
"""How hard a text is to read: Flesch-Kincaid grade, LIX and the longest sentence.

Nothing is downloaded: syllables come from the hyphenation patterns that pyphen carries.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pyphen

__all__ = ["Reading", "measure", "sentences", "syllables", "word_list"]

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n+")
_PLACEHOLDER = re.compile(r"\{[a-z_]+\}")
_VOWELS = re.compile(r"[aeiouy]+")
_HISSING = ("s", "x", "z", "c", "g", "ch", "sh")
_LONG_WORD = 6  # LIX counts words of more than six letters


@dataclass(frozen=True)
class Reading:
    """What one text asks of its reader."""

    words: int
    grade: float
    lix: float
    longest: str  # the longest sentence
    longest_words: int


def sentences(text: str) -> list[str]:
    """Split a text at full stops, question marks, exclamation marks and line ends."""
    return [part.strip() for part in _SENTENCE_END.split(text) if _WORD.search(part)]


def word_list(text: str) -> list[str]:
    """Return the words of a text; a placeholder counts as one short word."""
    return _WORD.findall(_PLACEHOLDER.sub("112", text))


@cache
def syllables(word: str, language: str = "en_US") -> int:
    """Count syllables, never fewer than the vowel groups of the word.

    Hyphenation patterns leave out breaks that no printer would use ("a-bout"), so on their own
    they make a text look easier than it is.
    """
    parts = re.sub(r"['’]", "", word.lower()).split("-")
    return sum(_part_syllables(part, language) for part in parts if part) or 1


def _part_syllables(part: str, language: str) -> int:
    hyphenated = str(_dictionary(language).inserted(part)).count("-") + 1
    return max(hyphenated, _vowel_groups(part)) if _VOWELS.search(part) else 0


def _vowel_groups(part: str) -> int:
    groups = len(_VOWELS.findall(part))
    return max(groups - 1 if _last_e_is_silent(part) else groups, 1)


def _last_e_is_silent(part: str) -> bool:
    """Tell "phone", "stopped" and "times" from "little", "ended" and "pages"."""
    stem = re.sub(r"e[ds]?$", "", part)
    if stem == part or _VOWELS.search(stem[-1:]):
        return False
    if part.endswith("ed"):
        return not stem.endswith(("t", "d"))
    if part.endswith("es"):
        return not stem.endswith(_HISSING)
    return not re.search(r"[^aeiouy]l$", stem)


@cache
def _dictionary(language: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=language)


def measure(text: str) -> Reading:
    """Measure a text that holds at least one word."""
    parts = sentences(text)
    words = word_list(text)
    count, lines = max(len(words), 1), max(len(parts), 1)
    sounds = sum(syllables(word) for word in words)
    long_words = sum(len(word) > _LONG_WORD for word in words)
    longest = max(parts, key=lambda part: len(word_list(part)), default="")
    return Reading(
        words=len(words),
        grade=0.39 * count / lines + 11.8 * sounds / count - 15.59,
        lix=count / lines + 100 * long_words / count,
        longest=longest,
        longest_words=len(word_list(longest)),
    )
