# SPDX-License-Identifier: Apache-2.0
"""No step leads nowhere: in every country each reachable step has a service or says there is none.

For each country and each step that a plan there can contain, every kind of service the step names
is looked up: the country's own, else what helps anywhere. Where both are empty, the plan has to
say so, and the helpline it names instead has to be there.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from waymark.plan.diagram import FALSE
from waymark.plan.prove.claims import Space

__all__ = ["prove_services"]

Table = dict[str, Any]
HELPLINE = "child_helpline"
AUDIENCES = ("child", "parent", "professional")


def prove_services(space: Space, directory: Table, words: Table) -> Table:
    """What every step leads to, in every country.

    Args:
        space: the rule book as diagrams.
        directory: the compiled directory.
        words: the sentences that name a missing service, by audience.

    Returns:
        `{"countries", "steps", "own", "fallback", "said_missing", "nowhere": [texts], "seconds"}`;
        the counts are pairs of country and step. `nowhere` is what breaks the promise.
    """
    began = time.perf_counter()
    counts = dict.fromkeys(("own", "fallback", "said_missing"), 0)
    nowhere: list[str] = []
    countries = {"unknown": directory["international"], **directory["countries"]}
    for pack, reachable in enumerate(_reachable(space)):
        for code in space.book["packs"][pack]["countries"]:
            for action in reachable:
                found = _leads_to(countries[code], directory["international"], action)
                if found == "said_missing" and not _honest(countries[code], directory, words):
                    nowhere.append(f"{code}: {action['id']} names no service and no helpline")
                counts[found] += 1
    return {
        "countries": len(countries),
        "steps": sum(counts.values()),
        **counts,
        "nowhere": nowhere,
        "seconds": round(time.perf_counter() - began, 3),
    }


def _reachable(space: Space) -> Iterator[list[Table]]:
    """Per group of countries: the steps naming a service that some plan there contains."""
    meaning, store = space.meaning, space.store
    country = space.book["names"]["country"]
    naming = [(at, one) for at, one in enumerate(space.book["actions"]) if _named(one)]
    for pack in range(len(space.book["packs"])):
        here = store.both(meaning.admitted, meaning.literal(country, 1 << pack))
        yield [one for at, one in naming if store.both(here, meaning.actions[at]) != FALSE]


def _named(action: Table) -> list[str]:
    """The kinds of service that a step names whatever the answers."""
    return [kind for kind in action["contacts"] if isinstance(kind, str)]


def _leads_to(country: Table, anywhere: Table, action: Table) -> str:
    kinds = _named(action)
    if any(_can_be_reached(country, kind) for kind in kinds):
        return "own"
    if any(_can_be_reached(anywhere, kind) for kind in kinds):
        return "fallback"
    return "said_missing"


def _can_be_reached(place: Table, kind: str) -> bool:
    entries = place["contacts"].get(kind, [])
    return any(entry["phone"] or entry["text"] or entry["url"] for entry in entries)


def _honest(country: Table, directory: Table, words: Table) -> bool:
    told = all(words.get(audience) for audience in AUDIENCES)
    return told and any(
        _can_be_reached(place, HELPLINE) for place in (country, directory["international"])
    )
