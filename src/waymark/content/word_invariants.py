# SPDX-License-Identifier: Apache-2.0
"""The safety invariants that speak of words, run over every text in the language.

`check_words()` settles them for `waymark prove`; each has a test that plants a fault.
The numbers are those of the list of safety invariants and never change.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from waymark.content.strict import load
from waymark.content.texts import (
    ADULT_VOICES,
    CHILD_VOICES,
    Entry,
    TextFault,
    read_texts,
    text_folder,
)
from waymark.content.wordcheck import list_faults, reading_faults
from waymark.content.wordlists import WordRules, read_word_rules

__all__ = ["WORD_INVARIANTS", "WordResult", "check_words"]

_ALL_VOICES = (*CHILD_VOICES, *ADULT_VOICES)
_VOICES_OF = {"child": CHILD_VOICES, "parent": ("parent",), "professional": ("professional",)}
_ACTIONS_FILE = Path(__file__).parent / "rules" / "actions.yaml"
_DELETED = {("gone", "true"), ("evidence_state.image_deleted", "true")}


@dataclass(frozen=True)
class WordResult:
    """How one invariant about words came out."""

    id: str
    status: str  # tested or broken
    method: str
    test: str  # the test that fails when a fault is planted
    seconds: float
    faults: tuple[TextFault, ...]


@dataclass(frozen=True)
class _Texts:
    """What the checks look at."""

    folder: Path
    entries: tuple[Entry, ...]
    rules: WordRules
    actions: tuple[dict[str, Any], ...]

    def of(self, action: str, *voices: str) -> list[Entry]:
        return [e for e in self.entries if e.id == action and e.voice in (voices or _ALL_VOICES)]

    def listed(self, *lists: str) -> Iterator[TextFault]:
        for entry in self.entries:
            for name in lists:
                yield from list_faults(entry, self.rules, name)

    def missing(self, action: str, *voices: str) -> Iterator[TextFault]:
        for voice in voices:
            if not self.of(action, voice):
                yield self.fault(f"{action}: no text for {voice}")

    def fault(self, message: str) -> TextFault:
        return TextFault(self.folder, 1, message)


def evidence_is_never_the_image(texts: _Texts) -> Iterator[TextFault]:
    """21: what to keep is named, and a screenshot must not show nudity."""
    action = "preserve_non_image_evidence"
    yield from texts.missing(action, *_ALL_VOICES)
    for entry in texts.of(action):
        if not texts.rules.tells("not_image_items", entry.whole):
            yield entry.fault(f"{entry.id}: names nothing to keep that is not an image")
    for entry in texts.entries:
        about = entry.id == action or "screenshot" in entry.whole.lower()
        if entry.kind == "action" and about and not texts.rules.denies("nudity", entry.whole):
            yield entry.fault(f"{entry.id}: does not say that a screenshot must not show nudity")


def payment_is_not_blamed(texts: _Texts) -> Iterator[TextFault]:
    """25: who paid is told how to stop, never that it was wrong."""
    yield from texts.missing("stop_further_payments_contact_bank", *_ALL_VOICES)
    yield from texts.listed("payment")


def staff_do_not_investigate(texts: _Texts) -> Iterator[TextFault]:
    """39: a person in a position of trust is reported, not questioned or warned."""
    yield from texts.missing("report_position_of_trust_concern", *ADULT_VOICES)
    yield from texts.listed("own_inquiry")


def reporting_is_never_discouraged(texts: _Texts) -> Iterator[TextFault]:
    """41: no text says or implies that reporting is useless or gives the child a record."""
    yield from texts.listed("discourage")


def school_is_one_safe_place(texts: _Texts) -> Iterator[TextFault]:
    """46: school is told, or offered as one of several safe places."""
    yield from texts.missing("inform_school", *CHILD_VOICES, "parent")
    yield from texts.missing("choose_safe_adult", *CHILD_VOICES)
    for entry in texts.of("choose_safe_adult", *CHILD_VOICES):
        if not texts.rules.tells("school_is_a_choice", entry.whole):
            yield entry.fault(f"{entry.id}: does not name anyone at school among the choices")


def help_needs_no_parent(texts: _Texts) -> Iterator[TextFault]:
    """47: no child is told that a parent has to agree, be there or lend a phone."""
    yield from texts.listed("leave_from_a_parent")


def no_traces_near_the_person(texts: _Texts) -> Iterator[TextFault]:
    """48: steps that a child gets when a carer did it leave nothing on paper or a shared device.

    A usual text may speak of notes if a variant for that child takes them out.
    """
    safe = {(e.voice, e.id) for e in texts.entries if _is_for_reach(e) and not _traces(texts, e)}
    for entry in texts.entries:
        if entry.kind == "action" and (entry.voice, entry.id) not in safe:
            yield from list_faults(entry, texts.rules, "traces")


def _is_for_reach(entry: Entry) -> bool:
    conditions = {("reach", "true"), ("home_unsafe", "true")}
    carer = any(name == "other_person" and "parent_or_carer" in of for name, of in entry.when)
    return carer or bool(conditions & set(entry.when))


def _traces(texts: _Texts, entry: Entry) -> list[TextFault]:
    return list(list_faults(entry, texts.rules, "traces"))


def nobody_is_blamed(texts: _Texts) -> Iterator[TextFault]:
    """51: nothing from the blame, avoid and label lists."""
    yield from texts.listed("blame", "interface", "label", "child_terms", "avoid")


def images_of_abuse_are_called_so(texts: _Texts) -> Iterator[TextFault]:
    """52: the words that make abuse a kind of pornography are not used."""
    yield from texts.listed("image_terms")


def nothing_is_called_consensual(texts: _Texts) -> Iterator[TextFault]:
    """53: the word is used in no text, so in none of the cases where it would do harm."""
    yield from texts.listed("consensual")


def nothing_threatens(texts: _Texts) -> Iterator[TextFault]:
    """54: no loss of phone, school or job, and no prison."""
    yield from texts.listed("threats", "phone_loss")


def nothing_is_promised(texts: _Texts) -> Iterator[TextFault]:
    """55: no promise of secrecy, of removal or of what the law will do."""
    yield from texts.listed("secrecy", "silence", "removal_promise", "outcome_promise")


def young_children_can_read_it(texts: _Texts) -> Iterator[TextFault]:
    """56: texts for under 13 keep their reading level and describe no acts."""
    yield from texts.listed("acts")
    for entry in texts.entries:
        if entry.voice == "under_13":
            yield from reading_faults(entry, texts.rules)


def deleting_is_not_held_against_anyone(texts: _Texts) -> Iterator[TextFault]:
    """60: where the image is gone, the text says that deleting it is all right."""
    told = {
        entry.voice
        for entry in texts.entries
        if _DELETED & set(entry.when) and texts.rules.tells("deleted_is_fine", entry.whole)
    }
    for voice in (*CHILD_VOICES, "parent"):
        if voice not in told:
            yield texts.fault(f"no text for {voice} says that deleting is not held against them")


def nobody_asks_for_a_copy(texts: _Texts) -> Iterator[TextFault]:
    """69: no text asks anyone for a copy of the image or to look at it."""
    yield from texts.listed("copies")


def every_action_has_its_words(texts: _Texts) -> Iterator[TextFault]:
    """94: every action in every voice that may see it; the child's police step names company.

    "Offender" stands on the label list for every voice, so no partner is ever called that.
    """
    for action in texts.actions:
        for reader in action["who"]:
            yield from texts.missing(action["id"], *_VOICES_OF[reader])
    for entry in texts.of("report_to_police", *CHILD_VOICES):
        if not texts.rules.tells("police_together", entry.whole):
            yield entry.fault(
                'report_to_police: lacks "with an adult, or the helpline can do it...'
            )
    yield from texts.listed("label")


WORD_INVARIANTS: dict[str, Callable[[_Texts], Iterator[TextFault]]] = {
    "21": evidence_is_never_the_image,
    "25": payment_is_not_blamed,
    "39": staff_do_not_investigate,
    "41": reporting_is_never_discouraged,
    "46": school_is_one_safe_place,
    "47": help_needs_no_parent,
    "48": no_traces_near_the_person,
    "51": nobody_is_blamed,
    "52": images_of_abuse_are_called_so,
    "53": nothing_is_called_consensual,
    "54": nothing_threatens,
    "55": nothing_is_promised,
    "56": young_children_can_read_it,
    "60": deleting_is_not_held_against_anyone,
    "69": nobody_asks_for_a_copy,
    "94": every_action_has_its_words,
}


def check_words(folder: Path | None = None, actions: Path | None = None) -> list[WordResult]:
    """Run every invariant about words over the texts of one language."""
    base = folder or text_folder()
    entries, unreadable = read_texts(base)
    known = tuple(load(actions or _ACTIONS_FILE)["actions"])
    texts = _Texts(base, tuple(entries), read_word_rules(), known)
    return [_settle(number, check, texts, unreadable) for number, check in WORD_INVARIANTS.items()]


def _settle(
    number: str,
    check: Callable[[_Texts], Iterator[TextFault]],
    texts: _Texts,
    unreadable: list[TextFault],
) -> WordResult:
    started = time.perf_counter()
    faults = tuple(dict.fromkeys([*unreadable, *check(texts)]))
    return WordResult(
        id=number,
        status="broken" if faults else "tested",
        method=f"words: {len(texts.entries)} texts",
        test=f"tests/test_words.py::test_a_planted_fault_is_found[{number}]",
        seconds=time.perf_counter() - started,
        faults=faults,
    )
