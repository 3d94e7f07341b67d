# SPDX-License-Identifier: Apache-2.0
"""The interface for partners: the same plan as the command line, and calm about bad input."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

import pytest

from waymark.plan import plan

KNOWN = {
    "audience": "child", "country": "GB", "child_age": 16, "threat": "explicit",
    "demand": ["money"], "other_person": "online_only", "contact_status": "ongoing",
}  # fmt: skip


@pytest.fixture
def post(visitor):
    def sent(body, kind="application/json"):
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return visitor.client.post("/api/v1/plan", data=raw, content_type=kind)

    return sent


def test_the_plan_is_the_one_the_engine_makes(post):
    answer = post(KNOWN)
    assert answer.status_code == 200
    assert answer.json() == plan(KNOWN).as_dict()
    assert not answer.cookies


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"audience": "child", "country": "GB", "threat": "loud"}, "threat"),
        ({"audience": "child", "colour": "red"}, "colour"),
        ({"country": "GB"}, "audience"),
        ({"audience": "child", "threat": ["explicit"]}, "threat"),
        ({"audience": "child", "child_age": 300}, "child_age"),
        (b"[]", "json"),
        (b"not json: [", "json"),
        (b"[" * 60_000, "json"),
        (b'{"a":' * 9_000, "json"),
        (b'{"audience": "child", "audience": "parent"}', "json"),
        (b'{"audience": NaN}', "json"),
        (b'{"child_age": ' + b"9" * 5_000 + b"}", "json"),
        (b"\xff\xfe{}", "json"),
        (b" ", "json"),
    ],
)
def test_each_fault_is_named_and_nothing_is_guessed(post, body, field):
    answer = post(body)
    assert answer.status_code == 422
    faults = answer.json()["errors"]
    assert field in {fault["field"] for fault in faults}
    assert all(set(fault) == {"field", "got", "allowed"} for fault in faults)
    assert b"Traceback" not in answer.content


def test_more_than_64_kilobytes_are_too_many(post):
    assert post(b" " * (64 * 1024 + 1)).status_code == 413
    assert post(b"\xc3\xa4" * 40_000).status_code == 413, "cut within a letter"


def test_nesting_is_named_even_where_the_body_is_too_long_as_well(post):
    assert post(b"[" * 100_000).status_code == 422


LONG = b'{"audience": "child", "note": "' + b"a" * 1_000_000 + b'"}'


@pytest.mark.parametrize(("body", "status"), [(b"[" * 100_000, 422), (LONG, 413), (b"{}", 422)])
def test_a_running_site_refuses_the_same_over_the_wire(sites, body, status):
    request = urllib.request.Request(  # noqa: S310 - our own address
        f"{sites().address}/api/v1/plan", body, {"Content-Type": "application/json"}
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)  # noqa: S310 - our own address
    assert refused.value.code == status
    assert json.loads(refused.value.read())["errors"]
    refused.value.close()


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data", "application/xml", ""])
def test_only_json_is_taken(post, kind):
    assert post(b"{}", kind).status_code == 415


def test_a_body_is_never_logged(post, caplog, capsys):
    post({"audience": "child", "threat": "loud-secret"})
    assert "loud-secret" not in caplog.text + "".join(capsys.readouterr())


def test_the_description_names_every_fact_and_value(visitor):
    described = visitor.client.get("/api/v1/openapi.json").json()
    body = described["paths"]["/api/v1/plan"]["post"]["requestBody"]
    facts = body["content"]["application/json"]["schema"]["properties"]
    assert "explicit" in facts["threat"]["enum"]
    assert len(facts) == 33


# -- the directory for others


def test_the_whole_directory_is_versioned_and_complete(visitor):
    whole = visitor.client.get("/api/v1/directory").json()
    assert whole["version"] == 1
    assert len(whole["digest"]) == 64
    assert len(whole["countries"]) == 56
    assert len(whole["countries"]) + len(whole["without_file"]) == 249


def test_a_reader_that_has_it_already_gets_nothing_again(visitor):
    for path in ("/api/v1/directory", "/api/v1/directory/NO", "/api/v1/directory/hsds"):
        first = visitor.client.get(path)
        again = visitor.client.get(path, HTTP_IF_NONE_MATCH=first.headers["ETag"])
        assert (again.status_code, again.content) == (304, b"")
        other = visitor.client.get(path, HTTP_IF_NONE_MATCH='"another"')
        assert other.status_code == 200
        assert other.content == first.content


def test_one_country_says_norway_in_capitals_and_not(visitor):
    shown = visitor.client.get("/api/v1/directory/NO").json()
    assert shown["name"] == "Norway"
    assert shown == visitor.client.get("/api/v1/directory/no").json()
    assert visitor.client.get("/api/v1/directory/FJ").json()["fallback"] is True


@pytest.mark.parametrize("code", ["ZZ", "GBR", "%3Cb%3E"])
def test_a_country_that_is_none_is_not_found_and_not_repeated(visitor, code):
    answer = visitor.client.get(f"/api/v1/directory/{code}")
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["got"] == "unknown"


def test_laws_can_be_compared_as_json_and_as_a_table(visitor):
    rows = visitor.client.get("/api/v1/directory/compare/GB-NO-US").json()["rows"]
    assert [row["code"] for row in rows] == ["GB", "NO", "US"]
    table = visitor.client.get("/api/v1/directory/compare/GB-NO-US.csv")
    assert table.headers["Content-Type"].startswith("text/csv")
    assert len(table.content.decode().strip().split("\n")) == 4
    assert visitor.client.get("/api/v1/directory/compare/GB-ZZ").status_code == 404


def test_nothing_inward_leaves_with_the_directory(visitor):
    for path in ("/api/v1/directory", "/api/v1/directory/hsds", "/api/v1/directory/GB"):
        text = visitor.client.get(path).content.decode()
        assert "doubtful" not in text
        assert "checked_by" not in text
