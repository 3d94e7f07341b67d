# SPDX-License-Identifier: Apache-2.0
"""Every text a person may read, with the file and line it stands on.

An action's variants are each read as the whole step that a person would see, so that a check
sees the words in the company in which they are shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

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
_NOT_WORDS = {"language", "voice", "native_review", "reviewed_by", "when"}


@dataclass(frozen=True)
class TextFault:
    """One thing wrong with one text."""

    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


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
        except _Unreadable as error:
            faults.append(TextFault(file, error.line, str(error)))
    return entries, faults


class _Unreadable(Exception):
    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def _file_entries(file: Path) -> list[Entry]:
    root = _compose(file)
    fields = _fields(root)
    kind = _kind(file)
    voice = _file_voice(file, fields)
    if kind == "page":
        return list(_page_entries(file, root, voice))
    texts = fields.get("texts")
    if texts is None:
        raise _Unreadable("no `texts:`", 1)
    read = _action_entries if kind == "action" else _question_entries
    return [entry for key, node in _fields(texts).items() for entry in read(file, voice, key, node)]


def _compose(file: Path) -> yaml.Node:
    try:
        root = yaml.compose(file.read_text("utf-8"), yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "is not UTF-8 text"
        raise _Unreadable(str(problem), mark.line + 1 if mark else 1) from error
    if root is None:
        raise _Unreadable("is empty", 1)
    return root


def _fields(node: yaml.Node) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise _Unreadable("keys and values expected here", node.start_mark.line + 1)
    return {str(key.value): value for key, value in node.value}


def _kind(file: Path) -> str:
    if file.parent.name == "actions":
        return "action"
    return "question" if file.name.startswith("questions.") else "page"


def _file_voice(file: Path, fields: dict[str, yaml.Node]) -> str:
    named = fields.get("voice")
    value = str(named.value) if named is not None else file.stem.rpartition(".")[2]
    value = _AUDIENCE_VOICE.get(value, value)
    # the start and plan pages are read by children too, unless a part of them names an adult
    return value if value in _VOICES else "young_person"


def _action_entries(file: Path, voice: str, key: str, node: yaml.Node) -> Iterator[Entry]:
    usual = {name: piece for name, piece in _own_pieces(node)}
    line = node.start_mark.line
    yield Entry(file, line, "action", voice, key, (), tuple(usual.values()))
    variants = _fields(node).get("variants")
    for variant in variants.value if variants is not None else []:
        shown = usual | dict(_own_pieces(variant))
        when = _fields(variant).get("when")
        conditions = tuple(_conditions(when)) if when is not None else (("when", "missing"),)
        yield Entry(
            file,
            variant.start_mark.line + 1,
            "action",
            voice,
            key,
            conditions,
            tuple(shown.values()),
        )


def _own_pieces(node: yaml.Node) -> Iterator[tuple[str, Piece]]:
    for name, value in _fields(node).items():
        if isinstance(value, yaml.ScalarNode) and name not in _NOT_WORDS:
            yield name, _piece(name, value)


def _conditions(node: yaml.Node) -> Iterator[tuple[str, str]]:
    for name, value in _fields(node).items():
        if isinstance(value, yaml.SequenceNode):
            yield name, ",".join(str(item.value) for item in value.value)
        else:
            yield name, str(value.value)


def _question_entries(file: Path, voice: str, key: str, node: yaml.Node) -> Iterator[Entry]:
    yield Entry(
        file, node.start_mark.line, "question", voice, key, (), tuple(_leaves(node, key))
    )


def _page_entries(file: Path, root: yaml.Node, voice: str) -> Iterator[Entry]:
    for key, node in _fields(root).items():
        if key in _NOT_WORDS:
            continue
        yield from _page_parts(file, key, node, voice)


def _page_parts(file: Path, key: str, node: yaml.Node, voice: str) -> Iterator[Entry]:
    """One entry a section; a part under the name of a reader is that reader's."""
    own = _voice_of(key, voice)
    parts = _fields(node) if isinstance(node, yaml.MappingNode) else {}
    read_apart = {
        name: part for name, part in parts.items() if _voice_of(name, own) != own or key == "texts"
    }
    for name, part in read_apart.items():
        yield from _page_parts(file, name if key == "texts" else f"{key}.{name}", part, own)
    pieces = tuple(piece for piece in _leaves(node, key, skip=frozenset(read_apart)))
    if pieces:
        yield Entry(file, node.start_mark.line + 1, "page", own, key, (), pieces)


def _voice_of(key: str, voice: str) -> str:
    name = key.rpartition(".")[2]
    name = _AUDIENCE_VOICE.get(name, name)
    return name if name in _VOICES else voice


def _leaves(node: yaml.Node, key: str, skip: frozenset[str] = frozenset()) -> Iterator[Piece]:
    if isinstance(node, yaml.ScalarNode):
        if node.value and node.tag != "tag:yaml.org,2002:null":
            yield _piece(key, node)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _leaves(item, key)
    else:
        for name, part in _fields(node).items():
            if name not in skip and name not in _NOT_WORDS:
                yield from _leaves(part, name)


def _piece(key: str, node: yaml.ScalarNode) -> Piece:
    block = 1 if node.style in ("|", ">") else 0
    return Piece(key, " ".join(str(node.value).split(" ")), node.start_mark.line + 1 + block)
