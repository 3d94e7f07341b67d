# SPDX-License-Identifier: Apache-2.0
"""The platforms of "Where is it?": how to report there, and what a fingerprint can do there."""

from __future__ import annotations

from datetime import date
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


class MinimumAge(Sourced):
    """From which age the service says one may use it."""

    value: int = Field(ge=0, le=21)
    note: Text | None = None


class LawEnforcement(Sourced):
    """Where officers find what the service asks of them."""

    url: WebAddress | None
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
    page: Identifier | None = None  # the name of its page, where the id would tell too much
    name: Text
    aka: list[Text] = Field(default_factory=list)  # other names people look for
    parent: Text | None = None  # the company behind it
    kind: Kind
    steps: list[Text] = Field(min_length=2, max_length=5)
    report: Report
    take_it_down: Known | None
    report_remove: Known | None
    stopncii: Known | None  # for pictures of adults; said so that nobody under 18 is sent there
    encrypted: Known | None
    min_age: MinimumAge | None
    law_enforcement: LawEnforcement | None
    note: Text | None


class Providers(Model):
    """The whole list, most used first."""

    providers: list[Provider]


def load_providers(content: Path, today: date | None = None) -> list[dict[str, Any]]:
    """All platforms, in the order of the file. Raises ContentFault."""
    lined = load_with_lines(content / "providers.yaml")
    providers = read_model(Providers, lined, today).providers
    seen: set[str] = set()
    for place, provider in enumerate(providers):
        if provider.id in seen:
            raise lined.fault(f"the id {provider.id} stands twice", "providers", place, "id")
        seen.add(provider.id)
        if provider.kind == "adult" and not provider.page:
            # an address stays in the history of a shared phone
            message = f"{provider.id} needs a page name that does not tell what it is"
            raise lined.fault(message, "providers", place, "id")
    return [
        provider.model_dump(mode="json") | {"page": provider.page or provider.id}
        for provider in providers
    ]
