# SPDX-License-Identifier: Apache-2.0
"""The platforms of "Where is it?": how to report there, and what a fingerprint can do there."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from waymark.content.schema import Confidence, Day, Model, PartialDay, Text, WebAddress
from waymark.content.schema import read as read_model
from waymark.content.strict import load_with_lines
from waymark.directory.contact import Identifier
from waymark.directory.sourced import Sourced

__all__ = ["Provider", "load_providers"]

Kind = Literal[
    "social", "messenger", "video", "game", "dating", "adult", "random_video", "search",
    "hosting", "infrastructure", "payment",
]  # fmt: skip


class Known(Sourced):
    """Something a source says of the service; null stands for not known."""

    value: bool | Literal["partly"]
    note: Text | None = None


class Report(Model):
    """Where to report. The way inside the app comes first: form addresses change."""

    url: WebAddress | None
    source: WebAddress | None
    source_date: PartialDay | None
    checked_on: Day | None
    confidence: Confidence | None
    via: Text | None = None

    @model_validator(mode="after")
    def _sourced(self) -> Report:
        if self.url and not (self.source and self.confidence):
            raise ValueError("a report address needs its source and confidence")
        return self


class Provider(Model):
    """One platform, with steps in our own words."""

    id: Identifier
    name: Text
    kind: Kind
    steps: list[Text] = Field(min_length=2, max_length=5)
    report: Report
    take_it_down: Known | None
    report_remove: Known | None
    encrypted: Known | None
    note: Text | None


class Providers(Model):
    """The whole list, most used first."""

    providers: list[Provider]


def load_providers(content: Path) -> list[dict[str, Any]]:
    """All platforms, in the order of the file. Raises ContentFault."""
    lined = load_with_lines(content / "providers.yaml")
    providers = read_model(Providers, lined).providers
    seen: set[str] = set()
    for place, provider in enumerate(providers):
        if provider.id in seen:
            raise lined.fault(f"the id {provider.id} stands twice", "providers", place, "id")
        seen.add(provider.id)
    return [provider.model_dump(mode="json") for provider in providers]
