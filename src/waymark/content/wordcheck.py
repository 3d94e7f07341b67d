# SPDX-License-Identifier: Apache-2.0
"""Check every text: how hard it is to read, the words it uses, the sentences it repeats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from waymark.content.reading import measure, sentences, word_list
from waymark.content.texts import Entry, TextFault, read_texts
from waymark.content.wordlists import WordRules, plain, read_word_rules

__all__ = ["check_entries", "check_folder", "list_faults", "reading_faults"]

_KEYS = {"title", "text", "say", "note", "avoid"}
_TITLE_WORDS = 7
_SHARED_WORDS = 8
# grade and LIX of a few words say nothing: "Continue" alone would need a degree
_MEASURABLE_WORDS = 15
_ADDRESS = re.compile(r"https?:|www\.|\b[\w-]+\.(?:com|org|net|uk|gov|ie|au|ca)\b|\d{3,}|\S@\S")
_PLACEHOLDER = re.compile(r"\{([^}]*)\}")
# the six steps a child is never given where the person who did it can reach them (rule R13)
_NOTE_STEPS = {
    "preserve_non_image_evidence",
    "preserve_payment_records",
    "list_recipients_without_image",
    "block_offender_after_preserving",
    "secure_accounts",
    "change_mobile_number",
}
_CARER_CONDITIONS = ("reach", "home_unsafe")


def check_folder(folder: Path | None = None, rules: WordRules | None = None) -> list[TextFault]:
    """Return every fault of every text below a folder, in the order of the files."""
    entries, unreadable = read_texts(folder)
    faults = [*unreadable, *check_entries(entries, rules or read_word_rules())]
    unique = {(fault.file, fault.line, fault.message): fault for fault in faults}
    return sorted(unique.values(), key=lambda fault: (str(fault.file), fault.line, fault.message))


def check_entries(entries: list[Entry], rules: WordRules) -> Iterator[TextFault]:
    """Yield the faults of these entries."""
    for entry in entries:
        yield from _shape_faults(entry)
        yield from reading_faults(entry, rules)
        for words in rules.lists:
            if words.id != "traces":  # needs the other variants of the step: invariant 48
                yield from list_faults(entry, rules, words.id)
    yield from _repeated_sentences(entries, rules)


def _shape_faults(entry: Entry) -> Iterator[TextFault]:
    keys = {piece.key for piece in entry.pieces}
    if entry.kind == "action":
        for key in sorted({"title", "text"} - keys):
            yield entry.fault(f"{entry.id}: no {key}")
        for piece in entry.pieces:
            if piece.key not in _KEYS:
                yield entry.fault(f"{entry.id}: unknown key {piece.key}", piece.line)
            if piece.key == "title" and len(word_list(piece.words)) > _TITLE_WORDS:
                yield entry.fault(f"{entry.id}: title over {_TITLE_WORDS} words", piece.line)
    for piece in entry.pieces:
        if entry.kind != "page" and (found := _ADDRESS.search(piece.words)):
            message = (
                f'{entry.id}: "{found.group()}": numbers and addresses come from the directory'
            )
            yield entry.fault(message, piece.line)
        for name in _PLACEHOLDER.findall(piece.words) if entry.kind != "page" else ():
            if name != "emergency":
                yield entry.fault(f"{entry.id}: unknown placeholder {{{name}}}", piece.line)


def reading_faults(entry: Entry, rules: WordRules) -> Iterator[TextFault]:
    """Yield sentences that are too long and grades that are too high."""
    limits = rules.limits[entry.voice]
    for piece in entry.pieces:
        read = measure(piece.words)
        if read.longest_words > limits.sentence:
            message = f'{entry.id}: {read.longest_words} words in one sentence: "{read.longest}"'
            yield entry.fault(f"{message} (at most {limits.sentence})", piece.line)
    read = measure(entry.whole)
    if read.words < _MEASURABLE_WORDS:
        return
    shown = f" when {_shown(entry)}" if entry.when else ""
    if read.grade > limits.grade:
        message = f"{entry.id}{shown}: reading grade {read.grade:.1f} (at most {limits.grade})"
        yield entry.fault(message)
    if limits.lix is not None and read.lix > limits.lix:
        yield entry.fault(f"{entry.id}{shown}: LIX {read.lix:.0f} (at most {limits.lix})")


def _shown(entry: Entry) -> str:
    return ", ".join(f"{name} is {value}" for name, value in entry.when)


def list_faults(entry: Entry, rules: WordRules, list_id: str) -> Iterator[TextFault]:
    """Yield each phrase of one list that the entry uses."""
    words = next(item for item in rules.lists if item.id == list_id)
    if not words.applies_to(entry) or (list_id == "traces" and _traces_may_stand(entry)):
        return
    for piece in entry.pieces:
        for phrase in rules.found(words, piece):
            yield entry.fault(f'{entry.id}: "{phrase}" is on the {list_id} list', piece.line)


def _traces_may_stand(entry: Entry) -> bool:
    """Say whether no child whose carer did this can ever see the entry (invariant 48)."""
    if entry.kind != "action" or entry.id in _NOTE_STEPS:
        return True
    return any((name, "false") in entry.when for name in _CARER_CONDITIONS)


def _repeated_sentences(entries: Iterable[Entry], rules: WordRules) -> Iterator[TextFault]:
    first: dict[str, Entry] = {}
    for entry in entries:
        for piece in entry.pieces:
            for sentence in sentences(plain(piece.words)):
                if len(word_list(sentence)) <= _SHARED_WORDS or sentence in rules.shared:
                    continue
                other = first.setdefault(sentence, entry)
                if (other.voice, other.kind, other.id) != (entry.voice, entry.kind, entry.id):
                    where = f"{other.file.name}:{other.line} ({other.id}, {other.voice})"
                    yield entry.fault(f'{entry.id}: "{sentence}" stands in {where} too', piece.line)
