# SPDX-License-Identifier: Apache-2.0
"""Write tests/vignettes: the plan for each hand-written situation, and the cases mutants ask for.

A mutant's difference diagrams say for which answers it gives another plan. From the shortest of
those answers this picks, again and again, the ones that tell most of the mutants left from the
rules. Same rules, same files. A name under `reviewed_by` is kept only while the plan is the same.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

from waymark.plan.answers import parse
from waymark.plan.author import rule_book
from waymark.plan.diagram import FALSE, TERMINALS, Diagrams
from waymark.plan.order import Stages
from waymark.plan.prove.claims import Space
from waymark.plan.prove.mutants import Mutant, mutants
from waymark.plan.prove.plainly import decide, rules_holding
from waymark.plan.prove.variation import Origin, differences
from waymark.plan.prove.vignettes import outcome, spelled

FOLDER = Path(__file__).parent.parent / "tests" / "vignettes"
BY_HAND = "situations"
AUDIENCES = ("child", "parent", "professional")
HEAD = """# SPDX-License-Identifier: Apache-2.0
# {what}
# Written by scripts/choose_vignettes.py; {who}. `checked_against` names the rules that hold.
"""

MOST_FACTS = 9  # more make a situation that nobody can picture
TRIED = 250

Values = tuple[int, ...]


class _Plain(yaml.SafeDumper):
    """YAML without anchors: what stands twice is written twice."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  (asked by PyYAML)
        return True


class Choice:
    """Chooses cases for one rule book."""

    def __init__(self, book: dict[str, Any]) -> None:
        self.book = book
        self.origin = Origin(book)
        self.space = Space(self.origin.meaning)
        self.stages = Stages(book)
        self.pieces = [
            (m, found) for m in mutants(book) if (found := list(differences(self.origin, m)))
        ]

    def values(self, answers: dict[str, Any]) -> Values:
        """One value per input."""
        return parse(answers, self.book).values

    def kills(self, mutant: Mutant, pieces: list[int], values: Values) -> bool:
        """Whether the mutant is seen on these answers, in the diagrams and in the whole plan."""
        store = self.origin.meaning.store
        if not any(holds(store, piece, values) for piece in pieces):
            return False
        return outcome(mutant.book, self.stages, values) != outcome(self.book, self.stages, values)

    def chosen(self, by_hand: list[Values]) -> list[dict[str, Any]]:
        """Answers for every mutant that the hand-written situations do not see."""
        left = [pair for pair in self.pieces if not any(self.kills(*pair, v) for v in by_hand)]
        print(f"{len(self.pieces)} mutants, {len(left)} not seen in the situations by hand")
        found = []
        while left:
            answers = self.telling(left)
            values = self.values(answers)
            after = [pair for pair in left[1:] if not self.kills(*pair, values)]
            if self.kills(*left[0], values):
                found.append(answers)
            else:
                print(f"not shown by its shortest answers: {left[0][0]}")
            left = after
        return found

    def telling(self, left: list[tuple[Mutant, list[int]]]) -> dict[str, Any]:
        """Answers that show the first mutant, and of the next ones as many as fit."""
        store = self.space.store
        where = min(left[0][1], key=self.cost)
        for _, pieces in left[1:TRIED]:
            both = store.both(where, pieces[0])
            if both != FALSE and self.cost(both) <= MOST_FACTS:
                where = both
        return self.space.answers(store.shortest(where, self.space.quiet) or {})

    def cost(self, piece: int) -> int:
        """How many facts the shortest answers in a piece have."""
        return len(self.space.store.shortest(piece, self.space.quiet) or {})

    def written(self, one: dict[str, Any], before: dict[str, dict[str, Any]]) -> dict[str, Any]:
        """A vignette in full, with the plan of today."""
        decision = decide(self.book, self.values(one["answers"]))
        if decision is None:
            raise ValueError(f"{one['id']}: no first action")
        first, _, stages = spelled(self.book, self.stages, decision)
        rules = [rule["id"] for rule in rules_holding(self.book, decision.values)]
        same = before.get(one["id"], {})
        kept = (
            same.get("reviewed_by")
            if (same.get("first_action"), same.get("stages")) == (first, stages)
            else None
        )
        plan = {"first_action": first, "stages": stages, "checked_against": rules}
        return (
            {key: one[key] for key in ("id", "situation", "answers")} | plan | {"reviewed_by": kept}
        )


def holds(store: Diagrams, piece: int, values: Values) -> bool:
    """Whether a diagram is true for these values."""
    while piece >= TERMINALS:
        piece = store.branches[piece][values[store.asks[piece]]]
    return piece == 1


def sentence(answers: dict[str, Any]) -> str:
    """What is known, in one line; a hand-written situation says it better."""
    who = {
        "child": "A child or young person",
        "parent": "A parent or carer",
        "professional": "A professional",
    }
    place = f" in {answers['country']}" if "country" in answers else ""
    facts = [(k, v) for k, v in answers.items() if k not in ("audience", "country")]
    known = "; ".join(f"{words(key)}: {words(value)}" for key, value in facts)
    known = known[:1].upper() + known[1:] or "Nothing else is known"
    return f"{who[answers['audience']]}{place}. {known}."


def words(value: Any) -> str:
    """A value, or several, as words."""
    parts = value if isinstance(value, list) else [value]
    return " and ".join(str(part).replace("13_17", "13 to 17").replace("_", " ") for part in parts)


def read() -> dict[str, list[dict[str, Any]]]:
    """The vignettes as they are, by file."""
    return {
        p.stem: yaml.safe_load(p.read_text("utf-8"))["vignettes"]
        for p in sorted(FOLDER.glob("*.yaml"))
    }


def write(name: str, what: str, who: str, found: list[dict[str, Any]]) -> None:
    """Write one file."""
    text = yaml.dump(
        {"vignettes": found},
        Dumper=_Plain,
        sort_keys=False,
        allow_unicode=True,
        width=140,
        default_flow_style=None,
    )
    (FOLDER / f"{name}.yaml").write_text(HEAD.format(what=what, who=who) + text, encoding="utf-8")


def named(chosen: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """An id that says what is in it and stays the same when others come or go."""
    found: list[dict[str, Any]] = []
    taken: set[str] = set()
    for answers in chosen:
        parts = [words(value).replace(" ", "-") for key, value in answers.items()]
        id_ = "-".join(parts).lower()[:70].rstrip("-")
        while id_ in taken:
            id_ += "-2"
        taken.add(id_)
        found.append({"id": id_, "situation": sentence(answers), "answers": answers})
    return found


def main() -> int:
    """Write the files again."""
    before = read()
    old = {one["id"]: one for cases in before.values() for one in cases}
    choice = Choice(rule_book())
    by_hand = before[BY_HAND]
    chosen = named(choice.chosen([choice.values(one["answers"]) for one in by_hand]))
    who = "situation and answers by hand, the plan by the rules"
    write(BY_HAND, "Situations people bring.", who, [choice.written(one, old) for one in by_hand])
    for audience in AUDIENCES:
        cases = [
            choice.written(one, old) for one in chosen if one["answers"]["audience"] == audience
        ]
        write(
            audience,
            "Cases that tell the rules from every small mistake in them.",
            "chosen from the mutants",
            cases,
        )
        print(f"{audience}: {len(cases)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
