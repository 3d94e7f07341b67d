# SPDX-License-Identifier: Apache-2.0
"""The services of one country as schema.org JSON-LD, for machines that read pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from waymark.directory.phones import dialled

__all__ = ["as_linked"]

Table = dict[str, Any]
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def as_linked(code: str, entry: Table) -> Table:
    """The country's own services as one `ItemList` of `Service`, best first.

    Args:
        code: the country's code.
        entry: the country in the compiled directory.
    """
    area = {"@type": "Country", "name": entry["name"], "identifier": code}
    services = [
        _service(kind, contact, area)
        for kind, contacts in entry["contacts"].items()
        for contact in contacts
        if not contact["doubtful"]
    ]
    return {"@context": "https://schema.org", "@type": "ItemList", "itemListElement": services}


def _service(kind: str, contact: Table, area: Table) -> Table:
    told: Table = {
        "@type": "Service",
        "name": contact["name"],
        "serviceType": kind.replace("_", " "),
        "areaServed": area,
        "availableChannel": list(_channels(contact)),
    }
    if contact["open"]:
        told["hoursAvailable"] = list(_hours(contact["open"]))
    return told


def _channels(contact: Table) -> Iterator[Table]:
    if contact["phone"]:
        phone = {"@type": "ContactPoint", "telephone": dialled(contact["phone"])}
        yield {"@type": "ServiceChannel", "servicePhone": phone}
    if contact["url"]:
        yield {"@type": "ServiceChannel", "serviceUrl": contact["url"]}


def _hours(spans: Any) -> Iterator[Table]:
    if spans == "24h":
        spans = [{"days": range(7), "from": "00:00", "to": "23:59"}]
    for span in spans:
        yield {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [DAYS[day] for day in span["days"]],
            "opens": span["from"],
            "closes": "23:59" if span["to"] == "24:00" else span["to"],
        }
