# SPDX-License-Identifier: Apache-2.0
"""Every number that may be shown anywhere, with what makes it doubtful."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from pydantic import Field

from waymark.content.schema import Confidence, Day, LaterDay, Model, PartialDay, Text, WebAddress
from waymark.content.schema import read as read_model
from waymark.content.strict import load_with_lines

__all__ = ["Figure", "load_figures"]


class Figure(Model):
    """One number. `show` is off for figures kept only to explain why they are not shown."""

    value: Text
    says: Text  # one sentence, in our words, with the number
    range: Text | None
    population: Text
    year: Text
    method: Text | None
    source: WebAddress
    source_date: PartialDay | None
    doubt: Text
    confidence: Confidence
    checked_on: Day | None
    review: LaterDay
    show: bool


class Figures(Model):
    """All figures by id."""

    figures: dict[str, Figure] = Field(min_length=1)


def load_figures(content: Path, today: date | None = None) -> dict[str, Any]:
    """All figures by id. Raises ContentFault."""
    figures = read_model(Figures, load_with_lines(content / "figures.yaml"), today).figures
    return {key: figure.model_dump(mode="json") for key, figure in figures.items()}
