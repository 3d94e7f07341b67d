# SPDX-License-Identifier: Apache-2.0
"""What holds for every test: no network but this machine's own, and nothing left out unseen.

Also the real browser and the running site, for the tests of both sites.
"""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

os.environ["WAYMARK_DATA"] = tempfile.mkdtemp(prefix="waymark-test-")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
    "--no-first-run", "--disable-component-update",
]  # fmt: skip
HERE = ("http://127.0.0.1", "http://localhost", "data:")
NOTHING_LEFT_OUT = "WAYMARK_NOTHING_LEFT_OUT"
_connect = socket.socket.connect


class NetworkUsed(RuntimeError):
    """A test, or the code under it, tried to reach another machine."""


def _is_here(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket
    try:
        return ipaddress.ip_address(address[0]).is_loopback
    except ValueError:
        return address[0] == "localhost"


def _guarded_connect(self: socket.socket, address: Any) -> None:
    if not _is_here(address):
        raise NetworkUsed(f"a test wanted to reach {address[0]}")
    _connect(self, address)


@pytest.fixture(autouse=True)
def _only_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", _guarded_connect)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Where nothing may be left out, a skipped test is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    worker = hasattr(session.config, "workerinput")
    if worker or reporter is None or not os.environ.get(NOTHING_LEFT_OUT):
        return
    skipped = len(reporter.stats.get("skipped", ()))
    if skipped and exitstatus == pytest.ExitCode.OK:
        reporter.write_line(f"{skipped} tests were left out, and none may be.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


class Site:
    """The real server in its own process, with its own data and home."""

    def __init__(self, folder: Path, language: str = "", **more: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.data, self.home = folder / "data", folder / "home"
        self.home.mkdir(parents=True)
        env = {
            **os.environ, "WAYMARK_DATA": str(self.data), "HOME": str(self.home),
            "WAYMARK_TEST_LANGUAGE": language, "WAYMARK_WORKERS": "1", "WAYMARK_LEAVE": "",
            **more,
        }  # fmt: skip
        self.env = env
        self.log = (folder / "log").open("w+b")
        start = f"from waymark.web.serve import run; run('127.0.0.1', {port})"
        self.process = subprocess.Popen(
            [sys.executable, "-c", start], env=env, stdout=self.log, stderr=self.log, cwd=folder
        )
        for _ in range(200):
            try:
                urllib.request.urlopen(self.address).close()  # noqa: S310 - our own address
                return
            except urllib.error.HTTPError as error:
                error.close()
                return  # a site without a first page answers too
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the site did not start")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command beside the site, on the same data."""
        return subprocess.run(
            [sys.executable, "-m", "waymark.cli", *arguments],
            env=self.env, capture_output=True, check=False, text=True,
        )  # fmt: skip

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()
        self.log.close()


@pytest.fixture
def new_site(tmp_path):
    """Start a site of one's own."""
    running = []

    def started(language="", **more):
        running.append(Site(tmp_path / f"site-{len(running)}", language, **more))
        return running[-1]

    yield started
    for one in running:
        one.stop()


@pytest.fixture(scope="session")
def sites(tmp_path_factory):
    running = {}

    def site(language=""):
        if language not in running:
            running[language] = Site(tmp_path_factory.mktemp("site"), language)
        return running[language]

    yield site
    for one in running.values():
        one.stop()


@pytest.fixture(scope="session")
def chromium():
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium):
    """Open a page; every request that leaves this machine is noted and stopped."""
    contexts = []

    def opened(**options):
        options = {"viewport": {"width": 390, "height": 800}} | options
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.outside = []
        page.set_default_timeout(8000)

        def stop(route):
            page.outside.append(route.request.url)
            route.fulfill(status=200, content_type="text/html", body="<h1>Weather</h1>")

        context.route(lambda url: not url.startswith(HERE), stop)
        return page

    yield opened
    for context in contexts:
        context.close()
