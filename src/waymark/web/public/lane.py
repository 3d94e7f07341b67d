# SPDX-License-Identifier: Apache-2.0
"""The fast lane: what helps against a threat before a single question is answered."""

from __future__ import annotations

from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from waymark.web.public import places, wording

__all__ = ["steps"]

# Three steps and no more; the person to reach is the last of them and carries the numbers.
IDS = ("stop", "give_nothing", "tell")


def steps(country: str | None) -> list[dict[str, Any]]:
    """Return the three steps, with who can be reached in this country."""
    own = _own_words()
    reviewed = wording.page_text("start", "lane") or {}
    shown = []
    for name in IDS:
        found = reviewed.get(name) if isinstance(reviewed, dict) else None
        words = found if isinstance(found, dict) else own[name]
        shown.append({**words, "contacts": _people(country) if name == "tell" else []})
    return shown


def _own_words() -> dict[str, dict[str, str]]:
    return {
        "stop": {
            "title": _("Stop replying"),
            "text": _("You do not owe this person an answer. Keep the chat. Do not delete it."),
        },
        "give_nothing": {
            "title": _("Do not pay, and send nothing more"),
            "text": _("Paying or sending more most often brings new threats."),
        },
        "tell": {
            "title": _("Tell someone you feel safe with, now"),
            "text": _("Wake someone or ring someone. You can also talk to these people:"),
        },
    }


def _people(country: str | None) -> list[dict[str, Any]]:
    kinds = dict(places.contacts_of(country))
    wanted = ("child_helpline", "crisis_line", "emergency")
    return list(chain.from_iterable(kinds.get(kind, [])[:1] for kind in wanted))
