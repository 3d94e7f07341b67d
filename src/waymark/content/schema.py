# SPDX-License-Identifier: Apache-2.0
"""The shape of content files: strict models, and faults that name file and line."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError, ValidationInfo

from waymark.content.strict import ContentFault, ContentFaults, Lined

__all__ = [
    "UNSEEN",
    "Confidence",
    "Day",
    "LaterDay",
    "Model",
    "PartialDay",
    "Text",
    "WebAddress",
    "read",
]  # fmt: skip

# Control characters, and those that turn the direction of writing or are not seen at all.
UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
YEAR_MONTH_DAY = [4, 2, 2]


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    named = "@" in value.partition("://")[2].partition("/")[0]  # https://bank.example@elsewhere/
    strange = set(value) & set(' "<>\\') or UNSEEN.search(value) or named
    if not value.startswith("https://") or "." not in host or strange:
        raise ValueError("a web address that begins with https:// belongs here")
    return value


def _day(value: str, info: ValidationInfo) -> str:
    if _shape(value) != YEAR_MONTH_DAY:
        raise ValueError("a day belongs here, as in 2026-03-09")
    return _partial_day(value, info)


def _partial_day(value: str, info: ValidationInfo) -> str:
    if _shape(value) != YEAR_MONTH_DAY[: len(_shape(value))] or not value.isascii():
        raise ValueError("a date belongs here: 2026, 2026-03 or 2026-03-09")
    day = date.fromisoformat("-".join([*value.split("-"), "01", "01"][:3]))
    today = (info.context or {}).get("today")
    if today and day > today:
        raise ValueError(f"{value} is in the future")
    return value


def _later_day(value: str) -> str:
    if _shape(value) != YEAR_MONTH_DAY:
        raise ValueError("a day belongs here, as in 2026-03-09")
    date.fromisoformat(value)
    return value


def _shape(value: str) -> list[int]:
    return [len(part) for part in value.split("-")]


def _text(value: str) -> str:
    if not value.strip() or value != value.strip():
        raise ValueError("text without blanks at its ends belongs here; write null for nothing")
    if UNSEEN.search(value):
        raise ValueError("a character that may not stand in a text")
    return value


Confidence = Literal["high", "medium", "low"]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Day = Annotated[str, AfterValidator(_day)]  # one that has come
LaterDay = Annotated[str, AfterValidator(_later_day)]  # one that may lie ahead
PartialDay = Annotated[str, AfterValidator(_partial_day)]
Text = Annotated[str, AfterValidator(_text)]


class Model(BaseModel):
    """A part of a content file: no unknown keys, no silent conversions, no changes later."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


M = TypeVar("M", bound=BaseModel)


def read(model: type[M], lined: Lined, today: date | None = None) -> M:
    """The content file as a model. Raises ContentFaults with the line of each fault.

    Args:
        model: what the file holds.
        lined: the file as read.
        today: the day after which no date may lie; any date will do if not given.
    """
    try:
        return model.model_validate(lined.data, context={"today": today})
    except ValidationError as error:
        found = [_fault(lined, problem) for problem in error.errors()]
        raise ContentFaults(sorted(found, key=lambda fault: fault.line)) from None


def _fault(lined: Lined, problem: Any) -> ContentFault:
    where = tuple(problem["loc"])
    name = ".".join(str(part) for part in where) or "file"
    message = str(problem["msg"]).removeprefix("Value error, ")
    if problem["type"] == "missing":
        message = "is missing"
    elif problem["type"] == "extra_forbidden":
        message = "is not known here"
    return lined.fault(f"{name}: {message}", *where)
