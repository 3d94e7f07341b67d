# SPDX-License-Identifier: Apache-2.0
"""A plan as plain text, and as one HTML file that prints on its own.

The file holds no script and loads nothing: it may be opened where there is no network, and
opening it tells nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from textwrap import fill
from typing import Any

__all__ = ["STAGES", "as_html", "as_text"]

STAGES = {
    "now": "Now",
    "today": "Today",
    "with_adult": "With an adult",
    "this_week": "This week",
    "later": "Later",
}
_STATUS = {
    "unchecked": "not yet checked by a person",
    "fallback": "works from any country",
}
_PARTS = {"say": "You can say", "note": "Write down", "avoid": "Remember"}
_WIDTH = 88

_STYLE = """
body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:1rem auto;padding:0 1rem;color:#111}
h1,h2,h3{line-height:1.25}h2{border-block-end:2px solid;margin-block-start:2rem}
li{margin-block-end:1rem;break-inside:avoid}.how,.why{font-size:.9rem}.why{color:#444}
@media print{body{font-size:10pt;margin:0}}
"""


def as_text(plan: dict[str, Any]) -> str:
    """Write a plan for a terminal or a plain mail."""
    lines = [f"Your plan ({plan['country']}, as of {plan['on']})"]
    for stage in _filled_stages(plan):
        title = STAGES[stage["id"]]
        lines += ["", title, "=" * len(title)]
        for number, step in _numbered(stage["steps"]):
            lines += ["", *_step_text(number, step)]
        if stage["id"] == "now" and plan.get("safety_check_after"):
            lines += ["", "Before you go on: are you safe right now?"]
    lines += ["", f"Rules {plan['ruleset'][:12]}"]
    return "\n".join(lines)


def _filled_stages(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [stage for stage in plan["stages"] if stage["steps"]]


def _numbered(steps: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Number the steps; a message is something to hear, not something to do."""
    number = 0
    for step in steps:
        number += 0 if step.get("message") else 1
        yield ("*" if step.get("message") else f"{number}."), step


def _step_text(number: str, step: dict[str, Any]) -> Iterator[str]:
    yield f"{number} {step['title']}"
    for words in filter(None, (step.get("through_lead"), step.get("text"))):
        yield fill(words, _WIDTH, initial_indent="   ", subsequent_indent="   ")
    for part, heading in _PARTS.items():
        if step.get(part):
            said = f"{heading}: {step[part]}"
            yield fill(said, _WIDTH, initial_indent="   ", subsequent_indent="     ")
    for contact in step["contacts"]:
        yield f"   > {_contact_line(contact)}"
    if step.get("no_service"):
        yield fill(step["no_service"], _WIDTH, initial_indent="   > ", subsequent_indent="     ")
    for reason in step["because"]:
        source = reason.get("source") or {}
        yield f"   why: rule {reason['rule']}, {source.get('url') or source.get('id', '')}"


def _contact_line(contact: dict[str, Any]) -> str:
    known = [contact[part] for part in ("name", "phone", "text", "url", "hours") if contact[part]]
    return " | ".join([*map(str, known), _freshness(contact)])


def _freshness(contact: dict[str, Any]) -> str:
    if contact.get("status") == "checked":
        return f"checked {contact['checked_on']}"
    return _STATUS.get(contact.get("status", ""), "not yet checked by a person")


def as_html(plan: dict[str, Any]) -> str:
    """Write a plan as one file to print or to hand over."""
    body = "".join(_stage_html(stage, plan) for stage in _filled_stages(plan))
    return (
        f'<!doctype html>\n<html lang="{escape(plan["language"])}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        f"<title>Your page</title><style>{_STYLE}</style></head>\n<body><main><h1>Your plan</h1>\n"
        f"{body}<p class=why>As of {escape(plan['on'])}. "
        f"Rules {escape(plan['ruleset'][:12])}.</p></main></body>\n</html>"
    )


def _stage_html(stage: dict[str, Any], plan: dict[str, Any]) -> str:
    steps = "".join(_step_html(step) for step in stage["steps"])
    ask = "<p><strong>Before you go on: are you safe right now?</strong></p>"
    check = ask if stage["id"] == "now" and plan.get("safety_check_after") else ""
    return f"<h2>{STAGES[stage['id']]}</h2>\n<ol>{steps}</ol>{check}\n"


def _step_html(step: dict[str, Any]) -> str:
    lead = f"<p>{escape(step['through_lead'])}</p>" if step.get("through_lead") else ""
    how = "".join(
        f'<p class="how"><strong>{heading}:</strong> {escape(step[part])}</p>'
        for part, heading in _PARTS.items()
        if step.get(part)
    )
    contacts = "".join(f"<li>{_contact_html(contact)}</li>" for contact in step["contacts"])
    listed = f"<ul>{contacts}</ul>" if contacts else ""
    if step.get("no_service"):
        listed = f"<p>{escape(step['no_service'])}</p>"
    marker = ' style="list-style:none"' if step.get("message") else ""
    return (
        f"<li{marker}><h3>{escape(step['title'])}</h3>{lead}<p>{escape(step['text'] or '')}</p>"
        f"{how}{listed}{_reasons_html(step)}</li>"
    )


def _contact_html(contact: dict[str, Any]) -> str:
    """A number can be tapped; an address is printed as text, so that the file leads nowhere."""
    parts = [f"<strong>{escape(contact['name'])}</strong>"]
    if contact["phone"]:
        digits = "".join(sign for sign in contact["phone"] if sign in "+0123456789")
        parts.append(f'<a href="tel:{digits}">{escape(contact["phone"])}</a>')
    known = (contact[part] for part in ("text", "url", "hours") if contact[part])
    parts += [escape(str(part)) for part in known]
    return " · ".join([*parts, escape(_freshness(contact))])


def _reasons_html(step: dict[str, Any]) -> str:
    rules = sorted(
        {f"{r['rule']} ({(r.get('source') or {}).get('id', '')})" for r in step["because"]}
    )
    return f'<p class="why">Why: {escape(", ".join(rules))}</p>' if rules else ""
