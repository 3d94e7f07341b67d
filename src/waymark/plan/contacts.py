# SPDX-License-Identifier: Apache-2.0
"""Who can be reached for a step, here and at this hour, and how sure we are of the entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from waymark.plan.order import holds

__all__ = ["Contacts"]

SHOWN = (
    "id",
    "kind",
    "name",
    "phone",
    "text",
    "url",
    "hours",
    "free",
    "note",
    "source",
    "source_date",
    "checked_on",
    "doubtful",
)
TOLD_IF_KNOWN = ("waiting", "refer")
CRISIS = "crisis_line"
REMOVAL = "removal_"
# In a crisis these come before a line that nobody is sure of.
SURE_IN_CRISIS = ("emergency", "child_helpline")


class Contacts:
    """Picks contacts from the compiled directory.

    Args:
        directory: the compiled directory.
        actions: the compiled actions, each with the kinds of contact it shows.
    """

    def __init__(self, directory: dict[str, Any], actions: Sequence[dict[str, Any]]) -> None:
        self._countries: dict[str, Any] = directory["countries"]
        self._international: dict[str, Any] = directory["international"]
        self._limit = timedelta(days=directory["limits"]["contact"])
        self._kinds = [action["contacts"] for action in actions]
        self._unserved: dict[str, int] = {}
        self._shown: dict[tuple[str, str, date], list[dict[str, Any]]] = {}

    def known(self, country: str) -> bool:
        """Whether the country has a directory file of its own."""
        return bool(self._countries.get(country, {}).get("file"))

    def name(self, country: str) -> str | None:
        """What the country is called; None where the person did not say."""
        name: str | None = self._countries.get(country, {}).get("name")
        return name

    def expected(self, action: int) -> bool:
        """Whether the step names a kind of service whatever the answers."""
        return any(isinstance(kind, str) for kind in self._kinds[action])

    def emergency(self, country: str) -> list[str]:
        """The country's emergency numbers; empty where none is known."""
        numbers: list[str] = self._countries.get(country, self._international).get("emergency", [])
        return numbers

    def unserved(self, country: str) -> int:
        """The steps that are nothing but a removal service which is not there: a bit for each.

        What was delivered has no such step in any plan; an organisation may withdraw a service.
        """
        if country not in self._unserved:
            self._unserved[country] = sum(
                1 << action
                for action, kinds in enumerate(self._kinds)
                if kinds
                and all(isinstance(kind, str) and kind.startswith(REMOVAL) for kind in kinds)
                and not any(self._own(kind, country) or self._anywhere(kind) for kind in kinds)
            )
        return self._unserved[country]

    def duty_confirmed(self, country: str) -> bool:
        """Whether a source confirms who must report in the country."""
        flags = self._countries.get(country, self._international)["flags"]
        return bool(flags["duty_confirmed"])

    def of(
        self, action: int, country: str, values: Sequence[int], on: date
    ) -> list[dict[str, Any]]:
        """The contacts a step shows, each marked checked, unchecked or fallback on that day."""
        kinds = [
            kind if isinstance(kind, str) else kind["kind"]
            for kind in self._kinds[action]
            if isinstance(kind, str) or holds(kind["when"], values)
        ]
        if CRISIS in kinds and not self._sure(CRISIS, country):
            kinds = [*SURE_IN_CRISIS, *(kind for kind in kinds if kind not in SURE_IN_CRISIS)]
        return [contact for kind in kinds for contact in self.kind(kind, country, on)]

    def kind(self, kind: str, country: str, on: date) -> list[dict[str, Any]]:
        """Contacts of one kind: the country's own, else those of the international fallback.

        An entry that a person has to check first is left out where there is a surer one; where it
        is the only help it stays, before what helps anywhere.
        """
        key = (kind, country, on)
        if key not in self._shown:
            own, anywhere = self._own(kind, country), self._anywhere(kind)
            sure = self._sure(kind, country)
            chosen = [self._show(entry, False, on) for entry in sure or own]
            if not sure:
                chosen += [self._show(entry, True, on) for entry in anywhere]
            self._shown[key] = chosen
        return self._shown[key]

    def _own(self, kind: str, country: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (
            self._countries.get(country, {}).get("contacts", {}).get(kind, [])
        )
        return found

    def _anywhere(self, kind: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._international["contacts"].get(kind, [])
        return found

    def _sure(self, kind: str, country: str) -> list[dict[str, Any]]:
        """The country's own entries that may be shown before a person has checked them."""
        return [entry for entry in self._own(kind, country) if not entry.get("doubtful")]

    def _show(self, entry: dict[str, Any], fallback: bool, on: date) -> dict[str, Any]:
        shown = {key: entry.get(key) for key in SHOWN}
        shown["open"] = entry.get("open")
        shown |= {key: entry[key] for key in TOLD_IF_KNOWN if entry.get(key)}
        shown["status"] = "fallback" if fallback else self._freshness(entry, on)
        return shown

    def _freshness(self, entry: dict[str, Any], on: date) -> str:
        checked = entry.get("checked_on")
        fresh = (
            checked is not None and timedelta() <= on - date.fromisoformat(checked) <= self._limit
        )
        return "checked" if fresh else "unchecked"

    def reachable_first(
        self, contacts: list[dict[str, Any]], country: str, on: date, at: time | None
    ) -> list[dict[str, Any]]:
        """The same contacts, one that answers now in front.

        Open at that hour, else round the clock (the step's own, or the helpline), else the
        emergency number before the step's own.
        """
        helplines = self.kind("child_helpline", country, on)
        for ready in (lambda c: _open(c, on, at), lambda c: c["open"] == "24h"):
            for group in (contacts, helplines):
                if found := [c for c in group if ready(c) and (c["phone"] or c["text"])]:
                    return found[:1] + [c for c in contacts if c is not found[0]]
        ordered = [*self.kind("emergency", country, on), *contacts, *helplines]
        return list({contact["id"]: contact for contact in ordered}.values())

    @staticmethod
    def free_first(contacts: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """For a phone without data: free calls before anything that needs a page."""
        return sorted(contacts, key=lambda c: (not (c["phone"] and c["free"]), not c["phone"]))


def _open(contact: dict[str, Any], on: date, at: time | None) -> bool:
    """Whether the contact is known to be open at that hour; unknown hours count as closed."""
    hours = contact["open"]
    if at is None or not isinstance(hours, list):
        return False
    return any(
        on.weekday() in span["days"] and span["from"] <= at.strftime("%H:%M") < span["to"]
        for span in hours
    )
