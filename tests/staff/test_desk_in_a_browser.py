# SPDX-License-Identifier: Apache-2.0
"""The desk in a real browser, with script and without: joining, passkeys, the idle lock, barriers."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

PASSWORD = "a calm walk by the sea"
ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
CHECKER = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MAIN = "#main "


def code(secret, at=None):
    spec = importlib.util.spec_from_file_location("desk_conftest", Path(__file__).with_name("conftest.py"))  # fmt: skip
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.code(secret, at)


def invited(site, email="ann@example.org"):
    """Invite somebody by the command; the site answers under its name, as passkeys need it."""
    address = site.address.replace("127.0.0.1", "localhost")
    done = site.run("staff", "add", email, "--role", "editor", "--at", address, "--format", "json")
    assert done.returncode == 0, done.stderr
    return address, json.loads(done.stdout)["link"]


def join(page, link):
    page.goto(link)
    page.locator("#id_name").fill("Ann Bee")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_again").fill(PASSWORD)
    page.locator(MAIN + "button.main").click()


def add_app(page):
    page.locator("a[href='/desk/factors/app']").click()
    secret = page.locator("#secret").inner_text()
    for _ in range(2):  # once more where a new half minute began in between
        # the code before: the one of now is still to be used for signing in
        page.locator("#id_code").fill(code(secret, time.time() - 30))
        with page.expect_navigation():
            page.locator(MAIN + "button.main").click()
        if not page.url.endswith("/desk/factors/app"):
            break
    return secret


def sign_out(page):
    page.locator("#sign-out button").click()


def faults_of(page):
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    return faults


@pytest.fixture
def key(tab):
    """Give a browser a telephone that knows its owner."""

    def plugged(page):
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        made = session.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
                    "hasUserVerification": True, "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )  # fmt: skip
        return session, made["authenticatorId"]

    return plugged


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_from_the_command_to_the_desk_with_an_app(tab, new_site, script):
    site = new_site()
    _, link = invited(site)
    page = tab(java_script_enabled=script)
    faults = faults_of(page)
    join(page, link)
    assert page.locator("h1").inner_text() == "Add a second factor"
    secret = add_app(page)
    assert page.locator("h1").inner_text() == "Recovery codes"
    assert page.locator(".codes li").count() == 10
    page.locator("a.button").click()
    assert page.locator("h1").inner_text() == "Desk"
    page.locator(".card a[href='/desk/account']").click()
    assert "Ann Bee" in page.locator("dl").inner_text()
    sign_out(page)
    page.goto(link)
    assert page.locator("h1").inner_text() == "This link does not work any more"
    page.locator("a[href='/desk/sign-in']").click()
    page.locator("#id_login").fill("Ann@Example.org")
    page.locator("#id_password").fill(PASSWORD)
    page.locator(MAIN + "button.main").click()
    page.locator("#id_code").fill(code(secret))
    page.locator(MAIN + "button.main").click()
    assert page.locator("h1").inner_text() == "Desk"
    assert page.outside == []
    assert [one for one in faults if "410" not in one] == []
    log = (site.data.parent / "log").read_text("utf-8", "replace")
    assert "ann@" not in log
    assert "127.0.0.1" not in log.replace(site.address, "")


def test_a_passkey_opens_the_desk_without_a_password(tab, new_site, key):
    address, link = invited(new_site())
    page = tab()
    faults = faults_of(page)
    session, phone = key(page)
    join(page, link)
    page.locator("a[href='/desk/factors/passkeys/add']").click()
    page.locator("#id_name").fill("My telephone")
    page.locator(MAIN + "button.main").click()
    page.wait_for_url("**/factors/codes")
    held = session.send("WebAuthn.getCredentials", {"authenticatorId": phone})["credentials"]
    assert [(one["isResidentCredential"], one["rpId"]) for one in held] == [(True, "localhost")]
    page.goto(f"{address}/desk/account")
    assert "My telephone" in page.locator("main").inner_text()
    sign_out(page)
    page.goto(f"{address}/desk/account")
    page.locator("button:has-text('Use a passkey')").click()
    page.wait_for_url("**/desk/account")
    sign_out(page)
    # the same passkey as second step after the password
    page.locator("#id_login").fill("ann@example.org")
    page.locator("#id_password").fill(PASSWORD)
    page.locator(MAIN + "button.main").click()
    page.locator("button:has-text('Use a passkey')").click()
    page.wait_for_url("**/desk/")
    assert page.locator("h1").inner_text() == "Desk"
    assert (page.outside, faults) == ([], [])


def test_a_passkey_that_does_not_ask_who_holds_it_is_refused(tab, new_site, key):
    _, link = invited(new_site())
    page = tab()
    session, phone = key(page)
    join(page, link)
    page.locator("a[href='/desk/factors/passkeys/add']").click()
    session.send("WebAuthn.setUserVerified", {"authenticatorId": phone, "isUserVerified": False})
    page.locator(MAIN + "button.main").click()
    page.locator(".unhappy").wait_for(state="visible")


def test_by_its_bare_number_the_desk_says_why_there_is_no_passkey(tab, new_site):
    site = new_site()
    _, link = invited(site)
    page = tab()
    join(page, link.replace("localhost", "127.0.0.1"))
    assert "Passkeys need a host with a name" in page.locator("main").inner_text()
    assert page.locator("a[href='/desk/factors/passkeys/add']").count() == 0


def test_an_idle_desk_warns_and_then_closes(tab, new_site):
    address, link = invited(new_site())
    page = tab()
    page.clock.install()
    join(page, link)
    add_app(page)
    page.goto(f"{address}/desk/account")
    page.clock.fast_forward("08:50")
    assert not page.locator("#idle").is_visible()
    page.clock.fast_forward("00:20")
    assert page.locator("#idle").is_visible()
    assert page.locator("#idle button").evaluate("one => one === document.activeElement")
    with page.expect_response("**/desk/still") as told:
        page.locator("#idle button").click()
    assert told.value.status == 204
    assert not page.locator("#idle").is_visible()
    page.context.clear_cookies()  # the server closed it meanwhile
    page.clock.fast_forward("09:10")
    page.clock.fast_forward("01:10")
    page.wait_for_url("**/desk/sign-in?next=%2Fdesk%2Faccount")
    page.go_back()
    assert "Ann Bee" not in page.content()


def test_an_error_is_the_first_thing_to_hear(tab, new_site):
    _, link = invited(new_site())
    page = tab()
    page.goto(link)
    page.locator(MAIN + "button.main").click()
    assert page.title().startswith("Error:")
    assert page.locator("#errors").evaluate("one => one === document.activeElement")
    page.locator("#errors a").first.click()
    assert page.evaluate("document.activeElement.id") == "id_name"


def test_the_cookie_of_the_desk_is_not_sent_to_the_public_pages(tab, new_site):
    address, link = invited(new_site())
    page = tab()
    join(page, link)
    add_app(page)
    sent = []
    page.on("request", lambda one: sent.append((one.url, one.all_headers().get("cookie", ""))))
    page.goto(f"{address}/help")
    page.goto(f"{address}/desk/")
    public = [cookie for url, cookie in sent if "/desk" not in url]
    assert public
    assert all("desk" not in cookie for cookie in public)
    assert any("desk=" in cookie for url, cookie in sent if url.endswith("/desk/"))


def walk(page, link, email):
    """Every kind of page, with a name."""
    address = link.split("/desk/")[0]
    page.goto(f"{address}/desk/sign-in")
    yield "sign-in"
    page.locator(MAIN + "button.main").click()
    yield "sign-in-errors"
    page.goto(link)
    yield "join"
    page.locator(MAIN + "button.main").click()
    yield "join-errors"
    join(page, link)
    yield "factors-none"
    page.goto(f"{address}/desk/factors/passkeys/add")
    yield "add-passkey"
    page.goto(f"{address}/desk/factors")
    secret = add_app(page)
    yield "codes"
    for place in ("", "account", "factors", "factors/codes", "factors/codes/new",
                  "factors/app/remove", "again", "again/code", "nowhere"):  # fmt: skip
        page.goto(f"{address}/desk/{place}")
        yield place.replace("/", "-") or "home"
    page.goto(f"{address}/desk/")
    sign_out(page)
    page.goto(link)
    yield "used"
    page.goto(f"{address}/desk/sign-in")
    page.locator("#id_login").fill(email)
    page.locator("#id_password").fill(PASSWORD)
    page.locator(MAIN + "button.main").click()
    yield "second-step"
    page.locator("#id_code").fill(code(secret))
    page.locator(MAIN + "button.main").click()


@pytest.mark.axe
@pytest.mark.html
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize(
    "language", ["", "ar-xb", "de-xl"], ids=["english", "right-to-left", "long"]
)
def test_no_page_of_the_desk_has_a_barrier_or_a_fault(tab, sites, tmp_path, language, colours):
    if not (AXE.exists() and CHECKER.exists() and shutil.which("node")):
        pytest.skip("axe-core and html-validate are not installed: npm ci")
    email = f"{colours}@example.org"
    _, link = invited(sites(language), email)
    page = tab(color_scheme=colours, bypass_csp=True, viewport={"width": 320, "height": 640})
    seen = 0
    for name in walk(page, link, email):
        page.wait_for_load_state()
        if name in PLAIN:
            (tmp_path / f"{name}.html").write_text(page.request.get(page.url).text(), "utf-8")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320, name
        page.add_script_tag(path=AXE)
        found = page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES
        )
        told = [(one["id"], one["nodes"][0]["html"][:160]) for one in found["violations"]]
        assert told == [], name
        seen += 1
    assert seen == 18
    assert _html_faults(tmp_path) == ""


# Pages that can be fetched once more without changing anything: as the server wrote them.
PLAIN = {"sign-in", "account", "factors", "home", "again", "again-code", "nowhere"}


def _html_faults(folder):
    command = ["node", CHECKER, "--config", ROOT / ".htmlvalidate.json", "--formatter", "text"]
    told = subprocess.run(
        [*command, *sorted(folder.glob("*.html"))],
        cwd=ROOT, capture_output=True, check=False, text=True,
    )  # fmt: skip
    return told.stdout.replace(str(folder), "")
