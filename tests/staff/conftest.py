# SPDX-License-Identifier: Apache-2.0
"""A worker at the desk, with a browser that knows forms and cookies only."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from html import unescape

import pytest
from django.test import Client

PASSWORD = "a calm walk by the sea"


def code(secret, at=None):
    """RFC 6238, as an app computes it."""
    counter = struct.pack(">Q", int(at or time.time()) // 30)
    made = hmac.new(base64.b32decode(secret.replace(" ", "")), counter, hashlib.sha1).digest()
    place = made[-1] & 0x0F
    return f"{(struct.unpack('>I', made[place : place + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


class Desk:
    """Somebody at the desk; tokens of forms are sent along as a browser does."""

    def __init__(self, **more):
        more = {"enforce_csrf_checks": True, "HTTP_HOST": "localhost"} | more
        self.client = Client(SERVER_NAME="localhost", **more)
        self.last = None

    def open(self, address, follow=True):
        self.last = self.client.get(address, follow=follow)
        return self

    def send(self, address, follow=True, **fields):
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.page)
        fields["csrfmiddlewaretoken"] = token[1] if token else ""
        self.last = self.client.post(address, fields, follow=follow)
        return self

    @property
    def page(self):
        return unescape(self.last.content.decode()) if self.last else ""

    @property
    def heading(self):
        return re.search(r"<h1>(.*?)</h1>", self.page, re.DOTALL)[1]

    @property
    def address(self):
        chain = getattr(self.last, "redirect_chain", [])
        return chain[-1][0] if chain else self.last.request["PATH_INFO"]

    def join(self, email="ann@example.org", roles=("editor",), name="Ann Bee"):
        """Follow a link to join; the second factor is still missing."""
        from waymark.guard.joining import invite

        made = invite(email, list(roles))
        self.link = f"/desk/join/{made.worker.pk}/{made.token}"
        self.worker = made.worker
        self.open(self.link)
        return self.send(self.link, name=name, password=PASSWORD, again=PASSWORD)

    def add_app(self):
        self.open("/desk/factors/app")
        self.secret = re.search(r'<output id="secret"><bdi>([A-Z2-7 ]+)</bdi>', self.page)[1]
        self.send("/desk/factors/app", code=code(self.secret, time.time() - 30))
        if self.address == "/desk/factors/app":  # a new half minute began in between
            self.send("/desk/factors/app", code=code(self.secret, time.time() - 30))
        return self

    def sign_in(self, email="ann@example.org", password=PASSWORD, back=""):
        self.open("/desk/sign-in")
        fields = {"next": back} if back else {}
        return self.send("/desk/sign-in", login=email, password=password, **fields)

    def second_step(self, shift=0):
        return self.send("/desk/sign-in/code", code=code(self.secret, time.time() + shift))

    def sign_out(self):
        self.open("/desk/")
        return self.send("/desk/sign-out")


@pytest.fixture
def desk(transactional_db):
    return Desk()


@pytest.fixture
def new_desk(transactional_db):
    return Desk


@pytest.fixture
def inside(desk):
    """A worker who has joined, with an app as second factor."""
    desk.join().add_app()
    assert desk.address == "/desk/factors/codes", desk.page
    return desk


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
