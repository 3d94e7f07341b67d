# SPDX-License-Identifier: Apache-2.0
"""`waymark directory import` from the file to the page, also twice at the same moment."""

from __future__ import annotations

import json
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

HEADER = "country,kind,name,source,phone,place\n"
ROW = "GB,local,Quay House,https://quay.example/,020 7946 0101,Hull\n"


@pytest.fixture
def site(new_site):
    site = new_site()
    site.run("staff", "add", "ann@example.org", "--role", "editor", "--name", "Ann Bee")
    return site


def page(address):
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - our own address
        return answer.read().decode()


def table(site, text, name="rows.csv"):
    path = site.home / name
    path.write_text(text, "utf-8")
    return str(path)


def test_from_a_file_to_the_page_and_the_second_time_nothing_changes(site):
    file = table(site, "\ufeff" + HEADER + ROW)
    dry = site.run("directory", "import", file, "--dry-run")
    assert (dry.returncode, dry.stdout.splitlines()[0][:10]) == (0, "row 2: add")
    assert "nothing stored" in dry.stdout
    assert not (site.data / "directory" / "overlay.json").exists()
    done = site.run("directory", "import", file, "--by", "Ann@example.org", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["counts"]["add"] == 1
    assert "Quay House" in page(site.address + "/help/gb")
    again = site.run("directory", "import", file, "--by", "ann@example.org", "--format", "json")
    assert json.loads(again.stdout)["counts"] == {"add": 0, "change": 0, "same": 1, "refuse": 0}


def test_a_refused_row_stores_nothing_and_says_which(site):
    file = table(site, HEADER + ROW + "GB,local,Bad,https://bad.example/,1.16E+05,Hull\n")
    done = site.run("directory", "import", file, "--by", "ann@example.org")
    assert done.returncode == 1
    assert "row 3: refuse: phone: got 1.16E+05" in done.stdout
    assert "nothing stored" in done.stdout
    assert "Quay House" not in page(site.address + "/help/gb")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "--by: got nothing"), (["--by", "nobody@example.org"], "allowed: the e-mail of an editor"),
        (["--by", "bo@example.org"], "allowed: the e-mail of an editor"),
    ],
)  # fmt: skip
def test_nobody_but_an_editor_brings_rows_in(site, arguments, told):
    site.run("staff", "add", "bo@example.org", "--role", "admin")
    done = site.run("directory", "import", table(site, HEADER + ROW), *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", HEADER + "\x00", 'country,kind,name,source\n"'])
def test_what_is_no_table_is_bad_input(site, text):
    done = site.run("directory", "import", table(site, text), "--by", "ann@example.org")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr


def test_a_public_process_sees_the_change_and_has_no_database(site, new_site):
    public = new_site(WAYMARK_SITE="public", WAYMARK_DATA=str(site.data))
    site.run("directory", "import", table(site, HEADER + ROW), "--by", "ann@example.org")
    assert "Quay House" in page(public.address + "/api/v1/directory/GB")
    refused = public.run("directory", "import", "x", "--by", "ann@example.org")
    assert refused.returncode == 2


def test_two_who_bring_rows_in_at_once_both_find_theirs(site):
    files = [
        table(site, HEADER + ROW.replace("Quay House", f"House {n}"), f"{n}.csv") for n in range(4)
    ]
    with ThreadPoolExecutor(4) as pool:
        done = list(
            pool.map(
                lambda file: site.run("directory", "import", file, "--by", "ann@example.org"), files
            )
        )
    assert [one.returncode for one in done] == [0] * 4, [one.stderr for one in done]
    overlay = json.loads((site.data / "directory" / "overlay.json").read_text("utf-8"))
    names = {one["entry"]["name"] for one in overlay["entries"].values()}
    assert names == {f"House {n}" for n in range(4)}
