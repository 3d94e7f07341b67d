# SPDX-License-Identifier: Apache-2.0
"""A visitor without script. The browser and the running site are in tests/conftest.py."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

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
