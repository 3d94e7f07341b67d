# SPDX-License-Identifier: Apache-2.0
"""Every kind of page is sound HTML, in English and in the two generated languages.

Two rules differ from the checker's recommendation: the doctype is written small, and numbers are
kept on one line by the style sheet, because a special blank in them would be copied along.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from django.test import override_settings

ROOT = Path(__file__).parents[2]
CHECKER = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
SIDE = ("where", "found", "options", "paper", "check", "delete")
pytestmark = pytest.mark.html
PLACES = (
    "help", "help/gb", "help/fj", "help/us/law", "help/fj/law", "help/international/law",
    "help/where", "help/where/whatsapp", "about", "people", "people/compare", "people/reading",
    "nowhere",
)  # fmt: skip


def kinds(new_visitor):
    """Give every kind of page once, under a name."""
    visitor = new_visitor()
    yield "start", visitor.page
    yield "lane", visitor.tile("threatened").page
    yield "leaving", visitor.send("over").tile("passed_on").page
    yield "country", visitor.send("begin").page
    yield "one-answer", visitor.answer("country", "GB").page
    yield "missing", visitor.send("answer", q="self_harm").page
    yield "plan", visitor.walk().send("to:plan").page
    yield "open", visitor.send("open").page
    for name in SIDE:
        yield name, visitor.send(f"to:{name}").page
    yield "again", visitor.send("finish").page
    yield "bye", visitor.answer("self_harm", "none").answer("physical_danger", "none").page
    visitor = new_visitor().begin("threatened", "parent", "FJ").walk(self_harm="plan_or_act")
    yield "held", visitor.send("to:plan").page
    yield "unsafe", visitor.send("unsafe").page
    yield "adult", visitor.send("open").page
    for place in PLACES:
        yield place.replace("/", "-"), visitor.client.get(f"/{place}").content.decode()
    found = visitor.client.post("/help", {"find": "norw", "need": "talk"})
    yield "found-help", found.content.decode()


@pytest.mark.parametrize(
    "language", ["", "ar-xb", "de-xl"], ids=["english", "right-to-left", "long"]
)
def test_every_kind_of_page_is_sound_html(new_visitor, tmp_path, language):
    if not (CHECKER.exists() and shutil.which("node")):
        pytest.skip("html-validate is not installed: npm ci")
    with override_settings(WAYMARK_TEST_LANGUAGE=language):
        for name, page in kinds(new_visitor):
            assert f'lang="{language or "en"}"' in page
            (tmp_path / f"{name}.html").write_text(page, "utf-8")
    command = ["node", CHECKER, "--config", ROOT / ".htmlvalidate.json", "--formatter", "text"]
    told = subprocess.run(
        [*command, *sorted(tmp_path.glob("*.html"))],
        cwd=ROOT, capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert told.stdout.replace(str(tmp_path), "") == ""
    assert told.returncode == 0, told.stderr
    assert len(list(tmp_path.iterdir())) == 33


def test_a_fault_in_the_html_is_found(new_visitor, tmp_path):
    if not (CHECKER.exists() and shutil.which("node")):
        pytest.skip("html-validate is not installed: npm ci")
    page = tmp_path / "page.html"
    page.write_text(new_visitor().page.replace("</main>", "<p><div></div></p></main>"), "utf-8")
    command = ["node", CHECKER, "--config", ROOT / ".htmlvalidate.json", page]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
    assert told.returncode == 1
