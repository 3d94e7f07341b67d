# SPDX-License-Identifier: Apache-2.0
"""Every text a person may read, with the file and line it stands on.

An action's variants are each read as the whole step that a person would see, so that a check
sees the words in the company in which they are shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from waymark.content.strict import ContentFault, Lined, load_with_lines

__all__ = [
    "ADULT_VOICES",
    "CHILD_VOICES",
    "Entry",
    "Piece",
    "TextFault",
    "read_texts",
    "text_folder",
]

CHILD_VOICES = ("under_13", "young_person")
ADULT_VOICES = ("parent", "professional")
_VOICES = (*CHILD_VOICES, *ADULT_VOICES)
_AUDIENCE_VOICE = {"child": "young_person", "parent": "parent", "professional": "professional"}
Where = tuple[str | int, ...]
_NOT_WORDS = {"language", "voice", "native_review", "reviewed_by", "when"}


@dataclass(frozen=True)
class TextFault:
    """One thing wrong with one text."""

    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        here = Path.cwd()
        near = self.file.relative_to(here) if self.file.is_relative_to(here) else self.file
        return f"{near}:{self.line}: {self.message}"


@dataclass(frozen=True)
class Piece:
    """One value of a text file."""

    key: str
    words: str
    line: int


@dataclass(frozen=True)
class Entry:
    """One step, question or page section as one reader sees it."""

    file: Path
    line: int
    kind: str  # action, question or page
    voice: str
    id: str
    when: tuple[tuple[str, str], ...]  # conditions of the variant, empty for the usual text
    pieces: tuple[Piece, ...]

    @property
    def whole(self) -> str:
        """All words of the entry, one value a line."""
        return "\n".join(piece.words for piece in self.pieces)

    def fault(self, message: str, line: int | None = None) -> TextFault:
        """Return a fault that points at this entry."""
        return TextFault(self.file, line or self.line, message)


def text_folder(language: str = "en") -> Path:
    """Return the folder that holds the texts of one language."""
    return Path(__file__).parent / "text" / language


def read_texts(folder: Path | None = None) -> tuple[list[Entry], list[TextFault]]:
    """Read every text file below a folder; what cannot be read is named, not skipped."""
    base = folder or text_folder()
    entries: list[Entry] = []
    faults: list[TextFault] = []
    for file in sorted(base.rglob("*.yaml")):
        if file.name == "words.yaml":
            continue
        try:
            entries += _file_entries(file)
        except ContentFault as error:
            faults += [TextFault(file, found.line, found.message) for found in error.faults]
    return entries, faults


def _file_entries(file: Path) -> list[Entry]:
    source = _Source(file, load_with_lines(file))
    if not isinstance(source.lined.data, dict):
        raise source.lined.fault("keys and values expected here")
    if source.kind == "page":
        return list(source.page_entries())
    texts = source.lined.data.get("texts")
    if not isinstance(texts, dict):
        raise source.lined.fault("no `texts:`")
    read = source.action_entries if source.kind == "action" else source.question_entries
    return [entry for key in texts for entry in read(key)]


@dataclass(frozen=True)
class _Source:
    """One text file on its way to entries."""

    file: Path
    lined: Lined

    @property
    def kind(self) -> str:
        if self.file.parent.name == "actions":
            return "action"
        return "question" if self.file.name.startswith("questions.") else "page"

    @property
    def voice(self) -> str:
        named = str(self.lined.data.get("voice", self.file.stem.rpartition(".")[2]))
        # the start and plan pages are read by children too, unless a part of them names an adult
        return _voice_of(named, "young_person")

    def at(self, *where: str | int) -> Any:
        """The data at a path, which has to be keys and values."""
        data = self.lined.data
        for step in where:
            data = data[step]
        if not isinstance(data, dict):
            raise self.lined.fault("keys and values expected here", *where)
        return data

    def entry(self, id_: str, voice: str, where: Where, pieces: list[Piece]) -> Entry:
        line = self.lined.line(*where)
        return Entry(self.file, line, self.kind, voice, id_, (), tuple(pieces))

    def action_entries(self, key: str) -> Iterator[Entry]:
        usual = dict(self.own_pieces("texts", key))
        base = self.entry(key, self.voice, ("texts", key), list(usual.values()))
        yield base
        for number in range(len(self.at("texts", key).get("variants") or [])):
            where = ("texts", key, "variants", number)
            when = self.at(*where).get("when")
            if not isinstance(when, dict):
                raise self.lined.fault(f"{key}: a variant needs a `when`", *where)
            pieces = tuple((usual | dict(self.own_pieces(*where))).values())
            line = self.lined.line(*where)
            yield replace(base, line=line, when=tuple(_conditions(when)), pieces=pieces)

    def own_pieces(self, *where: str | int) -> Iterator[tuple[str, Piece]]:
        for name, value in self.at(*where).items():
            if name not in _NOT_WORDS and isinstance(value, str | int):
                yield name, self.piece(name, value, (*where, name))

    def question_entries(self, key: str) -> Iterator[Entry]:
        where = ("texts", key)
        yield self.entry(key, self.voice, where, list(self.leaves(self.at(*where), where)))

    def page_entries(self) -> Iterator[Entry]:
        for key in self.lined.data:
            if key not in _NOT_WORDS:
                yield from self.section(self.voice, (key,))

    def section(self, voice: str, where: Where) -> Iterator[Entry]:
        """One entry a section; a part under the name of a reader is that reader's own."""
        own = _voice_of(str(where[-1]), voice)
        data = self.lined.data
        for step in where:
            data = data[step]
        apart = [
            name for name in _parts(data) if where == ("texts",) or _voice_of(name, own) != own
        ]
        for name in apart:
            yield from self.section(own, (*where, name))
        shown = {name: part for name, part in _parts(data).items() if name not in apart}
        pieces = list(self.leaves(shown if isinstance(data, dict) else data, where))
        if pieces:
            yield self.entry(".".join(map(str, where)), own, where, pieces)

    def leaves(self, data: Any, where: Where) -> Iterator[Piece]:
        if isinstance(data, dict):
            for name, part in data.items():
                if name not in _NOT_WORDS:
                    yield from self.leaves(part, (*where, name))
        elif isinstance(data, list):
            for number, part in enumerate(data):
                yield from self.leaves(part, (*where, number))
        elif isinstance(data, str):
            key = next(step for step in reversed(where) if isinstance(step, str))
            yield self.piece(key, data, where)

    def piece(self, key: str, value: str | int, where: Where) -> Piece:
        return Piece(key, str(value), self.lined.line(*where))


def _parts(data: Any) -> dict[str, Any]:
    return data if isinstance(data, dict) else {}


def _voice_of(name: str, voice: str) -> str:
    name = _AUDIENCE_VOICE.get(name, name)
    return name if name in _VOICES else voice


def _conditions(when: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in when.items():
        if isinstance(value, list):
            yield name, ",".join(str(item) for item in value)
        else:
            yield name, str(value).lower() if isinstance(value, bool) else str(value)
