# SPDX-License-Identifier: Apache-2.0
"""The directory as others get it: without what only this service needs, and with its changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from waymark.directory.kinds import LAW_KEYS, SHOWN_KINDS, shown_kind

__all__ = ["VERSION", "changes", "edition", "outward", "published", "published_country"]

Table = dict[str, Any]
VERSION = 1  # of the shape; a reader may rely on it until this number changes
LISTS = ("providers", "resources")
ABOUT = ("name", "languages", "zone", "notes")  # what stands beside the entries of a country
DOUBT, WORKER = "doubtful", "checked_by"  # ours to decide by, and never a worker's name


def published(table: Table) -> Table:
    """All countries in the published shape: `{"version", "digest", "countries", ...}`."""
    countries = {
        code: published_country(table, code)
        for code, entry in table["countries"].items()
        if entry["file"] or any(entry["contacts"].values())  # or something of our own
    }
    content = {
        "countries": countries,
        "international": _place(table["international"]) | {"card": table["international"]["card"]},
        "states": table["states"],
        "providers": table["providers"],
        "resources": table["resources"],
        "without_file": sorted(
            code for code, entry in table["countries"].items() if not entry["file"]
        ),
    }
    return {"version": VERSION, "digest": _digest(content), "limits": table["limits"]} | content


def published_country(table: Table, code: str) -> Table:
    """One country in the published shape; one without a file has no services of its own."""
    entry = table["countries"][code]
    return {"code": code, "name": entry["name"], "fallback": not entry["file"]} | _place(entry)


def outward(entry: Table) -> Table:
    """An entry as it may leave: who checked it stays in the history at the desk."""
    return {key: value for key, value in entry.items() if key != WORKER}


def edition(table: Table, on: date, before: Table | None = None) -> Table:
    """What a signed file holds: the directory and how it came to be.

    Args:
        table: the directory as it holds now.
        on: the day of the edition.
        before: the content of the file before it, whose changelog goes on.
    """
    now = published(table)
    log = list(before["changelog"]) if before else []
    told = list(changes(before["directory"], now)) if before else []
    log.append({"edition": on.isoformat(), "digest": now["digest"], "changes": told})
    return {"edition": on.isoformat(), "changelog": log, "directory": now}


def changes(old: Table, new: Table) -> Iterator[Table]:
    """What one edition says differently: `{"country", "kind", "id", "change", "fields"}`.

    The country is null for what belongs to none. Nothing of the digest changes unseen.
    """
    before, after = _entries(old), _entries(new)
    for key in sorted(before.keys() | after.keys()):
        country, kind, id_ = key
        named = {"country": country or None, "kind": kind, "id": id_}
        if key not in before:
            yield named | {"change": "added", "fields": []}
        elif key not in after:
            yield named | {"change": "withdrawn", "fields": []}
        elif fields := _different(before[key], after[key]):
            yield named | {"change": "changed", "fields": fields}


def _place(entry: Table) -> Table:
    services = [
        {"kind": shown_kind(kind), "way": kind, **_without_doubt(contact)}
        for kind, contacts in entry["contacts"].items()
        if kind != "emergency"
        for contact in contacts
    ]
    order = {kind: at for at, kind in enumerate(SHOWN_KINDS)}
    services.sort(key=lambda one: order.get(one["kind"], len(order)))
    return {
        "languages": entry["languages"],
        "zone": entry["zone"],
        "emergency": {"numbers": entry["emergency"], **(entry["emergency_source"] or {})},
        "duty": entry["duty"],
        "barnahus": entry["barnahus"],
        "services": services,
        "law": {key: _law(entry["law"].get(key)) for key in LAW_KEYS} if entry["law"] else {},
        "notes": entry["notes"],
    }


def _without_doubt(contact: Table) -> Table:
    return {key: value for key, value in outward(contact).items() if key not in (DOUBT, "kind")}


def _law(law: Table | None) -> Table | None:
    return law and outward(law)


def _entries(content: Table) -> dict[tuple[str, str, str], Table]:
    found = {("", kind[:-1], one["id"]): one for kind in LISTS for one in content[kind]}
    for code, states in content["states"].items():
        found[code, "law", "states"] = states["whole"]
        found |= {(code, "state", state): one for state, one in states["states"].items()}
    found |= {("international", "card", one["id"]): one for one in content["international"]["card"]}
    places = {**content["countries"], "international": content["international"]}
    for code, place in places.items():
        found[code, "country", code] = {name: place.get(name) for name in ABOUT}
        for name in ("duty", "barnahus"):
            found[code, name, name] = place[name] or {}
        found[code, "emergency", "numbers"] = place["emergency"]
        for one in place["services"]:
            found[code, one["way"], one["id"]] = one
        for key, law in place["law"].items():
            if law:
                found[code, "law", key] = law
    return found


def _different(old: Table, new: Table) -> list[str]:
    return sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))


def _digest(content: Table) -> str:
    whole = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()
