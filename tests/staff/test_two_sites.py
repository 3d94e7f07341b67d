# SPDX-License-Identifier: Apache-2.0
"""One project, two sites: a process serves one of them or both, and neither runs the other's parts."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.error
import urllib.request


def status(site, path):
    try:
        with urllib.request.urlopen(site.address + path) as answer:  # noqa: S310 - our own address
            return answer.status
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def files(site):
    return {one.relative_to(site.data).as_posix() for one in site.data.rglob("*") if one.is_file()}


def test_a_public_process_has_no_desk_and_no_database(new_site):
    site = new_site(WAYMARK_SITE="public", WAYMARK_DATABASE="nothing of the kind")
    found = {path: status(site, path) for path in ("/", "/help", "/desk/", "/desk/sign-in")}
    assert found == {"/": 200, "/help": 200, "/desk/": 404, "/desk/sign-in": 404}
    assert files(site) == {"keys/answers.key"}


def test_a_public_process_loads_nothing_of_the_desk(tmp_path):
    script = """
import sys, waymark.web.wsgi
from django.test import Client
assert Client(SERVER_NAME="localhost").get("/", HTTP_HOST="localhost").status_code == 200
loaded = sorted(one for one in sys.modules if one.startswith(
    ("waymark.web.staff", "waymark.guard.models", "allauth", "fido2", "qrcode", "sqlite3",
     "django.contrib.sessions", "django.contrib.auth")))
sys.exit(", ".join(loaded) or 0)
"""
    env = {**os.environ, "WAYMARK_SITE": "public", "WAYMARK_DATA": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_staff_process_has_the_desk_only(new_site):
    site = new_site(WAYMARK_SITE="staff")
    found = {path: status(site, path) for path in ("/", "/help", "/desk/", "/desk/sign-in", "/s/x")}
    assert found == {"/": 404, "/help": 404, "/desk/": 200, "/desk/sign-in": 200, "/s/x": 404}
    assert "waymark.sqlite3" in files(site)


def test_the_middleware_of_one_site_does_not_run_for_the_other(rf, settings, monkeypatch):
    from waymark.web import sites

    met = []

    def part(name):
        def made(answer):
            return lambda request: (met.append(name), answer(request))[1]

        return made

    settings.PUBLIC_MIDDLEWARE, settings.STAFF_MIDDLEWARE = ["public"], ["staff"]
    monkeypatch.setattr(sites, "import_string", part)
    both = sites.Sites(lambda _: None)
    for path in ("/", "/desk", "/desk/", "/desk/x", "/deskx", "/help/desk/"):
        both(rf.get(path))
    assert met == ["public", "staff", "staff", "staff", "public", "public"]


def test_the_database_file_is_for_the_service_alone(new_site):
    site = new_site()
    assert status(site, "/desk/sign-in") == 200
    for name in ("waymark.sqlite3", "keys/desk.key", "migrate.lock"):
        assert (site.data / name).stat().st_mode & 0o077 == 0, name
