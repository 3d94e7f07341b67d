# SPDX-License-Identifier: Apache-2.0
"""Things to read or watch, made by others, that a plan may point to."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from waymark.content.schema import Model, Text, WebAddress
from waymark.content.schema import read as read_model
from waymark.content.strict import load_with_lines
from waymark.directory.contact import Identifier
from waymark.directory.sourced import Sourced

__all__ = ["Resource", "load_resources"]

Audience = Literal["child", "parent", "professional"]


class Resource(Sourced):
    """A page or guide of a known publisher."""

    id: Identifier
    title: Text
    publisher: Text
    url: WebAddress
    audiences: list[Audience]
    countries: list[str] | None  # null: useful anywhere
    languages: list[Text]
    about: Text


class Resources(Model):
    """The whole list."""

    resources: list[Resource]


def load_resources(content: Path) -> list[dict[str, Any]]:
    """All resources in the order of the file. Raises ContentFault."""
    resources = read_model(Resources, load_with_lines(content / "resources.yaml")).resources
    return [resource.model_dump(mode="json") for resource in resources]
