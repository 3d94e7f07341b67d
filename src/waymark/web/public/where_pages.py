# SPDX-License-Identifier: Apache-2.0
"""Where is it: one page for each platform, and the list of them."""

from __future__ import annotations

from typing import Any

from waymark.web import here
from waymark.web.public import wording

__all__ = ["provider_page", "providers_page"]

Context = dict[str, Any]


def providers_page() -> Context:
    """Return all platforms, most used first."""
    return {"words": wording.page_text("help", "where"), "providers": here.directory()["providers"]}


def provider_page(page: str) -> Context | None:
    """Return one platform, or None if there is none of that name."""
    found = next((one for one in here.directory()["providers"] if one["page"] == page), None)
    if found is None:
        return None
    words = wording.page_text("help", "where")
    age, officers = found["min_age"], found["law_enforcement"]
    return {
        "words": words,
        "provider": found,
        "steps": [wording.change(step) for step in found["steps"]],
        "note": wording.change(found["note"]),
        "fingerprint": _fingerprint(found, words),
        "encrypted": _encrypted(found["encrypted"], words),
        "age": words["age"].replace("{age}", str(age["value"])) if age else "",
        "officers": officers,
    }


def _fingerprint(provider: Context, words: dict[str, str]) -> str:
    known = provider["take_it_down"]
    if known is None:
        said = words["part_unknown"]
    else:
        said = words["takes_part" if known["value"] else "takes_no_part"]
    return said.replace("{name}", provider["name"])


def _encrypted(known: Context | None, words: dict[str, str]) -> str:
    if known is None or known["value"] is False:
        return ""
    return words["encrypted_partly" if known["value"] == "partly" else "encrypted"]
