# SPDX-License-Identifier: Apache-2.0
"""The only way content files are read: YAML in which nothing changes its meaning by accident.

Ordinary YAML reads `country: NO` as false, `0116111` as a small octal number, `1.10` as 1.1 and
`22:30` as 1350. Among countries and helplines that is a danger to a child. Here every value is
text, except `true`, `false`, `null` and whole numbers without a leading zero; every key is text.
Anything doubtful is refused with the file and the line.

Built on the parser's events, not on its constructors: tags, anchors and merges never run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import yaml

__all__ = ["ContentFault", "ContentFaults", "Lined", "load", "load_with_lines", "loads"]

Where = tuple[str | int, ...]

MAX_DEPTH = 40
WHOLE_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,15})\Z")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
# What some YAML reader somewhere turns into a boolean or nothing: the author has to say which.
DOUBTFUL = {"yes", "no", "on", "off", "true", "false", "null", "~"}


class ContentFault(ValueError):
    """Something wrong in a content file, with the place where a person can mend it."""

    def __init__(self, path: str | Path, line: int, message: str) -> None:
        self.path = str(path)
        self.line = line
        self.message = message
        super().__init__(f"{self.path}:{line}: {message}")

    @property
    def faults(self) -> tuple[ContentFault, ...]:
        """All faults that were found together; one, unless there were several."""
        return (self,)


class ContentFaults(ContentFault):
    """Several faults of one file; stands where the first of them stands."""

    def __init__(self, found: list[ContentFault]) -> None:
        first = found[0]
        super().__init__(first.path, first.line, first.message)
        self._found = tuple(found)
        self.args = ("\n".join(str(fault) for fault in found),)

    @property
    def faults(self) -> tuple[ContentFault, ...]:
        """Every fault, in the order in which they stand in the file."""
        return self._found


@dataclass(frozen=True)
class Lined:
    """Plain data and the line on which each part of it begins."""

    path: str
    data: Any
    lines: dict[Where, int] = field(repr=False)

    def line(self, *where: str | int) -> int:
        """The line of the part at this path, or of the nearest part around it."""
        for length in range(len(where), -1, -1):
            if (found := self.lines.get(where[:length])) is not None:
                return found
        return 1

    def fault(self, message: str, *where: str | int) -> ContentFault:
        """A fault that points at the part at this path."""
        return ContentFault(self.path, self.line(*where), message)


class _Reader:
    """Turns parser events into plain data, noting lines on the way."""

    def __init__(self, path: str, events: Iterator[yaml.Event]) -> None:
        self.path = path
        self.events = events
        self.lines: dict[Where, int] = {}

    def document(self) -> Any:
        self._skip(yaml.StreamStartEvent)
        start = next(self.events)
        if isinstance(start, yaml.StreamEndEvent):
            raise ContentFault(self.path, 1, "the file is empty")
        data = self.node(next(self.events), ())
        self._skip(yaml.DocumentEndEvent)
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            self.refuse(after, "only one document (---) is allowed in a file")
        return data

    def node(self, event: yaml.Event, where: Where) -> Any:
        self.no_magic(event)
        if len(where) > MAX_DEPTH:
            self.refuse(event, f"nested deeper than {MAX_DEPTH} levels")
        self.lines.setdefault(where, self.line_of(event))
        if isinstance(event, yaml.ScalarEvent):
            return self.value(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(where)
        return self.mapping(where)

    def sequence(self, where: Where) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, (*where, len(items))))
        return items

    def mapping(self, where: Where) -> dict[str, Any]:
        items: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key(event)
            if key in items:
                first = self.lines[(*where, key)]
                self.refuse(event, f"the key {key!r} stands twice (first on line {first})")
            self.lines[(*where, key)] = self.line_of(event)
            items[key] = self.node(next(self.events), (*where, key))
        return items

    def key(self, event: yaml.Event) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            self.refuse(event, "a key has to be a single word or text")
        self.no_magic(event)
        if not self.is_plain(event):
            return str(event.value)
        if event.value == "<<":
            self.refuse(event, "merge keys (<<) are not allowed")
        if event.value == "" or event.value.lower() in DOUBTFUL:
            self.refuse(event, f'quote this: write "{event.value}" as a key')
        return str(event.value)

    def value(self, event: yaml.ScalarEvent) -> str | int | bool | None:
        text = str(event.value)
        if CONTROL.search(text):
            self.refuse(event, "a character that may not stand in a file")
        if not self.is_plain(event):
            return text
        if text in WORDS:
            return WORDS[text]
        if WHOLE_NUMBER.match(text) and text != "-0":
            return int(text)
        if text == "":
            self.refuse(event, "no value here: write null, or the value")
        if text.lower() in DOUBTFUL:
            self.refuse(event, f'quote this: write "{text}", or true, false or null')
        return text

    def no_magic(self, event: yaml.Event) -> None:
        if anchor := getattr(event, "anchor", None):
            self.refuse(event, f"anchors and aliases are not allowed ({anchor})")
        if tag := getattr(event, "tag", None):
            self.refuse(event, f"tags are not allowed ({tag})")

    def refuse(self, event: yaml.Event, message: str) -> NoReturn:
        raise ContentFault(self.path, self.line_of(event), message)

    def _skip(self, expected: type[yaml.Event]) -> None:
        event = next(self.events)
        if not isinstance(event, expected):
            self.refuse(event, "not a plain YAML file")

    @staticmethod
    def is_plain(event: yaml.ScalarEvent) -> bool:
        return not event.style

    @staticmethod
    def line_of(event: yaml.Event) -> int:
        mark = event.start_mark
        return 1 if mark is None else int(mark.line) + 1


def loads(text: str, path: str | Path = "<text>") -> Any:
    """The plain data of a YAML text; `path` is the name used in faults."""
    return _read(text, str(path)).data


def load(path: str | Path) -> Any:
    """The plain data of a content file. Raises ContentFault."""
    return load_with_lines(path).data


def load_with_lines(path: str | Path) -> Lined:
    """The plain data of a content file with the line of each part. Raises ContentFault."""
    return _read(_text_of(Path(path)), str(path))


def _text_of(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ContentFault(path, 1, f"cannot be read: {error.strerror}") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ContentFault(path, line, "not UTF-8 text") from None


def _read(text: str, path: str) -> Lined:
    try:
        reader = _Reader(path, yaml.parse(text, Loader=yaml.CSafeLoader))
        return Lined(path, reader.document(), reader.lines)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = 1 if mark is None else int(mark.line) + 1
        deep = "nesting depth" in str(error.problem)  # some parsers stop before we do
        said = (
            f"nested deeper than {MAX_DEPTH} levels" if deep else f"not valid YAML: {error.problem}"
        )
        raise ContentFault(path, line, said) from None
    except (yaml.reader.ReaderError, UnicodeEncodeError) as error:
        place = error.start if isinstance(error, UnicodeEncodeError) else int(error.position)
        line = text.count("\n", 0, place) + 1
        raise ContentFault(path, line, "a character that may not stand in a file") from None
