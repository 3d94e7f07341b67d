# SPDX-License-Identifier: Apache-2.0
"""What the tests of plans share: the rule book of today, and answers drawn by chance."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from waymark.plan.answers import BadAnswers, parse
from waymark.plan.author import rule_book
from waymark.plan.engine import COMPILED

Draw = Callable[[random.Random], dict[str, Any]]


@pytest.fixture(scope="session")
def directory() -> dict[str, Any]:
    return json.loads((COMPILED / "directory.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def book(directory) -> dict[str, Any]:
    return rule_book(directory=directory)


@pytest.fixture(scope="session")
def vignette_folder() -> Path:
    return Path(__file__).parent.parent / "vignettes"


@pytest.fixture(scope="session")
def draw(book) -> Draw:
    """Answers that a person could give: any country, any audience, some facts left out."""
    countries = [code for pack in book["packs"] for code in pack["countries"]]

    def value(fact: dict[str, Any], rng: random.Random) -> Any:
        if fact["kind"] == "country":
            return rng.choice(countries)
        if fact["kind"] == "list":
            return [one for one in fact["values"] if rng.random() < 0.2]
        if fact["kind"] == "age":
            years = [rng.randrange(18), "18_plus", "unknown"]
            return rng.choice(
                years
                if fact["name"] == "child_age"
                else [*fact["values"], "unknown", rng.randrange(60)]
            )
        return rng.choice(fact["values"] if fact["required"] else [*fact["values"], "unknown"])

    def draw_one(rng: random.Random) -> dict[str, Any]:
        while True:
            given = rng.random()
            answers = {
                fact["name"]: value(fact, rng)
                for fact in book["facts"]
                if fact["name"] == "audience" or rng.random() < given
            }
            try:
                parse(answers, book)
            except BadAnswers:
                continue
            return answers

    return draw_one
