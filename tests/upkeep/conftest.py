# SPDX-License-Identifier: Apache-2.0
"""An editor at a desk of their own, and the surfaces on which changes have to show."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.test import Client

from waymark.directory.overlay import Key

TODAY = date(2026, 11, 24)
CHILDLINE = Key("GB", "child_helpline", "gb_childline")
CONSENT = Key("GB", "law", "age_of_consent")
SERVICE = {
    "name": "Harbour Clinic", "phone": "020 7946 0018", "place": "Bristol",
    "waiting": "about two weeks", "refer": "ring in the morning",
    "source": "https://clinic.example/contact",
}  # fmt: skip


class Surfaces:
    """What a visitor or another program sees; asked anew each time, without the database."""

    def __init__(self):
        self.client = Client(HTTP_HOST="localhost", SERVER_NAME="localhost")

    def page(self, address):
        answer = self.client.get(address)
        assert answer.status_code == 200, address
        return answer.content.decode()

    def api(self, code="GB"):
        return json.loads(self.page(f"/api/v1/directory/{code}"))

    def plan(self, **answers):
        told = {"audience": "child", "country": "GB"} | answers
        answer = self.client.post("/api/v1/plan", told, content_type="application/json")
        assert answer.status_code == 200, answer.content
        return answer.json()

    def everything(self):
        """All that leaves the house, as one text."""
        places = ["/help/gb", "/help/gb/law", "/api/v1/directory", "/api/v1/directory/GB",
                  "/api/v1/directory/hsds", "/api/v1/directory/compare/GB", "/help"]  # fmt: skip
        return "\n".join([*map(self.page, places), json.dumps(self.plan())])


@pytest.fixture
def data(tmp_path, settings):
    settings.WAYMARK_DATA = tmp_path / "data"
    settings.WAYMARK_DATA.mkdir()
    return settings.WAYMARK_DATA


@pytest.fixture
def new_worker(transactional_db):
    from waymark.guard.models import Worker

    def made(email="ann@example.org", roles=("editor",), name="Ann Bee", **more):
        return Worker.objects.create(email=email, roles=list(roles), full_name=name, **more)

    return made


@pytest.fixture
def desk(data, new_worker):
    from waymark.upkeep.desk import Desk

    return Desk(new_worker())


@pytest.fixture
def other(desk, new_worker):
    from waymark.upkeep.desk import Desk

    return Desk(new_worker("bo@example.org", name="Bo Cee"))


@pytest.fixture
def surfaces(data):
    return Surfaces()


@pytest.fixture
def upgrade(tmp_path, monkeypatch):
    """Install a newer delivered directory: everything reads another compiled file."""
    from waymark.upkeep import desk as upkeep_desk
    from waymark.web import here

    def installed(change):
        table = json.loads(upkeep_desk.COMPILED.read_text("utf-8"))
        change(table)
        folder = tmp_path / "compiled"
        folder.mkdir(exist_ok=True)
        newer = folder / "directory.json"
        newer.write_text(json.dumps(table), "utf-8")
        monkeypatch.setattr(upkeep_desk, "COMPILED", newer)
        monkeypatch.setattr(here, "COMPILED", folder)

    return installed
