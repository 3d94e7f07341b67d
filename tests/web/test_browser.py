# SPDX-License-Identifier: Apache-2.0
"""The pages in a real browser: with script and without, by keyboard, on a small phone."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser

OTHERS = (
    "/help", "/help/gb", "/help/fj", "/help/no/law", "/help/us/law", "/help/international/law",
    "/help/where", "/help/where/instagram", "/about", "/people", "/people/compare",
    "/people/reading", "/nowhere",
)  # fmt: skip
AUDIENCES = ["child", "parent", "professional"]
CALM = {"self_harm": "none", "physical_danger": "none", "child_age": "13_17"}


def choose_audience(page, address, audience):
    page.goto(address)
    if audience != "child":
        press(page, f"who:{audience}")


def press(page, go):
    with page.expect_navigation():
        page.locator(f"button[value='{go}']").first.click()


def walk(page):
    """Answer every question with its first fitting option; return the questions met."""
    met = []
    while page.locator("input[name=q]").count():
        name = page.locator("input[name=q]").get_attribute("value")
        assert page.locator("h1").count() == 1
        met.append(name)
        if name == "country":
            page.locator("#first").select_option("GB")
        else:
            calm = page.locator(f"input[value='{CALM.get(name, '-')}']")
            (calm if calm.count() else page.locator("input[name=a]")).first.check()
        press(page, "answer")
        assert len(met) < 60
    return met


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_question_can_be_walked(tab, sites, audience, script):
    page = tab(java_script_enabled=script)
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    choose_audience(page, sites().address, audience)
    press(page, "tile:passed_on")
    press(page, "begin")
    assert len(walk(page)) > 8
    assert page.locator("h1").inner_text() == "Your answers"
    press(page, "to:plan")
    assert page.locator(".steps > li").count() >= 1
    assert page.title() == "Your page"
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/plan", page.url)
    assert page.outside == []
    assert faults == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_threatened_reach_help_in_one_tap_without_typing(tab, sites, script):
    page = tab(java_script_enabled=script)
    page.goto(sites().address)
    assert page.locator("button.lane").bounding_box()["y"] < 800, "not on the first screen"
    press(page, "tile:threatened")
    assert page.locator(".steps > li").count() == 3
    assert page.locator(".steps .contact").count() >= 2


@pytest.mark.parametrize("audience", AUDIENCES)
def test_everything_can_be_done_by_keyboard_alone(tab, sites, audience):
    page = tab()
    page.goto(sites().address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "leave"
    if audience != "child":
        go_to(page, f"button[value='who:{audience}']", "Enter")
    go_to(page, "button[value='tile:was_sent']", "Enter")
    go_to(page, "button[value=begin]", "Enter")
    for _ in range(60):
        page.wait_for_load_state()
        if not page.locator("input[name=q]").count():
            break
        if page.locator("select").count():
            go_to(page, "select", "u")
            page.keyboard.type("nited K")
        else:
            go_to(page, "input[name=a]", "Space")
        go_to(page, "button[value=answer]", "Enter")
    assert page.locator("h1").inner_text() == "Your answers"
    go_to(page, "button[value='to:plan']", "Enter")
    assert page.locator(".steps").count() == 1


def go_to(page, wanted, key):
    """Press Tab until the wanted element has the focus, then a key; the focus is always seen."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            assert page.evaluate(SEEN), f"the focus on {wanted} is hidden"
            with_answer = key == "Enter"
            if with_answer:
                with page.expect_navigation():
                    page.keyboard.press(key)
            else:
                page.keyboard.press(key)
            return
    raise AssertionError(f"no way to {wanted} by keyboard")


# The middle of the focused element is what lies on top there: no bar and no notice covers it.
SEEN = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return top !== null && (document.activeElement.contains(top) || top.contains(document.activeElement)
    || top.closest('label') !== null);
}"""


SMALL = """() => [...document.querySelectorAll('button, summary, select, .ask label, .contact a, .danger a, .list a, footer a')]
  .filter(one => one.offsetParent !== null)
  .map(one => [one.textContent.trim(), one.getBoundingClientRect()])
  .filter(([, box]) => box.height < 43.9 || box.width < 43.9).map(([name]) => name)"""
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
LANGUAGES = {"english": "", "right-to-left": "ar-xb", "long-words": "de-xl"}


def path(page, address):
    """Stop on every kind of page once, when it is ready."""
    for name in _path(page, address):
        page.wait_for_load_state()
        yield name


def _path(page, address):
    page.goto(address)
    yield "start"
    press(page, "who:parent")
    yield "tiles"
    press(page, "tile:threatened")
    yield "lane"
    page.goto(address)
    press(page, "tile:passed_on")
    yield "leaving"
    press(page, "begin")
    yield "country"
    page.locator("#first").select_option("GB")
    press(page, "answer")
    yield "question"
    press(page, "answer")
    yield "missing"
    for _ in range(3):
        press(page, "skip:unsure")
    yield "many"
    press(page, "to:plan")
    yield "plan"
    for one in page.locator("summary").all():
        one.click()
    yield "plan-open"
    press(page, "open")
    yield "today"
    for side in ("where", "found", "options", "paper", "check", "delete"):
        post_to(page, f"to:{side}")
        yield side
    post_to(page, "finish")
    yield "again"
    page.goto(f"{address}/help")
    page.locator("#find").fill("norw")
    with page.expect_navigation():
        page.locator(".find .main").click()
    yield "found"
    for other in OTHERS:
        page.goto(address + other)
        yield other


def post_to(page, go):
    """Send a move for which the page at hand has no button."""
    with page.expect_navigation():
        page.evaluate(
            """go => { const form = document.querySelector('form[action="/plan"]');
            const field = document.createElement('input'); field.name = 'go'; field.value = go;
            form.append(field); form.submit(); }""",
            go,
        )


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_nothing_is_lost_at_320_pixels_and_every_target_can_be_hit(tab, sites, language):
    page = tab(viewport={"width": 320, "height": 640})
    for name in path(page, sites(language).address):
        assert page.evaluate(WIDE) <= 0, f"{name} is wider than the screen"
        assert page.evaluate(SMALL) == [], f"{name} has targets that are too small"
        page.mouse.wheel(0, 3000)
        page.wait_for_timeout(30)
        box = page.locator("button.leave").bounding_box()
        assert 0 <= box["y"] <= 640 - box["height"], f"the way out of {name} scrolls away"


def test_at_four_times_the_size_nothing_is_lost_and_nothing_covers_the_page(tab, sites):
    """A desk screen of 1280 by 1024 at 400 % shows as much as 320 by 256."""
    page = tab(viewport={"width": 320, "height": 256})
    for name in path(page, sites().address):
        assert page.evaluate(WIDE) <= 0, f"{name} is wider than the screen"
        box = page.locator("button.leave").bounding_box()
        assert box["height"] < 256 / 3, f"the way out covers {name}"
        assert page.locator("#still").is_hidden()


def test_a_right_to_left_language_is_written_from_the_right(tab, sites):
    page = tab()
    for name in path(page, sites("ar-xb").address):
        assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
        if name.startswith("/help") or name in ("check", "plan-open", "where", "paper"):
            continue  # names of services and countries, and reasons with sources, stay as they are
        left = page.evaluate(
            "() => { const copy = document.querySelector('main').cloneNode(true);"
            "copy.querySelectorAll('option, bdi, .contact, details, code').forEach(e => e.remove());"
            "return copy.textContent.match(/[a-z]{4,}/gi) || []; }"
        )
        assert left == [], f"{name} has words that cannot be translated"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_after_leaving_back_shows_nothing(tab, sites, script):
    page = tab(java_script_enabled=script)
    page.goto(sites().address)
    press(page, "tile:passed_on")
    press(page, "begin")
    walk(page)
    press(page, "to:plan")
    page.locator("button.leave").click()
    page.wait_for_url("https://www.metoffice.gov.uk/")
    assert page.context.cookies() == []
    for _ in range(3):
        page.go_back()
        shown = page.locator("body").inner_text()
        assert "plan" not in page.locator("h1").all_inner_texts()
        assert "Your plan" not in shown
        assert "United Kingdom" not in shown
        assert ("999" in shown) is ("911" in shown), "one number alone tells the country"


def test_escape_twice_leaves(tab, sites):
    page = tab()
    page.goto(sites().address)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("https://www.wikipedia.org/")
    assert page.context.cookies() == []


def test_a_page_left_open_asks_and_then_goes(tab, sites):
    page = tab()
    page.clock.install()
    page.goto(sites().address)
    page.clock.run_for(13 * 60_000 + 100)
    assert page.locator("#still").is_visible()
    page.locator("#still button").click()
    assert page.locator("#still").is_hidden()
    page.clock.run_for(15 * 60_000 + 1000)
    page.wait_for_url("https://www.wikipedia.org/")


def test_nothing_is_kept_in_the_browser(tab, sites):
    page = tab()
    for _ in path(page, sites().address):
        kept = page.evaluate(
            "async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,"
            " (await navigator.serviceWorker.getRegistrations()).length]"
        )
        assert kept == [0, 0, 0, 0]
    assert [one["name"] for one in page.context.cookies()] == ["page"]


def test_with_cookies_off_the_whole_way_works(tab, sites):
    page = tab(java_script_enabled=False)
    page.route("**/*", without_cookies)
    page.goto(sites().address)
    press(page, "tile:passed_on")
    press(page, "begin")
    walk(page)
    press(page, "to:plan")
    assert page.locator(".steps > li").count() >= 1


def without_cookies(route):
    answer = route.fetch(
        headers={k: v for k, v in route.request.headers.items() if k != "cookie"}, max_redirects=0
    )
    headers = {k: v for k, v in answer.headers.items() if k.lower() != "set-cookie"}
    route.fulfill(response=answer, headers=headers)
    route.request.frame.page.context.clear_cookies()


@pytest.mark.parametrize("audience", ["child", "parent"])
def test_the_plan_prints_on_one_sheet(tab, sites, audience, tmp_path):
    from pypdf import PdfReader

    page = tab()
    choose_audience(page, sites().address, audience)
    press(page, "tile:passed_on")
    press(page, "begin")
    walk(page)
    post_to(page, "to:paper")
    for size in ("A4", "Letter"):
        page.pdf(path=tmp_path / "plan.pdf", format=size)
        sheets = PdfReader(tmp_path / "plan.pdf").pages
        words = "".join(sheet.extract_text() for sheet in sheets)
        assert len(sheets) == 1
        assert "0800 1111" in words
        assert "Leave" not in words.split("plan on one sheet")[0]
