# SPDX-License-Identifier: Apache-2.0
"""What every value of the directory carries: where it is from, how old it is, who checked it."""

from __future__ import annotations

from waymark.content.schema import Confidence, Day, Model, PartialDay, Text, WebAddress

__all__ = ["Sourced"]


class Sourced(Model):
    """A value that names its source. `checked_on` is set only when a person looked."""

    source: WebAddress
    source_date: PartialDay | None
    checked_on: Day | None
    confidence: Confidence
    via: Text | None = None  # how the page was read, where not on the operator's own page
