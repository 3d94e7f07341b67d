# SPDX-License-Identifier: Apache-2.0
"""No barrier that axe-core can find: in three languages, by day and by night."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.axe]

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def _walk():
    place = Path(__file__).with_name("test_browser.py")
    spec = importlib.util.spec_from_file_location("pages_in_a_browser", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize(
    "language", ["", "ar-xb", "de-xl"], ids=["english", "right-to-left", "long"]
)
def test_no_page_has_a_barrier(tab, sites, language, colours):
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci")
    page = tab(color_scheme=colours, bypass_csp=True)
    for name in _walk().path(page, sites(language).address):
        page.add_script_tag(path=AXE)
        found = page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES
        )
        told = [(one["id"], one["nodes"][0]["html"][:160]) for one in found["violations"]]
        assert told == [], name
