# SPDX-License-Identifier: Apache-2.0
"""The pages of the desk that cannot be opened twice are sound HTML too."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHECKER = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
pytestmark = pytest.mark.html


def kinds(desk):
    yield "factors-none", desk.join().page
    yield "app", desk.open("/desk/factors/app").page
    yield "app-error", desk.send("/desk/factors/app", code="").page
    yield "passkey", desk.open("/desk/factors/passkeys/add").page
    yield "passkey-error", desk.send("/desk/factors/passkeys/add", credential="{}").page
    yield "codes", desk.add_app().page
    yield "codes-again", desk.open("/desk/factors/codes").page
    yield "codes-new", desk.open("/desk/factors/codes/new").page
    yield "remove", desk.open("/desk/factors/app/remove").page
    yield "used", desk.open(desk.link).page
    yield "signed-out", desk.sign_out().page
    yield "not-right", desk.sign_in(password="nothing like it").page
    yield "second-step", desk.sign_in().page
    yield "second-step-error", desk.send("/desk/sign-in/code", code="1").page
    from waymark.guard.joining import invite

    made = invite("bo@example.org", ["editor"])
    link = f"/desk/join/{made.worker.pk}/{made.token}"
    yield "join", desk.open(link).page
    yield "join-error", desk.send(link, name="", password="a", again="b").page


def test_every_kind_of_page_is_sound_html(desk, tmp_path):
    if not (CHECKER.exists() and shutil.which("node")):
        pytest.skip("html-validate is not installed: npm ci")
    for name, page in kinds(desk):
        (tmp_path / f"{name}.html").write_text(desk.last.content.decode(), "utf-8")
        assert page
    command = ["node", CHECKER, "--config", ROOT / ".htmlvalidate.json", "--formatter", "text"]
    told = subprocess.run(
        [*command, *sorted(tmp_path.glob("*.html"))],
        cwd=ROOT, capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert told.stdout.replace(str(tmp_path), "") == ""
    assert len(list(tmp_path.iterdir())) == 16
