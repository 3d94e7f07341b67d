# SPDX-License-Identifier: Apache-2.0
"""Promise 1: there is nowhere to send an image."""

from __future__ import annotations

import re
from pathlib import Path

from waymark.content.word_invariants import check_words

SOURCE = Path(__file__).parents[2] / "src" / "waymark"
PAGES = [*SOURCE.rglob("*.html"), *SOURCE.rglob("*.js")]
WAYS_IN = re.compile(
    r"type=[\"']?file|multipart/form-data|getUserMedia|capture=|FileReader|clipboardData"
    r"|dropEffect|ondrop|showOpenFilePicker",
    re.IGNORECASE,
)


def test_no_page_has_a_way_to_pick_paste_or_photograph_a_file():
    assert {page.name for page in PAGES if WAYS_IN.search(page.read_text("utf-8"))} == set()


def test_no_view_reads_uploaded_files():
    reads = re.compile(r"request\.FILES|UploadedFile\b.*=|FileField|ImageField|ninja\.files")
    found = [f.name for f in SOURCE.rglob("*.py") if reads.search(f.read_text("utf-8"))]
    assert found == []


def test_no_text_asks_for_a_copy():
    result = next(result for result in check_words() if result.id == "69")
    assert [str(fault) for fault in result.faults] == []
