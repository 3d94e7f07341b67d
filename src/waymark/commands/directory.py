# SPDX-License-Identifier: Apache-2.0
"""`waymark directory show`, `check` and `compare`."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any

from waymark.commands.given import BadInput
from waymark.directory import commands
from waymark.directory.compare import COLUMNS, as_csv
from waymark.directory.live import Live, OverlayDamaged
from waymark.guard.keyfile import data_folder

__all__ = ["check", "compare", "show", "table_here"]


def show(options: Namespace) -> int:
    """Show everything known for one country."""
    try:
        country = commands.show(
            options.country, region=options.region, on=options.on, table=table_here()
        )
    except (commands.UnknownCountry, commands.UnknownRegion) as error:
        raise BadInput(str(error)) from None
    print(_json(country) if options.format == "json" else _country_text(country))
    return 0


def check(options: Namespace) -> int:
    """List what is past its date and what is missing."""
    work = commands.check(options.on, table=table_here())
    print(_json(work) if options.format == "json" else _work_text(work))
    return commands.exit_code(work, strict=options.strict)


def compare(options: Namespace) -> int:
    """Set the laws of countries side by side."""
    try:
        rows = commands.compare(options.countries, table_here())
    except commands.UnknownCountry as error:
        raise BadInput(str(error)) from None
    if options.format == "csv":
        print(as_csv(rows), end="")
    else:
        print(_json({"rows": rows}) if options.format == "json" else _rows_text(rows))
    return 0


def table_here() -> dict[str, Any]:
    """The directory as it holds here: what was delivered, and the organisation's own entries."""
    from waymark.content.build import COMPILED

    compiled = COMPILED / "directory.json"
    if not compiled.exists():
        raise BadInput("directory.json is not built yet; run: make env")
    try:
        return Live(compiled, data_folder()).table()
    except OverlayDamaged as damage:
        raise BadInput(str(damage)) from None


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
    if region := country.get("region"):
        told = "has a law of its own" if region["teen_statute"] else "has no law of its own"
        lines.append(f"{region['name']}: {told} ({region['source']})")
    for key, law in country["law"].items():
        lines.append(f"law.{key}: {_law_text(law)}")
    lines.append("Not known: " + (", ".join(country["gaps"]) or "nothing is missing"))
    return "\n".join(lines)


def _law_text(law: dict[str, Any] | None) -> str:
    if not law or law.get("value") is None:
        return "not known"
    return f"{law['value']} ({law['status']}; {law['source']})"


def _rows_text(rows: list[dict[str, Any]]) -> str:
    lines = []
    for row in rows:
        lines.append(f"{row['name']} ({row['code']})")
        for column in COLUMNS:
            cell = row[column]
            known = f"{cell['value']} ({cell['source']})" if cell["source"] else cell["value"]
            lines.append(f"    {column}: {known}")
    return "\n".join(lines)


def _gap_text(gap: dict[str, Any]) -> str:
    assumed = f" (assumed: {gap['assumed']}, not confirmed)" if gap["assumed"] else ""
    return f"missing: {gap['country']} {gap['field']}{assumed}"


def _coverage_text(field: str, counts: dict[str, int]) -> str:
    levels = ", ".join(f"{counts[level]} {level}" for level in ("high", "medium", "low"))
    return f"coverage: {field}: {counts['filled']} filled ({levels}), {counts['empty']} empty"


def _work_text(work: dict[str, Any]) -> str:
    lines = [
        f"due: {item['country'] or '-'} {item['kind']} {item['id']} since {item['since'] or 'ever'}"
        for item in work["due"]
    ]
    lines += [_gap_text(gap) for gap in work["gaps"]]
    lines += [_coverage_text(field, counts) for field, counts in work["coverage"].items()]
    lines.append(f"{len(work['due'])} due, {len(work['gaps'])} missing, as of {work['on']}")
    return "\n".join(lines)
