# SPDX-License-Identifier: Apache-2.0
"""What holds for every address: headers, cookies, titles, budgets, nothing from elsewhere."""

from __future__ import annotations

import gzip
import re

import page_checks
import pytest
from django.urls import get_resolver

from waymark.web import assets

EXAMPLES = {
    "help/<str:country>": "help/gb",
    "help/<str:country>/law": "help/gb/law",
    "help/where/<str:provider>": "help/where/instagram",
    "s/<str:name>": assets.address("css")[1:],
    "api/v1/directory/<code>": "api/v1/directory/gb",
    "api/v1/directory/compare/<codes>": "api/v1/directory/compare/GB-NO",
}
# Nothing that a parent, a partner or a school filter would stop at (U16).
TELLING = re.compile(
    r"sext|nude|naked|abuse|porn|blackmail|threat|police|suicid|victim|waymark", re.IGNORECASE
)
PLACES = ["", "check", "plan", "paper", "where", "found", "options", "delete"]


def addresses(patterns, before=""):
    for one in patterns:
        path = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from addresses(one.url_patterns, path)
        else:
            yield "/" + EXAMPLES.get(path, path)


EVERY = sorted(set(addresses(get_resolver().url_patterns)))
PAGES = [one for one in EVERY if not one.startswith(("/s/", "/api/", "/leave"))]


@pytest.fixture(params=PLACES)
def walked(request, visitor):
    """A visitor on each kind of page of the one plan address."""
    visitor.begin()
    return visitor.send(f"to:{request.param}") if request.param else visitor


def test_the_addresses_are_the_known_ones():
    assert {"/", "/plan", "/help", "/help/gb", "/about", "/people", "/leave"} <= set(EVERY)
    assert {"/api/v1/plan", "/api/v1/openapi.json"} <= set(EVERY)


@pytest.mark.parametrize("address", [*EVERY, "/nowhere"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_answer_has_the_strict_headers(visitor, address, method):
    headers = getattr(visitor.client, method)(address).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Server" not in headers


@pytest.mark.parametrize("address", PAGES)
def test_no_page_is_kept_by_the_browser_or_found_by_a_search_engine(visitor, address):
    headers = visitor.client.get(address).headers
    assert headers["Cache-Control"] == "no-store"
    assert ("X-Robots-Tag" in headers) is (not address.startswith(("/people", "/about")))


@pytest.mark.parametrize("address", [*PAGES, "/nowhere"])
def test_titles_and_addresses_tell_nothing(visitor, address):
    title = re.search(r"<title>(.*?)</title>", visitor.client.get(address).content.decode())[1]
    assert title.strip() == "Your page"
    assert not TELLING.search(address)


@pytest.mark.parametrize("address", [*PAGES, "/nowhere"])
def test_every_page_shows_the_way_out_and_an_emergency_number_first(visitor, address):
    page = visitor.client.get(address).content.decode()
    assert page_checks.way_out_first(page) == []
    assert page_checks.emergency_number(page) == []


@pytest.mark.parametrize("address", [*PAGES, "/nowhere"])
def test_no_page_takes_a_file_or_loads_from_elsewhere(visitor, address):
    answer = visitor.client.get(address)
    assert page_checks.no_way_in(answer.content.decode()) == []
    assert page_checks.nothing_stored_or_told(answer.content.decode(), answer.headers) == []


def test_the_pages_of_the_plan_keep_every_page_rule(walked):
    assert page_checks.way_out_first(walked.page) == []
    assert page_checks.emergency_number(walked.page) == []
    assert page_checks.no_way_in(walked.page) == []
    assert page_checks.dated_contacts(walked.page) == []
    assert page_checks.asks_for_no_copy(walked.page) == []
    told = [*walked.journey.answers, "passed_on", "child"]
    assert page_checks.nothing_stored_or_told(walked.page, walked.last.headers, told) == []


def test_the_files_of_a_page_take_nothing_in_and_keep_nothing():
    for name in ("page.css", "page.js"):
        text = (assets.FOLDER / name).read_text("utf-8")
        assert page_checks.WAYS_IN.findall(text) + page_checks.KEEPS.findall(text) == []


def test_pages_and_files_stay_within_their_budgets(visitor):
    css, js = (len(assets._asset(kind).packed) for kind in ("css", "js"))
    assert css <= 10 * 1024
    assert js <= 6 * 1024
    assert len(gzip.compress(visitor.last.content)) + css + js <= 14 * 1024
    for address in PAGES:
        # the child surface is every page but those for adults, whose register is long
        most = 16 if address.startswith("/people") else 8
        assert len(gzip.compress(visitor.client.get(address).content)) <= most * 1024, address


def test_the_pages_of_the_plan_stay_within_their_budget(walked):
    assert len(gzip.compress(walked.last.content)) <= 8 * 1024


@pytest.mark.parametrize("audience", ["parent", "professional"])
def test_the_longest_plans_stay_within_their_budget(visitor, audience):
    hard = {
        "self_harm": "plan_or_act",
        "physical_danger": "family_violence",
        "child_age": "under_13",
    }
    visitor.begin("threatened", audience).walk(**hard).send("to:plan").send("open")
    for stage in ("now", "today", "this_week", "later"):
        visitor.send(f"stage:{stage}")
        assert len(gzip.compress(visitor.last.content)) <= 8 * 1024, stage


def test_a_page_needs_three_requests(visitor):
    loaded = re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="([^"]+)"', visitor.page)
    assert [one for one in loaded if not one.startswith("data:")] == [
        assets.address("css"), assets.address("js"),
    ]  # fmt: skip


def test_the_style_sheet_knows_no_left_and_right():
    css = re.sub(r"/\*.*?\*/", "", (assets.FOLDER / "page.css").read_text("utf-8"), flags=re.DOTALL)
    physical = re.findall(
        r"[{;\s](?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|"
        r"width|height|min-width|max-width|float)\s*:",
        re.sub(r"@media[^{]+", "", css),
    )
    assert physical == []
    assert "text-align: left" not in css


def test_the_cookie_is_for_this_site_only_and_ends_with_the_browser(visitor):
    cookie = visitor.client.cookies["page"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["expires"] == ""
    assert cookie["max-age"] == ""
    assert set(visitor.client.cookies) == {"page"}


def test_the_cookie_is_secure_wherever_a_browser_would_keep_it(visitor, settings_with_hosts):
    answer = visitor.client.get("/", HTTP_HOST="help.example")
    assert answer.cookies["page"]["secure"]


@pytest.fixture
def settings_with_hosts():
    from django.test import override_settings

    with override_settings(ALLOWED_HOSTS=["help.example", "localhost"]):
        yield


def test_a_file_in_any_form_is_refused_kindly(visitor):
    from django.core.files.uploadedfile import SimpleUploadedFile

    sent = {"go": "begin", "a": SimpleUploadedFile("x.png", b"\x89PNG", "image/png")}
    answer = visitor.client.post("/plan", sent)
    assert answer.status_code == 422
    assert "do not send pictures" in answer.content.decode()
    assert 'id="no-images"' in answer.content.decode()


FORMS = ["/plan", "/help", "/people/compare", "/leave"]
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


@pytest.mark.parametrize("address", [*PAGES, "/leave", "/nowhere"])
def test_a_picture_is_taken_nowhere_and_nothing_is_written(visitor, address):
    from django.conf import settings

    def kept():
        return {one: one.stat().st_mtime_ns for one in settings.WAYMARK_DATA.rglob("*")}

    before = kept()
    answer = visitor.client.post(address, data=PICTURE, content_type="image/png")
    assert answer.status_code == 415
    assert "do not send pictures" in answer.content.decode()
    answer = visitor.client.post(address, {"find": "data:image/png;base64,iVBORw0KGgo="})
    assert answer.status_code == 422
    assert kept() == before


@pytest.mark.parametrize("address", FORMS)
def test_what_is_longer_than_any_form_is_refused_as_too_long(visitor, address):
    assert visitor.client.post(address, {"find": "a" * 70_000}).status_code == 413


def test_the_description_of_the_interface_is_read_and_nothing_else(visitor):
    answer = visitor.client.post("/api/v1/openapi.json", data=PICTURE, content_type="image/png")
    assert answer.status_code == 405


@pytest.mark.parametrize("origin", ["http://[", "https://[::1", "http://[x]:9", "nonsense"])
def test_an_origin_that_is_no_address_is_a_strange_one(visitor, origin):
    assert visitor.client.post("/help", {"find": "oslo"}, HTTP_ORIGIN=origin).status_code == 400


@pytest.mark.parametrize("address", ["/help", "/help/no", "/", "/api/v1/directory/NO"])
def test_a_head_request_gets_headers_alone(visitor, address):
    answer = visitor.client.head(address)
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["Content-Length"]) > 0


@pytest.mark.parametrize("code", ["ß", "nı", "ſe", "ﬁ"])
def test_letters_that_only_look_like_a_country_are_none(visitor, code):
    for address in (f"/help/{code}", f"/help/{code}/law", f"/api/v1/directory/{code}"):
        assert visitor.client.get(address).status_code == 404


@pytest.mark.parametrize(
    "strange",
    [
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_ORIGIN": "https://elsewhere.example"},
    ],
)
def test_a_form_of_another_site_is_refused(visitor, strange):
    assert visitor.client.post("/plan", {"go": "begin"}, **strange).status_code == 400
    assert visitor.client.post("/leave", **strange).status_code == 400


def test_our_own_form_is_taken_from_old_and_new_browsers(visitor):
    for own in ({"HTTP_SEC_FETCH_SITE": "same-origin"}, {"HTTP_ORIGIN": "null"}, {}):
        assert visitor.client.post("/plan", {"go": "back"}, **own).status_code == 303


def test_an_onion_address_is_named_only_where_it_is_set(visitor):
    from django.test import override_settings

    assert "Onion-Location" not in visitor.client.get("/help").headers
    with override_settings(WAYMARK_ONION="http://example.onion"):
        assert visitor.client.get("/help").headers["Onion-Location"] == "http://example.onion/help"
