# SPDX-License-Identifier: Apache-2.0
"""Promise 6: pages ask nobody else for anything and keep nothing in the browser."""

from __future__ import annotations

import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "waymark"
LOADS = re.compile(
    r"""(?:src|srcset|action|poster|data)=["']?(?:https?:)?//|@import|url\(["']?(?:https?:)?//"""
)
KEEPS = re.compile(r"localStorage|sessionStorage|indexedDB|serviceWorker|sendBeacon|caches\.open")


def files(*kinds: str) -> list[Path]:
    return [file for kind in kinds for file in SOURCE.rglob(f"*.{kind}")]


def test_no_page_loads_anything_from_another_machine():
    pages = files("html", "css", "js")
    assert {page.name for page in pages if LOADS.search(page.read_text("utf-8"))} == set()


def test_no_script_keeps_anything_in_the_browser():
    assert {file.name for file in files("js") if KEEPS.search(file.read_text("utf-8"))} == set()


def test_no_log_line_of_ours_holds_an_address_or_a_user_agent():
    reads = re.compile(r"REMOTE_ADDR|HTTP_USER_AGENT|X_FORWARDED_FOR")
    assert {f.name for f in files("py") if reads.search(f.read_text("utf-8"))} == set()


def test_we_say_what_cannot_be_hidden():
    page = (SOURCE.parents[1] / "docs" / "threat-model.md").read_text("utf-8")
    assert "What we cannot hide" in page
