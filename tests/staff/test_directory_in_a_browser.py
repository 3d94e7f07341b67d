# SPDX-License-Identifier: Apache-2.0
"""The room of the directory in a real browser: barriers, narrow screens, sound HTML, no script."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

HERE = Path(__file__)


def _beside(name):
    spec = importlib.util.spec_from_file_location(f"beside_{name}", HERE.with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


walk = _beside("test_desk_in_a_browser")
ENTRY = "entry/GB/child_helpline/gb_childline"
LAW = "entry/GB/law/minimum_age_criminal_responsibility"
LONG = "Donaudampfschifffahrtsgesellschaft" * 3
TABLE = (
    "country,kind,name,source,phone,place\n"
    "GB,local,Quay House,https://quay.example/,020 7946 0101,Hull\n"
    f"GB,local,{LONG},https://long.example/{LONG},020 7946 0102,Hull\n"
)
REFUSED = TABLE + "GB,local,Bad,https://bad.example/,1.16E+05,Hull\n"
MAIN = "#main "


def enter(page, site, email="ann@example.org"):
    address, link = walk.invited(site, email)
    walk.join(page, link)
    walk.add_app(page)
    return f"{address}/desk/directory"


def press(page, name):
    page.locator(f"{MAIN}button[value='{name}']").click()


@contextmanager
def beside(page, address):
    """A second window, in which somebody is quicker."""
    other = page.context.new_page()
    other.goto(address)
    yield other
    other.locator(f"{MAIN}button.main").click()
    other.wait_for_load_state()
    other.close()


def pages(page, room):
    """Every kind of page of the room, with a name; plain ones can be fetched once more."""
    for place in ("", "/due/GB/1", "/due/all/all/2", "/due/files/all/1", "/every/GB/law/1",
                  f"/{ENTRY}", f"/{LAW}", f"/{ENTRY}/confirm", f"/{ENTRY}/correct",
                  f"/{LAW}/correct", f"/{ENTRY}/withdraw", "/add", "/table", "/own/1"):  # fmt: skip
        page.goto(room + place)
        yield f"plain{place.replace('/', '-')}"
    page.goto(f"{room}/{ENTRY}/confirm")
    page.locator(f"{MAIN}button.main").click()
    yield "confirm-error"
    page.goto(f"{room}/{ENTRY}/correct")
    press(page, "check")
    yield "correct-error"
    page.locator("#id_phone").fill("0800 111 112")
    page.locator("#id_note").fill(LONG)
    page.locator("#id_open").fill("Mon-Fri 09:00-12:00, 13:00-17:00\nSat 10:00-12:00")
    press(page, "check")
    yield "correct-check"
    press(page, "save")
    yield "saved"
    page.locator("summary").first.click()
    yield "history-open"
    page.goto(f"{room}/{ENTRY}/restore")
    yield "restore"
    page.goto(f"{room}/{ENTRY}/correct")
    page.locator("#id_note").fill("Typed while somebody else put it back.")
    with beside(page, f"{room}/{ENTRY}/restore"):
        pass
    press(page, "check")
    yield "meanwhile"
    with beside(page, f"{room}/{ENTRY}/withdraw") as other:
        other.locator("#id_reason").fill("The line was closed.")
    press(page, "check")
    yield "gone"
    page.goto(f"{room}/{ENTRY}")
    yield "withdrawn"
    page.goto(f"{room}/{ENTRY}/restore")
    page.locator(f"{MAIN}button.main").click()
    page.goto(f"{room}/add")
    page.locator("#id_open").fill("daily")
    page.locator(f"{MAIN}button.main").click()
    yield "add-error"
    page.goto(f"{room}/table")
    page.locator("#id_table").fill(REFUSED)
    press(page, "look")
    yield "refused"
    press(page, "edit")
    page.locator("#id_table").fill(TABLE)
    press(page, "look")
    yield "dry-run"
    press(page, "store" if page.locator("button[value='store']").count() else "edit")
    page.goto(f"{room}/own/1")
    yield "own"


@pytest.mark.axe
@pytest.mark.html
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize(
    "language", ["", "ar-xb", "de-xl"], ids=["english", "right-to-left", "long"]
)
def test_no_page_of_the_room_has_a_barrier_or_a_fault(tab, new_site, tmp_path, language, colours):
    if not (walk.AXE.exists() and walk.CHECKER.exists() and shutil.which("node")):
        pytest.skip("axe-core and html-validate are not installed: npm ci")
    page = tab(color_scheme=colours, bypass_csp=True, viewport={"width": 320, "height": 640})
    room = enter(page, new_site(language))
    seen = 0
    for name in pages(page, room):
        page.wait_for_load_state()
        if name.startswith("plain"):
            told = page.request.get(page.url).text()
            (tmp_path / f"{name}.html").write_text(told, "utf-8")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
        page.add_script_tag(path=walk.AXE)
        found = page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", walk.RULES
        )
        told = [(one["id"], one["nodes"][0]["html"][:160]) for one in found["violations"]]
        assert told == [], name
        seen += 1
    assert seen == 27
    assert page.outside == []
    assert _html_faults(tmp_path) == ""


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_number_is_corrected_with_and_without_script(tab, new_site, script):
    site = new_site()
    page = tab(java_script_enabled=script)
    room = enter(page, site)
    page.goto(room.removesuffix("/directory") + "/")
    page.locator(".card a[href='/desk/directory']").click()
    page.locator("#id_which").select_option("every")
    page.locator("#id_place").select_option("GB")
    page.locator("#id_kind").select_option("child_helpline")
    page.locator(f"{MAIN}button.main").click()
    page.locator("a:has-text('Childline')").first.click()
    page.locator("a[href$='/correct']").click()
    page.locator("#id_phone").fill("0800 111 112")
    press(page, "check")
    press(page, "edit")
    page.locator("#id_source").fill("https://www.childline.org.uk/new")
    press(page, "check")
    assert "0800 1111" in page.locator(MAIN).inner_text()
    press(page, "save")
    assert "Ann Bee" in page.locator(MAIN).inner_text()
    page.goto(room.removesuffix("/desk/directory") + "/help/gb")
    assert "0800 111 112" in page.locator("main").inner_text()
    site.stop()  # what was corrected is there when the program starts anew
    again = new_site(WAYMARK_DATA=str(site.data))
    page.goto(again.address + "/help/gb")
    assert "0800 111 112" in page.locator("main").inner_text()


def _html_faults(folder):
    command = ["node", walk.CHECKER, "--config", walk.ROOT / ".htmlvalidate.json"]
    told = subprocess.run(
        [*command, "--formatter", "text", *sorted(folder.glob("*.html"))],
        cwd=walk.ROOT, capture_output=True, check=False, text=True,
    )  # fmt: skip
    return told.stdout.replace(str(folder), "")
