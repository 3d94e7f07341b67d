# SPDX-License-Identifier: Apache-2.0
"""Pictures of the main path for docs/: `python scripts/screenshots.py [folder]`.

Starts the site on a free port with throw-away data, walks the path in a real browser, and stops it.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Error, Page, ViewportSize, sync_playwright

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
    "--no-first-run", "--disable-component-update",
]  # fmt: skip
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}
# Pages outside the path.
OTHERS = {
    "7-help": "/help/gb",
    "8-law": "/help/no/law",
    "9-app": "/help/where/instagram",
    "10-compare": "/people/compare",
}
# name, size of the window, colours, generated language, the pages to keep (all if none is named)
LOOKS: list[tuple[str, ViewportSize, Literal["light", "dark"], str, tuple[str, ...]]] = [
    ("phone", PHONE, "light", "", ()),
    ("phone-dark", PHONE, "dark", "", ("1-start", "4-plan-now")),
    ("desk", DESK, "light", "", ("1-start", "4-plan-now", "7-help", "10-compare")),
    ("phone-rtl", PHONE, "light", "ar-xb", ("1-start", "2-at-once")),
]


@contextmanager
def site(language: str) -> Iterator[str]:
    """Serve the site in a generated language, or in English, while pictures are taken."""
    with socket.socket() as free, tempfile.TemporaryDirectory() as data:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        env = {**os.environ, "WAYMARK_DATA": data, "WAYMARK_TEST_LANGUAGE": language}
        start = f"from waymark.web.serve import run; run('127.0.0.1', {port})"
        running = subprocess.Popen([sys.executable, "-c", start], env=env)
        try:
            yield _ready(f"http://127.0.0.1:{port}")
        finally:
            running.terminate()
            running.wait()


def _ready(address: str) -> str:
    for _ in range(300):
        try:
            urllib.request.urlopen(address).close()  # noqa: S310 - our own address
            return address
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the site did not start")


def _press(page: Page, go: str) -> None:
    with page.expect_navigation():
        page.locator(f"button[value='{go}']").first.click()


def main_path(page: Page, address: str) -> Iterator[str]:
    """Walk from the first page to the plan, and name each page on the way."""
    page.goto(address)
    yield "1-start"
    _press(page, "tile:threatened")
    yield "2-at-once"
    page.locator("#first").select_option("GB")
    _press(page, "answer")
    _press(page, "begin")
    yield "3-question"
    for _ in range(2):
        page.locator("input[name=a]").first.check()
        _press(page, "answer")
    for value in ("13_17", "depicted", "this_child"):
        if page.locator(f"input[value='{value}']").count():
            page.locator(f"input[value='{value}']").check()
            _press(page, "answer")
    _press(page, "to:plan")
    yield "4-plan-now"
    _press(page, "open")
    yield "5-plan-today"
    _press(page, "to:check")
    yield "6-answers"
    for name, place in OTHERS.items():
        page.goto(f"{address}{place}")
        yield name


def _take_one(page: Page, path: Path) -> None:
    """A browser without a screen now and then has no picture ready; the next try has."""
    for left in (2, 1, 0):
        page.wait_for_load_state()
        try:
            page.screenshot(path=path)
            return
        except Error:
            if not left:
                raise


def take(browser: Browser, folder: Path) -> None:
    """Take every look of the path."""
    for look, size, colours, language, kept in LOOKS:
        with site(language) as address:
            page = browser.new_page(viewport=size, color_scheme=colours)
            for name in main_path(page, address):
                if kept and name not in kept:
                    continue
                _take_one(page, folder / f"{name}-{look}.png")
            page.close()


if __name__ == "__main__":
    chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES
    chosen.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        take(play.chromium.launch(executable_path=CHROMIUM, args=FLAGS), chosen)
