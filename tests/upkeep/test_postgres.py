# SPDX-License-Identifier: Apache-2.0
"""The desk's tables on a real PostgreSQL and on SQLite: migrated, written at once, never lost."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.postgres

WRITERS = 4
EACH = 5
# One worker of the desk in a process of its own: waits for the start, then adds its services.
WRITE = """
import sys, time, pathlib
from datetime import date
import django
django.setup()
from waymark.guard.models import Worker
from waymark.upkeep.desk import Desk
from waymark.upkeep.flows.add import add
name, each, start = sys.argv[1], int(sys.argv[2]), pathlib.Path(sys.argv[3])
desk = Desk(Worker.objects.get_by_natural_key("editor@school.example"))
while not start.exists():
    time.sleep(0.01)
for number in range(each):
    fields = {"name": f"{name} {number}", "phone": "116 111", "source": "https://school.example/help"}
    add(desk, "NO", "local", fields, date(2026, 11, 24))
"""


def _binaries():
    there = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = there[-1] if there else shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@pytest.fixture(scope="session")
def postgres():
    """A server of our own on a free port of this machine; gone with the tests."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed")
    # a folder of its own: those of the tests are closed to the server's user
    folder = Path(tempfile.mkdtemp(prefix="waymark-postgres-"))
    root = os.geteuid() == 0
    if root:  # the server refuses to run as root
        shutil.chown(folder, "postgres")
    as_server = (
        ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if root else []
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = folder / "data"
    made = [binaries / "initdb", "-D", data, "-U", "waymark", "--auth=trust", "-E", "UTF8"]
    subprocess.run([*as_server, *made], check=True, capture_output=True, cwd="/")
    options = f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off"
    control = [*as_server, binaries / "pg_ctl", "-D", data, "-w"]
    log = folder / "data" / "log"
    subprocess.run(
        [*control, "-l", log, "-o", options, "start"],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/",
    )

    def database(name):
        """The address of a fresh database."""
        told = ["-h", "127.0.0.1", "-p", str(port), "-U", "waymark", name]
        subprocess.run([binaries / "createdb", *told], check=True)
        return f"postgres://waymark@127.0.0.1:{port}/{name}"

    yield database
    subprocess.run([*control, "-m", "fast", "stop"], check=True, stdout=subprocess.DEVNULL, cwd="/")
    shutil.rmtree(folder)


@pytest.fixture(params=["postgres", "sqlite"])
def site(request, tmp_path):
    """The environment of an installation with its own data and one editor."""
    address = ""
    if request.param == "postgres":
        address = request.getfixturevalue("postgres")(f"desk{abs(hash(tmp_path))}")
    env = {
        **os.environ, "WAYMARK_DATA": str(tmp_path / "data"), "WAYMARK_DATABASE": address,
        "DJANGO_SETTINGS_MODULE": "waymark.web.settings", "WAYMARK_SITE": "both",
    }  # fmt: skip
    command = Path(sys.executable).with_name("waymark")
    invited = ["staff", "add", "editor@school.example", "--role", "editor", "--name", "Kim Berg"]
    subprocess.run([command, *invited], env=env, check=True, capture_output=True)
    return env


def test_workers_who_add_at_the_same_moment_lose_nothing(site, tmp_path):
    start = tmp_path / "start"
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE, f"Service of {name}", str(EACH), str(start)],
            env=site, stderr=subprocess.PIPE,
        )
        for name in "ABCD"[:WRITERS]
    ]  # fmt: skip
    time.sleep(1.5)
    start.touch()
    for writer in writers:
        _, told = writer.communicate(timeout=120)
        assert writer.returncode == 0, told.decode()[-2000:]
    overlay = json.loads((tmp_path / "data" / "directory" / "overlay.json").read_text("utf-8"))
    names = {state["entry"]["name"] for state in overlay["entries"].values()}
    assert len(names) == WRITERS * EACH
    assert "Kim Berg" not in json.dumps(overlay)  # who did it stands in the history alone


def test_the_command_line_shows_what_was_added(site, tmp_path):
    start = tmp_path / "start"
    start.touch()
    subprocess.run([sys.executable, "-c", WRITE, "Rektor", "1", str(start)], env=site, check=True)
    command = [Path(sys.executable).with_name("waymark"), "directory", "show", "NO"]
    shown = subprocess.run(
        [*command, "--format", "json"], env=site, check=True, capture_output=True
    ).stdout
    local = [one for one in json.loads(shown)["services"] if one["kind"] == "local"]
    assert [one["name"] for one in local] == ["Rektor 0"]
    assert local[0]["status"] == "checked"
