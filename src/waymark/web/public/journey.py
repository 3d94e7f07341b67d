# SPDX-License-Identifier: Apache-2.0
"""Where a visitor stands: the answers so far and the page they are on. Short codes only."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any

__all__ = ["Journey"]


@dataclass(frozen=True)
class Journey:
    """Everything the service knows of a visitor; it lives in their browser alone."""

    at: str = "start"  # the page to show
    answers: dict[str, Any] = field(default_factory=dict)
    path: tuple[str, ...] = ()  # the questions seen, for Back
    stage: str = "now"  # the part of the plan to show
    opened: bool = False  # "done" or "I am not alone now"
    back_to: str = ""  # the page to return to after a change
    again: tuple[str, ...] = ()  # safety questions to ask once more before the plan is left
    worse: bool = False  # asked again, something was answered differently
    notice: str = ""  # one thing to say on the next page
    lane: bool = False  # came by "someone is threatening me right now"

    @property
    def audience(self) -> str:
        """Who is asking."""
        return str(self.answers.get("audience", "child"))

    @property
    def country(self) -> str | None:
        """The country, if one was given."""
        country = self.answers.get("country")
        return country if isinstance(country, str) and len(country) == len("GB") else None

    @property
    def friend(self) -> bool:
        """Whether it happened to a friend, and the person here only knows of it."""
        return self.answers.get("child_role") == ["witness"]

    @property
    def watched(self) -> bool:
        """Whether somebody close may find what a child keeps: then nothing to keep is offered."""
        given = self.answers
        return self.audience == "child" and (
            given.get("other_person") == "parent_or_carer"
            or given.get("physical_danger") == "family_violence"
            or given.get("safe_to_tell_parents") == "no"
            or given.get("device") in ("shared", "watched", "borrowed")
        )

    def as_table(self) -> dict[str, Any]:
        """Return what differs from a fresh visit, for sealing."""
        fresh = asdict(Journey())
        return {name: value for name, value in asdict(self).items() if value != fresh[name]}

    @classmethod
    def from_table(cls, table: dict[str, Any]) -> Journey:
        """Read a sealed table; names of an older release are left out."""
        known = {one.name for one in fields(cls)}
        kept = {name: value for name, value in table.items() if name in known}
        for name in ("path", "again"):
            if name in kept:
                kept[name] = tuple(kept[name])
        return cls(**kept)
