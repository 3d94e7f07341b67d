# SPDX-License-Identifier: Apache-2.0
"""The running server: it writes its key and nothing else, and nobody's address anywhere."""

from __future__ import annotations

import http.client
import socket
import stat
from urllib.parse import urlsplit

import pytest


@pytest.fixture
def site(new_site):
    return new_site(WAYMARK_SITE="public")


def test_a_visit_leaves_no_line_and_no_file_but_the_key(site):
    where = urlsplit(site.address)
    for path in ("/", "/plan", "/nowhere?threat=explicit", "/api/v1/plan"):
        talk = http.client.HTTPConnection(where.hostname, where.port)
        talk.request("POST" if "api" in path else "GET", path, headers={"User-Agent": "Tell/1.0"})
        talk.getresponse().read()
        talk.close()
    with socket.create_connection((where.hostname, where.port)) as raw:
        raw.sendall(b"NONSENSE \xff\r\n\r\n")
        raw.recv(1000)
    site.process.terminate()
    site.process.wait()
    log = (site.data.parent / "log").read_text("utf-8", "replace")
    for secret in ("Tell/1.0", "explicit", "nowhere", "NONSENSE"):
        assert secret not in log
    assert log.replace(site.address, "").count("127.0.0.1") == 0
    assert [
        one.relative_to(site.data).as_posix() for one in site.data.rglob("*") if one.is_file()
    ] == ["keys/answers.key"]
    assert list(site.home.rglob("*")) == []
    assert stat.S_IMODE((site.data / "keys" / "answers.key").stat().st_mode) == 0o600


def test_the_server_does_not_name_itself(site):
    where = urlsplit(site.address)
    talk = http.client.HTTPConnection(where.hostname, where.port)
    talk.request("GET", "/")
    assert "unicorn" not in str(talk.getresponse().getheader("Server")).lower()
    talk.close()
