# SPDX-License-Identifier: Apache-2.0
"""What holds for every page of the desk: headers, cookies, titles, no file, forms of our own."""

from __future__ import annotations

import gzip
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from waymark.web.staff.shelf import FOLDER, shelf

PAGES = [
    "/desk/", "/desk/account", "/desk/factors", "/desk/factors/app", "/desk/factors/passkeys/add",
    "/desk/factors/codes", "/desk/factors/codes/new", "/desk/again", "/desk/again/code",
    "/desk/sign-in", "/desk/sign-in/code", "/desk/join/1/x", "/desk/nowhere",
]  # fmt: skip
TELLING = re.compile(r"sext|nude|abuse|porn|blackmail|victim|waymark|child", re.IGNORECASE)
WAYS_IN = re.compile(r"type=.file|multipart|FileReader|clipboardData|ondrop|getUserMedia")
KEEPS = re.compile(r"localStorage|sessionStorage|indexedDB|serviceWorker|sendBeacon|caches\.open")


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_has_the_strict_headers(inside, address):
    headers = inside.client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "form-action 'self';" in policy
    assert "unsafe" not in policy
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", PAGES)
def test_titles_are_neutral_and_nothing_loads_from_elsewhere(inside, address):
    page = inside.open(address).page
    title = re.search(r"<title>(.*?)</title>", page)[1]
    assert title.endswith("– Desk")
    assert not TELLING.search(title + address)
    for loaded in re.findall(
        r"<(?:link|script|img|form)[^>]+(?:href|src|action)=\"([^\"]*)\"", page
    ):
        assert loaded.startswith(("/desk/", "data:")), loaded
    assert not re.search(r"<script(?![^>]+(?:src=|application/json))|style=|\son\w+=", page)
    assert not WAYS_IN.search(page)


def test_the_sign_out_button_is_on_every_page_inside(inside):
    for address in PAGES[:7]:
        assert 'action="/desk/sign-out"' in inside.open(address).page, address


@pytest.mark.parametrize("address", [*PAGES, "/desk/sign-out", "/desk/still"])
@pytest.mark.parametrize("who", ["inside", "desk"])
def test_a_file_is_refused_everywhere(transactional_db, request, who, address):
    desk = request.getfixturevalue(who).open("/desk/sign-in")
    sent = {
        "csrfmiddlewaretoken": desk.client.cookies["desk-form"].value if "desk-form" in desk.client.cookies else "",
        "a": SimpleUploadedFile("x.png", b"\x89PNG", "image/png"),
    }  # fmt: skip
    answer = desk.client.post(address, sent)
    assert answer.status_code == 422
    assert "do not send pictures" in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["/desk/account", "/desk/sign-out", "/desk/sign-in", "/desk/still"]
)
def test_a_form_without_our_token_is_refused(inside, address):
    answer = inside.client.post(address, {"login": "a@example.org"})
    assert answer.status_code == 403
    assert "Nothing was changed" in answer.content.decode()
    assert inside.open("/desk/").heading == "Desk"


def test_a_form_of_another_site_is_refused_even_with_a_token(inside):
    inside.open("/desk/")
    token = inside.client.cookies["desk-form"].value
    for origin in ("https://elsewhere.example", "null"):
        answer = inside.client.post(
            "/desk/sign-out", {"csrfmiddlewaretoken": token}, HTTP_ORIGIN=origin
        )
        assert answer.status_code == 403
    own = inside.client.post(
        "/desk/sign-out", {"csrfmiddlewaretoken": token}, HTTP_ORIGIN="http://localhost"
    )
    assert own.status_code == 303


def test_the_cookies_are_for_the_desk_only_and_end_with_the_browser(inside):
    cookies = inside.client.cookies
    assert set(cookies) == {"desk", "desk-form"}
    for cookie in cookies.values():
        assert cookie["path"] == "/desk/"
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"
        assert cookie["expires"] == cookie["max-age"] == ""


def test_the_public_site_neither_gets_nor_sets_a_cookie_of_the_desk(inside):
    from django.test import Client

    answer = Client(SERVER_NAME="localhost").get("/", HTTP_HOST="localhost")
    assert set(answer.cookies) == {"page"}
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers.get("Vary", "") == "Accept-Encoding"


@pytest.mark.parametrize("address", ["/", "/help", "/plan", "/about", "/desk-not", "/nowhere"])
def test_the_public_site_asks_no_database(address):
    # without the mark of pytest-django a question to the database fails this test
    from django.test import Client

    client = Client(SERVER_NAME="localhost", HTTP_COOKIE="desk=abc; desk-form=abc")
    answer = client.get(address, HTTP_HOST="localhost")
    assert answer.status_code in (200, 404)
    assert "Your page" in answer.content.decode()


def test_each_site_hands_out_its_own_files_only(desk):
    name = shelf.address("desk.css").rpartition("/")[2]
    assert desk.client.get(f"/desk/s/{name}").headers["Cache-Control"].startswith("private")
    assert desk.client.get(f"/s/{name}").status_code == 404
    from waymark.web import assets

    assert desk.client.get("/desk" + assets.address("css")).status_code == 404


def test_a_page_of_the_desk_stays_small(inside):
    whole = sum(len(shelf.asset(name).packed) for name in ("desk.css", "desk.js", "passkey.js"))
    assert whole < 8 * 1024
    assert len(gzip.compress(inside.open("/desk/").last.content)) < 4 * 1024


def test_the_style_sheet_knows_no_left_and_right():
    css = re.sub(r"/\*.*?\*/", "", (FOLDER / "desk.css").read_text("utf-8"), flags=re.DOTALL)
    physical = re.findall(
        r"[{;\s](?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|"
        r"width|height|min-width|max-width|float)\s*:",
        re.sub(r"@media[^{]+", "", css),
    )
    assert physical == []


def test_scripts_keep_nothing_in_the_browser():
    for name in ("desk.js", "passkey.js"):
        assert KEEPS.findall((FOLDER / name).read_text("utf-8")) == []


def test_every_word_of_the_desk_can_be_translated():
    bare = re.compile(r">([^<>{}%]*[A-Za-z]{3,}[^<>{}%]*)<")
    for page in (FOLDER.parent / "templates").rglob("*.html"):
        text = re.sub(r"{%.*?%}|{{.*?}}", "", re.sub(r"(?s){% blocktranslate.*?endblocktranslate %}", "", page.read_text("utf-8")))  # fmt: skip
        assert bare.findall(text) == [], page.name


def test_no_word_blames_the_worker():
    blame = re.compile(r"\binvalid|\bfailed|you must|\billegal", re.IGNORECASE)
    for page in (FOLDER.parent / "templates").rglob("*.html"):
        words = re.findall(r'{% translate "([^"]+)"', page.read_text("utf-8"))
        assert [one for one in words if blame.search(one)] == [], page.name


def test_sessions_and_factors_tell_nothing_on_the_disk(inside):
    from allauth.mfa.models import Authenticator
    from django.db import connection

    inside.open("/desk/account")
    secret = inside.secret.replace(" ", "")
    cookie = inside.client.cookies["desk"].value
    with connection.cursor() as cursor:
        stored = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own tables
            stored += [str(row) for row in cursor.fetchall()]
    whole = "\n".join(stored)
    for told in (secret, cookie, "127.0.0.1", "localhost", "python", "a calm walk"):
        assert told not in whole, told
    assert whole.count("ann@example.org") == 1
    for one in Authenticator.objects.all():
        for time in filter(None, (one.created_at, one.last_used_at)):
            assert (time.hour, time.minute, time.second) == (0, 0, 0)
        assert one.data.get("viewed_at", 0) % (24 * 60 * 60) == 0


def test_the_guards_tables_have_no_column_for_an_address_a_browser_or_a_second():
    from waymark.guard.models import Session, Worker

    assert {one.name for one in Worker._meta.get_fields() if one.concrete} == {
        "id", "password", "email", "full_name", "roles", "is_active", "created",
    }  # fmt: skip
    assert {one.name for one in Session._meta.get_fields()} == {
        "session_key", "session_data", "expire_date", "worker",
    }  # fmt: skip
