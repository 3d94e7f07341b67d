# SPDX-License-Identifier: Apache-2.0
"""`waymark directory show` and `waymark directory check`."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any

from waymark.commands.given import BadInput
from waymark.directory import commands

__all__ = ["check", "show"]


def show(options: Namespace) -> int:
    """Show everything known for one country."""
    try:
        country = commands.show(options.country, on=options.on, table=_table())
    except commands.UnknownCountry as error:
        raise BadInput(str(error)) from None
    print(_json(country) if options.format == "json" else _country_text(country))
    return 0


def check(options: Namespace) -> int:
    """List what is past its date and what is missing."""
    work = commands.check(options.on, table=_table())
    print(_json(work) if options.format == "json" else _work_text(work))
    return commands.exit_code(work, strict=options.strict)


def _table() -> dict[str, Any] | None:
    """The compiled directory if it is there; the content files are read otherwise."""
    from waymark.content.build import COMPILED

    compiled = COMPILED / "directory.json"
    return json.loads(compiled.read_text("utf-8")) if compiled.exists() else None


def _json(shown: dict[str, Any]) -> str:
    return json.dumps(shown, ensure_ascii=False, indent=2)


def _country_text(country: dict[str, Any]) -> str:
    named = country["country"]
    lines = [f"{named['name']} ({named['code']}), as of {country['on']}"]
    if country["fallback"]:
        lines.append("Nothing of its own is known for this country; what helps anywhere is shown.")
    lines.append(
        "Emergency: " + (" or ".join(country["emergency"]["numbers"]) or "the number of the place")
    )
    for service in country["services"]:
        known = [service[part] for part in ("name", "phone", "text", "url") if service[part]]
        lines.append(f"{service['kind']}: {' | '.join(known)} ({service['status']})")
        lines.append(f"    source: {service['source']}")
    for key, law in country["law"].items():
        lines.append(f"law.{key}: {_law_text(law)}")
    lines.append("Not known: " + (", ".join(country["gaps"]) or "nothing is missing"))
    return "\n".join(lines)


def _law_text(law: dict[str, Any] | None) -> str:
    if not law or law.get("value") is None:
        return "not known"
    return f"{law['value']} ({law['status']}; {law['source']})"


def _work_text(work: dict[str, Any]) -> str:
    lines = [
        f"due: {item['country'] or '-'} {item['kind']} {item['id']} since {item['since'] or 'ever'}"
        for item in work["due"]
    ]
    lines += [f"missing: {gap['country']} {gap['field']}" for gap in work["gaps"]]
    lines.append(f"{len(work['due'])} due, {len(work['gaps'])} missing, as of {work['on']}")
    return "\n".join(lines)
