# SPDX-License-Identifier: Apache-2.0
"""Finding a service by its name, its place or what it is needed for."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

__all__ = ["NEEDS", "Found", "search"]

Table = dict[str, Any]
Found = dict[str, list[Any]]
# What people come for, and the kinds of service that do it.
NEEDS = {
    "talk": ("child_helpline", "crisis_line", "local"),
    "danger": ("emergency", "crisis_line", "child_helpline"),
    "remove": ("removal_take_it_down", "removal_report_remove", "removal_scheme", "hotline"),
    "report": ("exploitation_report", "hotline", "police", "cybercrime_portal"),
    "own_behaviour": ("own_behaviour",),
    "relationship": ("relationship_abuse",),
    "trafficking": ("trafficking",),
    "bullying": ("bullying",),
    "feelings": ("mental_health", "crisis_line", "child_helpline"),
    "substances": ("substances",),
    "medical": ("sexual_assault_service", "barnahus", "adult_survivor"),
    "parents": ("parent_helpline",),
    "legal": ("legal_advice",),
    "near": ("local", "child_protection"),
}
# Where a need says the same in the register of things to read.
READ = {
    "remove": "removal", "report": "reporting", "own_behaviour": "own_behaviour",
    "relationship": "relationship", "trafficking": "trafficking", "bullying": "bullying",
    "feelings": "feelings", "parents": "talk_to_child", "legal": "law",
}  # fmt: skip
INTERNATIONAL = "international"
# Letters that Unicode does not take apart, as somebody types them who does not have them.
PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)


def search(table: Table, words: str, need: str | None, most: int) -> Found:
    """What fits all words and the need.

    Args:
        table: the directory.
        words: what somebody typed: parts of names, places, countries.
        need: one of `NEEDS`, or None for any.
        most: the largest number of each that is returned.

    Returns:
        `{"countries": [codes], "services": [(code, kind, contact)], "providers": [...],
        "resources": [...]}`, each at most `most + 1` long, so that more can be told from enough.
    """
    wanted = _words(words)
    if not wanted and need is None:
        return {"countries": [], "services": [], "providers": [], "resources": []}
    fits = _fits(wanted)
    countries = [c for c, one in table["countries"].items() if wanted and fits(one["name"])]
    return {
        "countries": countries[: most + 1] if need is None else [],
        "services": _first(_services(table, fits, need), most),
        "providers": _first(_providers(table, fits, need, asked=bool(wanted)), most),
        "resources": _first(_resources(table, fits, need), most),
    }


def _words(text: str) -> list[str]:
    """Words without accents and capitals, so that `malaga` finds Málaga."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(PLAIN)
    kept = (one for one in plain if not unicodedata.combining(one))
    return "".join(one if _of_word(one) else " " for one in kept).split()


def _of_word(one: str) -> bool:
    # the vowel signs of Hindi or Thai are marks, and a word is not cut at them
    return one.isalnum() or unicodedata.category(one).startswith("M")


def _fits(wanted: list[str]) -> Callable[..., bool]:
    def fits(*texts: str | None) -> bool:
        held = _words(" ".join(text for text in texts if text))
        return all(any(word.startswith(one) for word in held) for one in wanted)

    return fits


def _first(found: Iterator[Any], most: int) -> list[Any]:
    return [one for one, _ in zip(found, range(most + 1), strict=False)]


def _services(
    table: Table, fits: Callable[..., bool], need: str | None
) -> Iterator[tuple[str, str, Table]]:
    places = {**table["countries"], INTERNATIONAL: table["international"]}
    kinds = NEEDS[need] if need else None
    for code, place in places.items():
        for kind, contacts in place["contacts"].items():
            if kind == "emergency" or (kinds is not None and kind not in kinds):
                continue
            for one in contacts:
                if fits(one["name"], one.get("place"), place["name"]):
                    yield code, kind, one


def _providers(
    table: Table, fits: Callable[..., bool], need: str | None, *, asked: bool
) -> Iterator[Table]:
    if asked and need in (None, "remove", "report"):
        yield from (one for one in table["providers"] if fits(one["name"], *one["aka"]))


def _resources(table: Table, fits: Callable[..., bool], need: str | None) -> Iterator[Table]:
    wanted = READ.get(need) if need else None
    for one in table["resources"]:
        if (need is None or wanted in one["needs"]) and fits(one["title"], one["publisher"]):
            yield one
