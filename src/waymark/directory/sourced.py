# SPDX-License-Identifier: Apache-2.0
"""What every value of the directory carries: where it is from, how old it is, who checked it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from waymark.content.schema import Confidence, Day, Model, PartialDay, Text, WebAddress

__all__ = ["Sourced", "is_doubtful"]


class Sourced(Model):
    """A value that names its source. `checked_on` is set only when a person looked."""

    source: WebAddress
    source_date: PartialDay | None
    checked_on: Day | None
    confidence: Confidence
    exact: bool = True  # false: only the site is known, not the page on it
    via: Text | None = None  # how the page was read, where not on the operator's own page
    more_sources: list[WebAddress] = Field(default_factory=list)


def is_doubtful(entry: Mapping[str, Any]) -> bool:
    """Whether a person has to look first: weak or without its page, and nobody has checked it.

    A crisis line has to be sure: those that are not come from a copied table.
    """
    if entry.get("checked_on"):
        return False
    weak = entry["confidence"] == "low" or not entry.get("exact", True)
    return weak or (entry.get("kind") == "crisis_line" and entry["confidence"] != "high")
