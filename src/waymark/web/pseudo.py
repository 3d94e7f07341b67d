# SPDX-License-Identifier: Apache-2.0
"""Two generated languages that prove the layout: one written right to left, one of long words.

They change every text a visitor may see, ours and the reviewed ones alike, and are switched on by
a setting only. A line that stays English in them is a line nobody can translate.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable

from django.utils.translation import trans_real

__all__ = ["LONG", "RTL", "change", "direction", "install"]

RTL = "ar-xb"
LONG = "de-xl"
# What a translator would leave alone: placeholders, entities, tags, addresses and numbers.
_KEPT = re.compile(r"(%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]+\}|&\w+;|<[^>]+>|https?://\S+|[\d+()]+)")
_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابصدعفغهيجكلمنوبقرستوثوخيز")
_WORD = re.compile(r"[A-Za-z]{3,}")


def change(text: str, language: str) -> str:
    """Return the text in a generated language; in any other language as it is."""
    turn = {RTL: _mirrored, LONG: _lengthened}.get(language)
    if turn is None or not text:
        return text
    return "".join(
        part if place % 2 else turn(part) for place, part in enumerate(_KEPT.split(text))
    )


def direction(language: str) -> str:
    """Return the direction in which a language is written."""
    return "rtl" if language.split("-", maxsplit=1)[0] in {"ar", "fa", "he", "ur"} else "ltr"


def install(language: str) -> None:
    """Make Django's own translation speak a generated language."""
    trans_real._translations[language] = _Generated(language)  # type: ignore[attr-defined]  # noqa: SLF001


def _mirrored(text: str) -> str:
    return text.lower().translate(_LETTERS)


def _lengthened(text: str) -> str:
    return _WORD.sub(lambda word: word[0] + word[0].lower()[: max(3, len(word[0]) // 2)], text)


class _Generated(gettext.NullTranslations):
    """Answers every request of gettext with the changed English."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._turn: Callable[[str], str] = lambda text: change(text, language)
        self._spoken = language

    def gettext(self, message: str) -> str:
        return self._turn(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._turn(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self._turn(message)

    def language(self) -> str:
        return self._spoken

    def to_language(self) -> str:
        return self._spoken
