# SPDX-License-Identifier: Apache-2.0
"""The third register: organisations, guides, programmes, books, forums and kinds of actor."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from waymark.content.schema import Confidence, Day, Model, PartialDay, Text, WebAddress
from waymark.content.schema import read as read_model
from waymark.content.strict import load_with_lines
from waymark.directory.contact import Identifier

__all__ = ["NEEDS", "Resource", "load_resources"]

Audience = Literal["child", "parent", "professional"]
Kind = Literal[
    "organisation", "guide", "programme", "book", "forum", "award", "survey", "app", "service",
    "report", "campaign", "actor", "lesson",
]  # fmt: skip
# In the order in which the pages list them.
Need = Literal[
    "threatened", "image_shared", "asked_for_image", "fake_image", "grooming", "bullying",
    "feelings", "own_behaviour", "relationship", "trafficking", "reporting", "removal", "law",
    "talk_to_child", "school_response", "prevention", "device_settings", "training", "research",
]  # fmt: skip
NEEDS: tuple[str, ...] = Need.__args__  # type: ignore[attr-defined]


class Resource(Model):
    """Something to turn to or to read. An actor or a book may have no page of its own."""

    id: Identifier
    kind: Kind
    title: Text
    publisher: Text | None
    url: WebAddress | None
    does: Text  # one sentence in our own words
    audiences: list[Audience] = Field(min_length=1)
    needs: list[Need] = Field(min_length=1)
    countries: list[str] | None  # null: useful anywhere
    languages: list[Text]
    named_in: list[Text] = Field(default_factory=list)  # the source documents that name it
    steps: list[Text] = Field(default_factory=list)  # the steps of a plan that link to it
    source: WebAddress | None
    source_date: PartialDay | None
    checked_on: Day | None
    confidence: Confidence | None
    exact: bool = True
    via: Text | None = None
    more_sources: list[WebAddress] = Field(default_factory=list)

    @model_validator(mode="after")
    def _sourced_where_it_leads_somewhere(self) -> Resource:
        if self.url and not (self.source and self.confidence):
            raise ValueError("an address needs its source and confidence")
        return self


class Resources(Model):
    """The whole list."""

    resources: list[Resource]


def load_resources(
    content: Path, codes: Container[str], today: date | None = None
) -> list[dict[str, Any]]:
    """All resources in the order of the file.

    Args:
        content: the folder of the content files.
        codes: the codes of countries.
        today: the day after which no date may lie; any date will do if not given.

    Raises:
        ContentFault: with the line of the first fault.
    """
    lined = load_with_lines(content / "resources.yaml")
    resources = read_model(Resources, lined, today).resources
    seen: set[str] = set()
    for place, resource in enumerate(resources):
        if resource.id in seen:
            raise lined.fault(f"the id {resource.id} stands twice", "resources", place, "id")
        seen.add(resource.id)
        for code in resource.countries or ():
            if code not in codes:
                raise lined.fault(f"{code} is no country code", "resources", place, "countries")
    return [resource.model_dump(mode="json") for resource in resources]
