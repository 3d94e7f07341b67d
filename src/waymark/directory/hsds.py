# SPDX-License-Identifier: Apache-2.0
"""The services in the shape of Open Referral's Human Services Data Specification 3.

Other directories read this shape. Source: docs.openreferral.org, `schema/service.json`.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from waymark.directory.kinds import shown_kind

__all__ = ["as_hsds"]

Table = dict[str, Any]
# Ids have to be UUIDs and the same in every export: made from our own ids.
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://waymark.invalid/directory")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
TAXONOMY = "waymark-kinds"


def as_hsds(table: Table) -> list[Table]:
    """Every service of every country and of the international list, one object each."""
    places = {**table["countries"], "international": table["international"]}
    return [
        _service(code, place, kind, contact)
        for code, place in places.items()
        for kind, contacts in place["contacts"].items()
        for contact in contacts
    ]


def _service(code: str, place: Table, kind: str, contact: Table) -> Table:
    told = {
        "id": _id("service", contact["id"]),
        "organization": _organization(contact),
        "name": contact["name"],
        "status": "active",
        "description": contact["note"],
        "url": contact["url"],
        "application_process": contact.get("refer"),
        "wait_time": contact.get("waiting"),
        "fees_description": "Free" if contact["free"] else None,
        "eligibility_description": contact.get("audience"),
        "assured_date": contact["checked_on"],
        "phones": list(_phones(contact)),
        "schedules": list(_schedules(contact, place)),
        "service_areas": [_area(code, place, contact)],
        "languages": [
            {"id": _id("language", contact["id"], name), "name": name}
            for name in contact.get("languages", [])
        ],
        "attributes": [_term(contact, kind)],
        "additional_urls": [_source(contact)],
    }
    return {name: value for name, value in told.items() if value not in (None, [])}


def _id(*parts: str) -> str:
    return str(uuid.uuid5(NAMESPACE, "/".join(parts)))


def _organization(contact: Table) -> Table:
    """HSDS wants one for each service; of the bodies behind ours only the name is known."""
    name = contact["name"]
    return {"id": _id("organization", name), "name": name, "description": name}


def _phones(contact: Table) -> Iterator[Table]:
    for way, number in (("voice", contact["phone"]), ("text", contact["text"])):
        if number:
            yield {"id": _id("phone", contact["id"], way), "number": number, "type": way}


def _schedules(contact: Table, place: Table) -> Iterator[Table]:
    """The hours as written; where they are exact, as rules of RFC 5545 too."""
    written, spans = contact["hours"], contact["open"]
    # HSDS takes times for UTC unless told; an offset would be wrong for half of the year
    zone = contact.get("zone") or place["zone"]
    clock = f"Local time of {zone}" if zone else "Local time of the service"
    if spans == "24h":
        spans = [{"days": list(range(7)), "from": "00:00", "to": "24:00"}]
    for at, span in enumerate(spans or []):
        yield {
            "id": _id("schedule", contact["id"], str(at)),
            "freq": "WEEKLY",
            "byday": ",".join(DAYS[day] for day in span["days"]),
            "opens_at": span["from"],
            "closes_at": "23:59" if span["to"] == "24:00" else span["to"],
            "notes": clock,
            **({"description": written} if written else {}),
        }
    if written and not spans:
        yield {"id": _id("schedule", contact["id"], "written"), "description": written}


def _area(code: str, place: Table, contact: Table) -> Table:
    named = contact.get("place")
    area = f"{named}, {place['name']}" if named else place["name"]
    told = {"id": _id("area", contact["id"]), "name": area}
    if code == "international":
        return told
    return told | {"uri": f"iso3166-1:{code}", "extent_type": "other"}


def _term(contact: Table, kind: str) -> Table:
    shown = shown_kind(kind)
    return {
        "id": _id("attribute", contact["id"]),
        "link_entity": "service",
        "value": shown,
        "taxonomy_term": {
            "id": _id("term", shown),
            "code": shown,
            "name": shown.replace("_", " "),
            "description": f"Services of the kind {shown}",
            "taxonomy": TAXONOMY,
        },
    }


def _source(contact: Table) -> Table:
    dated = contact["source_date"] or "an unknown date"
    label = f"Source of {dated}, confidence {contact['confidence']}"
    return {"id": _id("source", contact["id"]), "url": contact["source"], "label": label}
