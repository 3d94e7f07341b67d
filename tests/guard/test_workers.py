# SPDX-License-Identifier: Apache-2.0
"""Workers, the database they stand in, and what is remembered for minutes."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from waymark.guard.database import UnknownDatabase, database
from waymark.guard.roles import UnknownRole, checked


def test_roles_are_a_closed_list():
    assert checked(["editor", "admin", "editor"]) == ["admin", "editor"]
    with pytest.raises(UnknownRole):
        checked(["editor", "boss"])


def test_an_address_has_one_worker_whatever_its_case(db):
    from django.db import IntegrityError, transaction

    from waymark.guard.models import Worker

    Worker.objects.create(email="Ann@Example.org", roles=["editor"])
    assert Worker.objects.get_by_natural_key("ANN@example.ORG").email == "ann@example.org"
    with pytest.raises(IntegrityError), transaction.atomic():
        Worker.objects.create(email="aNN@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        Worker.objects.bulk_create([Worker(email="ANN@EXAMPLE.ORG")])


def test_without_an_address_the_tables_are_one_file(tmp_path):
    told = database("", tmp_path)
    assert told["NAME"] == tmp_path / "waymark.sqlite3"
    assert told["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_an_address_of_postgresql_is_taken_apart():
    told = database("postgres://ann:p%40ss%2Fword@db.example:5433/desk?sslmode=require", Path())
    assert told["ENGINE"].endswith("postgresql")
    assert (told["USER"], told["PASSWORD"]) == ("ann", "p@ss/word")
    assert (told["HOST"], told["PORT"], told["NAME"]) == ("db.example", "5433", "desk")
    assert told["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize(
    "address", ["mysql://a/b", "postgres://host/", "postgres://h:x/b", "sqlite", "postgres://h/a/b"]
)
def test_another_database_is_refused_without_its_password(address):
    with pytest.raises(UnknownDatabase) as fault:
        database(address, Path())
    assert str(fault.value) == ""


def test_what_is_remembered_for_minutes_is_forgotten(db, monkeypatch):
    from datetime import timedelta

    from django.core.cache import cache
    from django.utils import timezone

    from waymark.guard import brief

    assert cache.add("a", [1.5], 60)
    assert not cache.add("a", [2], 60)
    cache.set("a", [1, 2], 60)
    assert cache.get("a") == [1, 2]
    assert cache.touch("a", 90)
    stored = brief.Brief.objects.get()
    assert len(stored.key) == 64
    assert stored.until - timezone.now() > timedelta(seconds=80)
    later = timezone.now() + timedelta(seconds=91)
    monkeypatch.setattr(brief.timezone, "now", lambda: later)
    assert cache.get("a", "gone") == "gone"
    assert cache.add("a", 3, 60)
    assert cache.delete("a")
    assert not cache.delete("a")
    cache.set("b", 1)
    cache.clear()
    assert not brief.Brief.objects.exists()


def test_the_pure_modules_of_the_guard_load_no_django():
    script = (
        "import sys, waymark.guard.sealed, waymark.guard.headers, waymark.guard.leaving,"
        " waymark.guard.keyfile, waymark.guard.roles, waymark.guard.database;"
        "sys.exit(any(one.split('.')[0] in ('django', 'allauth') for one in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@pytest.fixture
def run(tmp_path):
    import os

    env = {name: value for name, value in os.environ.items() if not name.startswith("WAYMARK_")}
    env["WAYMARK_DATA"] = str(tmp_path / "data")

    def ran(*arguments, **more):
        return subprocess.run(
            [sys.executable, "-m", "waymark.cli", *arguments],
            env=env | more, capture_output=True, check=False, text=True, cwd=tmp_path,
        )  # fmt: skip

    return ran


def test_two_processes_that_start_at_once_make_the_tables_once(run, tmp_path):
    with ThreadPoolExecutor(3) as at_once:
        done = list(at_once.map(lambda _: run("migrate", "--format", "json"), range(3)))
    assert [one.returncode for one in done] == [0, 0, 0], [one.stderr for one in done]
    applied = sorted(len(json.loads(one.stdout)["applied"]) for one in done)
    assert applied[:2] == [0, 0]
    assert applied[2] > 3
    for name in ("waymark.sqlite3", "keys/desk.key"):
        assert stat.S_IMODE((tmp_path / "data" / name).stat().st_mode) == 0o600


def test_somebody_is_invited_listed_and_revoked(run):
    first = run("staff", "add", "Ann@Example.org", "--role", "editor", "--name", "Ann Bee")
    assert first.returncode == 0, first.stderr
    assert first.stdout.count("http://localhost:8000/desk/join/1/") == 1
    again = run("staff", "add", "ann@example.org", "--role", "admin", "--role", "editor",
                "--at", "https://desk.example/", "--format", "json")  # fmt: skip
    told = json.loads(again.stdout)
    assert told["link"].startswith("https://desk.example/desk/join/1/")
    assert (told["new"], told["roles"], told["days"]) == (False, ["admin", "editor"], 3)
    link = told["link"].rpartition("-")[2]
    listed = json.loads(run("staff", "list", "--format", "json").stdout)["workers"]
    assert [(one["email"], one["name"], one["active"], one["joined"]) for one in listed] == [
        ("ann@example.org", "Ann Bee", True, False)
    ]
    assert link not in str(listed)
    assert run("staff", "revoke", "ANN@example.org").returncode == 0
    assert "revoked" in run("staff", "list").stdout
    more = run("staff", "add", "bo@example.org", "--role", "editor", WAYMARK_HOSTS="a.example,b.example")  # fmt: skip
    assert "https://a.example/desk/join/" in more.stdout


def test_the_token_of_a_link_is_nowhere_on_the_disk(run, tmp_path):
    told = run("staff", "add", "ann@example.org", "--role", "editor", "--format", "json")
    token = json.loads(told.stdout)["link"].rpartition("/")[2]
    for file in (one for one in (tmp_path / "data").rglob("*") if one.is_file()):
        for part in (token, token.partition("-")[2]):
            assert part.encode() not in file.read_bytes(), file.name


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "ann@example.org", "--role", "boss"], 'role: got "boss", allowed: admin, editor'),
        (["add", "ann", "--role", "editor"], 'email: got "ann", allowed: '),
        (["add", "a@b@c.org", "--role", "editor"], "email: got "),
        (["add", "a b@example.org", "--role", "editor"], "email: got "),
        (["add", "ann@example.org"], "--role"),
        (["add", "ann@example.org", "--role", "editor", "--at", "ftp://x"], "at: got "),
        (["add", "ann@example.org", "--role", "editor", "--name", "x" * 81], "name: got 81"),
        (["revoke", "nobody@example.org"], 'email: got "nobody@example.org"'),
        (["nope"], "PART"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(run, arguments, said):
    done = run("staff", *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", [("staff", "list"), ("migrate",), ("serve",)])
def test_bad_settings_are_one_line_and_exit_2(run, command):
    done = run(*command, WAYMARK_SITE="desk")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith('WAYMARK_SITE: got "desk", allowed: ')
    done = run(*command, WAYMARK_DATABASE="mysql://ann:secret@host/x")
    assert (done.returncode, done.stdout) == (2, "")
    assert "secret" not in done.stderr
    assert done.stderr.startswith("WAYMARK_DATABASE: ")
