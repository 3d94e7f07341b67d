# SPDX-License-Identifier: Apache-2.0
"""A visitor without script, a browser, and a site for both."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from html import unescape
from pathlib import Path

import pytest

DATA = tempfile.mkdtemp(prefix="waymark-test-")
os.environ["WAYMARK_DATA"] = DATA
os.environ["DJANGO_SETTINGS_MODULE"] = "waymark.web.settings"

import django  # noqa: E402

django.setup()

from django.test import Client  # noqa: E402

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
    "--no-first-run", "--disable-component-update",
]  # fmt: skip
# Answers that keep a walk calm; everywhere else the first option is taken.
CALM = {"self_harm": "none", "physical_danger": "none", "child_age": "13_17"}


class Visitor:
    """Somebody whose browser knows forms and cookies, and nothing else."""

    def __init__(self) -> None:
        self.client = Client(HTTP_HOST="localhost", SERVER_NAME="localhost")
        self.last = self.client.get("/")

    def send(self, go, **fields):
        self.posted = self.client.post("/plan", {"go": go, **fields})
        self.last = self.client.get(self.posted.headers["Location"])
        return self

    def tile(self, name, audience="child"):
        return self.send(f"tile:{name}", audience=audience)

    def begin(self, name="passed_on", audience="child", country="GB"):
        self.tile(name, audience).send("begin")
        return self.answer("country", country)

    def answer(self, question, value):
        key = "country" if question == "country" else "a"
        return self.send("answer", q=question, **{key: value})

    def walk(self, **chosen):
        """Answer every question: as told, calmly where it matters, else by the first option."""
        for _ in range(60):
            if not (name := self.question):
                return self
            options = self.options
            value = chosen.get(name) or CALM.get(name) or options[0]
            self.answer(name, value if value in options or isinstance(value, list) else options[0])
        raise AssertionError("the questions do not end")

    @property
    def page(self):
        return unescape(self.last.content.decode())

    @property
    def words(self):
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.page.split("<main", 1)[1]))

    @property
    def heading(self):
        found = re.search(r"<h1>(.*?)</h1>", self.page, re.DOTALL)
        return re.sub(r"<[^>]+>", "", found[1]).strip()

    @property
    def question(self):
        found = re.search(r'name="q" value="(\w+)"', self.page)
        return found[1] if found else None

    @property
    def options(self):
        return re.findall(r'name="a" value="(\w+)"', self.page)

    @property
    def steps(self):
        part = self.page.split('<ol class="steps">')[1].split("</ol>")[0]
        return re.findall(r"<h2>(.*?)</h2>", part)

    @property
    def journey(self):
        from waymark.web.public.visit import _opened

        return _opened(self.client.cookies["page"].value, 1800)


@pytest.fixture
def visitor():
    return Visitor()


@pytest.fixture
def new_visitor():
    return Visitor


class Site:
    """The real server in its own process, with its own data and home."""

    def __init__(self, folder, language: str = "") -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.data, self.home = folder / "data", folder / "home"
        self.home.mkdir(parents=True)
        env = {
            **os.environ, "WAYMARK_DATA": str(self.data), "HOME": str(self.home),
            "WAYMARK_TEST_LANGUAGE": language, "WAYMARK_WORKERS": "1", "WAYMARK_LEAVE": "",
        }  # fmt: skip
        self.log = (folder / "log").open("w+b")
        start = f"from waymark.web.serve import run; run('127.0.0.1', {port})"
        self.process = subprocess.Popen(
            [sys.executable, "-c", start], env=env, stdout=self.log, stderr=self.log, cwd=folder
        )
        for _ in range(200):
            try:
                urllib.request.urlopen(self.address).close()  # noqa: S310 - our own address
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the site did not start")

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.log.close()


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

        context.route(lambda url: not url.startswith(("http://127.0.0.1", "data:")), stop)
        return page

    yield opened
    for context in contexts:
        context.close()
