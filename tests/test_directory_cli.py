# SPDX-License-Identifier: Apache-2.0
"""The directory on the command line: what comes out, where faults go, and the exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys

import pytest

from waymark.directory.compare import COLUMNS
from waymark.directory.overlay_file import OVERLAY, write_overlay

HEAD = "country,kind,name,source,phone\n"
CLINIC = "NO,local,Klinikken,https://klinikk.example,116 111\n"


@pytest.fixture
def data(tmp_path):
    return tmp_path / "var"


@pytest.fixture
def directory(data):
    """Run `waymark directory` with a data folder of its own."""

    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "waymark.cli", "directory", *map(str, arguments)],
            env={**os.environ, "WAYMARK_DATA": str(data)},
            capture_output=True,
            check=False,
            text=True,
            timeout=120,
        )

    return run


@pytest.fixture
def shown(directory):
    """What a command prints as JSON, if it ends as expected."""

    def run(*arguments, ends=0):
        done = directory(*arguments, "--format", "json")
        assert done.returncode == ends, done.stderr
        return json.loads(done.stdout)

    return run


@pytest.fixture
def rows(tmp_path):
    """A table of services as a file."""

    def write(content, name="rows.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def signed(directory, tmp_path):
    """A signed file of the whole directory and the key that checks it."""
    file = tmp_path / "directory.signed"
    assert directory("export", "--out", file, "--on", "2026-11-24").returncode == 0
    return file, directory("key").stdout.strip()


def refused(done, *told):
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    for one in told:
        assert one in done.stderr


# show


def test_norway_is_a_country_whose_every_value_has_a_source(shown):
    norway = shown("show", "NO")
    assert norway["country"] == {"code": "NO", "name": "Norway"}
    assert norway["fallback"] is False
    assert norway["emergency"]["numbers"]
    assert norway["emergency"]["source"].startswith("https://")
    assert all(one["source"].startswith("https://") for one in norway["services"])
    for law in norway["law"].values():
        assert law["source"] or (law["value"] is None and law["status"] == "unknown")


@pytest.mark.parametrize("code", ["ZZ", "", "GBR", "../GB", "N O", "\u00e9\u00e9"])
def test_a_code_of_no_country_ends_with_2_and_prints_nothing(code, directory):
    refused(directory("show", code), "country: got")


def test_a_country_without_a_file_gets_what_helps_anywhere(shown):
    fiji = shown("show", "FJ")
    assert fiji["fallback"] is True
    names = [one["name"] for one in fiji["services"]]
    assert any("Take It Down" in name for name in names)
    assert any("child helpline" in name for name in names)


def test_a_state_with_a_law_of_its_own_is_shown_and_an_unknown_one_refused(directory, shown):
    assert shown("show", "US", "--region", "TX")["region"]["name"] == "Texas"
    assert shown("show", "us", "--region", "tx")["region"]["code"] == "TX"
    refused(directory("show", "US", "--region", "XX"), "region: got 'XX'", "TX")
    refused(directory("show", "NO", "--region", "TX"), "none in NO")


def test_the_text_for_reading_names_each_source(directory):
    done = directory("show", "NO")
    assert done.returncode == 0
    assert done.stdout.startswith("Norway (NO), as of ")
    assert "source: https://" in done.stdout


# check


def test_a_year_later_every_contact_is_due_and_only_strictness_fails(directory, shown):
    report = shown("check", "--on", "2028-01-01")
    assert report["on"] == "2028-01-01"
    due = {one["id"] for one in report["due"]}
    assert due >= {one["id"] for one in shown("show", "NO")["services"]}
    assert {item["country"] for item in report["due"]} >= {"GB", "NO", "US"}
    assert shown("check", "--on", "2028-01-01", "--strict", ends=1) == report
    assert directory("check", "--on", "2028-01-01").returncode == 0


@pytest.mark.parametrize("day", ["2028-13-01", "tomorrow", "01.01.2028"])
def test_a_day_that_is_none_is_refused(day, directory):
    refused(directory("check", "--on", day), "allowed: a day")


# compare


def test_no_cell_of_a_comparison_lacks_its_source_or_the_word_unknown(directory):
    done = directory("compare", "GB", "NO", "US", "--format", "csv")
    assert done.returncode == 0
    head, *lines = csv.reader(io.StringIO(done.stdout, newline=""), strict=True)
    assert head == ["code", "name", *COLUMNS]
    assert [line[0] for line in lines] == ["GB", "NO", "US"]
    for line in lines:
        assert len(line) == len(head)
        assert all(cell == "unknown" or "(https://" in cell for cell in line[2:])
    assert any("(https://" in cell for line in lines for cell in line[2:])


def test_a_comparison_has_one_row_a_country_however_often_it_is_asked_for(directory, shown):
    found = shown("compare", "NO", "no", "GB")["rows"]
    assert [row["code"] for row in found] == ["NO", "GB"]
    assert all({"value", "source"} <= set(row[column]) for row in found for column in COLUMNS)
    refused(directory("compare", "NO", "ZZ"), "country: got 'ZZ'")


# import


def test_a_dry_run_tells_of_each_row_and_stores_nothing(directory, data, rows):
    text = HEAD + CLINIC + CLINIC + "NO,local,B,https://b.example,1.16E+05\n"
    file = rows(b"\xef\xbb\xbf" + text.encode())
    first = directory("import", file, "--dry-run")
    assert first.returncode == 1
    assert first.stdout.splitlines() == [
        next(line for line in first.stdout.splitlines() if line.startswith("row 2: add: NO/local")),
        "row 3: refuse: the same entry stands in row 2",
        "row 4: refuse: phone: got 1.16E+05, which a spreadsheet made of a number: save it as text",
        "1 add, 0 change, 0 same, 2 refuse; nothing stored",
    ]
    assert not data.exists()
    assert directory("import", file, "--dry-run").stdout == first.stdout


def test_a_table_without_a_bad_row_ends_with_0(directory, data, rows):
    done = directory("import", rows(HEAD + CLINIC), "--dry-run")
    assert done.returncode == 0
    assert done.stdout.endswith("1 add, 0 change, 0 same, 0 refuse; nothing stored\n")
    assert not data.exists()


def test_the_same_is_told_to_machines(shown, rows):
    report = shown("import", rows(HEAD + CLINIC + "x\n"), "--dry-run", ends=1)
    assert report["counts"] == {"add": 1, "change": 0, "same": 0, "refuse": 1}
    assert [(one["row"], one["verdict"]) for one in report["rows"]] == [(2, "add"), (3, "refuse")]


def test_no_date_may_lie_after_the_day_of_the_run(directory, rows):
    text = HEAD.replace("phone", "phone,source_date") + CLINIC.replace("111\n", "111,2026-11-25\n")
    for day, ends in (("2026-11-24", 1), ("2026-11-25", 0)):
        done = directory("import", rows(text), "--dry-run", "--on", day)
        assert done.returncode == ends, done.stdout


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "the table is empty"),
        (b"country,kind,name,source,secret\n", "'secret'"),
        (b"country,kind,name\n", "'source' is missing"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b'country,kind,name,source\nNO,"local\n', "line 2"),
    ],
)
def test_a_file_that_is_no_such_table_ends_with_2(content, told, directory, rows):
    refused(directory("import", rows(content), "--dry-run"), "rows.csv: ", told)


def test_a_file_that_is_not_there_or_a_folder_ends_with_2(directory, tmp_path):
    refused(directory("import", tmp_path / "none.csv", "--dry-run"), "No such file")
    refused(directory("import", tmp_path, "--dry-run"), "directory")


def test_storing_rows_needs_a_name(directory, rows, data):
    refused(directory("import", rows(HEAD + CLINIC)), "--by: got nothing")
    assert not data.exists()


@pytest.mark.slow
def test_a_hundred_thousand_rows_are_named_one_by_one_and_nothing_is_stored(directory, data, rows):
    many = "".join(CLINIC.replace("Klinikken", f"Klinikk {n}") for n in range(99_999))
    done = directory("import", rows(HEAD + many + CLINIC), "--dry-run")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert [line.split(":")[0] for line in lines[:-1]] == [f"row {n}" for n in range(2, 100_002)]
    assert lines[-1] == "100000 add, 0 change, 0 same, 0 refuse; nothing stored"
    assert not data.exists()


# export and verify


def test_a_signed_file_is_verified_by_the_key_and_not_after_one_byte_changed(directory, signed):
    file, key = signed
    done = directory("verify", file, "--key", key)
    assert done.returncode == 0
    assert done.stdout.startswith("unchanged: edition of 2026-11-24, digest ")
    raw = file.read_bytes()
    for at in (0, len(raw) // 2, raw.index(b"\n"), len(raw) - 1):
        file.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        assert directory("verify", file, "--key", key).returncode == 1
    file.write_bytes(raw)
    assert directory("verify", file, "--key", key.upper()).returncode == 0


def test_the_key_may_stand_in_a_file(directory, shown, signed, tmp_path):
    file, key = signed
    held = tmp_path / "key.txt"
    held.write_text(f"{key}\n", "utf-8")
    assert shown("verify", file, "--key", held)["ok"] is True
    held.write_text("0" * 64, "utf-8")
    assert shown("verify", file, "--key", held, ends=1) == {"ok": False}


@pytest.mark.parametrize(
    "key", ["", "xyz", "0" * 63, "a" * 5000, ".", "no/such/file", "\u00e9" * 64]
)
def test_what_is_no_key_and_no_file_of_one_ends_with_2(key, directory, rows):
    refused(directory("verify", rows("x"), "--key", key), "--key: got")


def test_a_file_that_is_not_signed_is_refused(directory, rows):
    for content in ("", "x", "{}\n{}\n", "[" * 10_000):
        assert directory("verify", rows(content), "--key", "0" * 64).returncode == 1
    refused(directory("verify", "no-such-file", "--key", "0" * 64), "No such file")


def test_the_key_stays_the_same_and_its_secret_is_nobody_elses_to_read(directory, data):
    assert directory("key").stdout == directory("key").stdout
    secret = data / "keys" / "directory.key"
    assert secret.stat().st_mode & 0o077 == 0
    assert secret.read_text("ascii") not in directory("key").stdout


def test_an_edition_goes_on_from_the_one_before_and_from_nobody_elses(
    directory, signed, tmp_path, rows
):
    file, key = signed
    later = tmp_path / "later"
    done = directory("export", "--out", later, "--on", "2026-12-01", "--since", file)
    assert done.returncode == 0, done.stderr
    log = json.loads(later.read_bytes().split(b"\n")[0])["changelog"]
    assert [one["edition"] for one in log] == ["2026-11-24", "2026-12-01"]
    assert log[1]["changes"] == []
    assert directory("verify", later, "--key", key).returncode == 0
    raw = file.read_bytes()
    file.write_bytes(raw.replace(b"999", b"998", 1))
    refused(directory("export", "--out", tmp_path / "third", "--since", file), "changed")
    assert not (tmp_path / "third").exists()


def test_the_directory_is_exported_in_plain_shapes_too(directory, tmp_path):
    for shape, kind in (("json", dict), ("hsds", list)):
        out = tmp_path / f"{shape}.json"
        assert directory("export", "--as", shape, "--out", out).returncode == 0
        assert isinstance(json.loads(out.read_text("utf-8")), kind)
    assert [path.name for path in tmp_path.glob("*.partial")] == []


def test_a_place_that_cannot_be_written_ends_with_2(directory, tmp_path):
    refused(directory("export", "--as", "json", "--out", tmp_path / "no" / "such"), "No such file")
    refused(directory("export", "--as", "json", "--out", tmp_path))
    assert not tmp_path.with_name(f"{tmp_path.name}.partial").exists()


# own entries


def test_a_corrected_number_shows_and_a_damaged_file_is_named(directory, shown, data):
    norway = shown("show", "NO")
    line = next(one for one in norway["services"] if one["way"] == "child_helpline")
    entry = {key: value for key, value in line.items() if key not in ("way", "status")}
    state = {
        "verb": "correct",
        "seen": "",
        "entry": entry | {"phone": "116 117"},
        "checked_on": "2026-11-24",
        "checked_by": "Ada Worker",
    }
    write_overlay(data / OVERLAY, {f"NO/child_helpline/{line['id']}": state})
    held = {one["id"]: one for one in shown("show", "NO", "--on", "2026-11-24")["services"]}
    assert held[line["id"]]["phone"] == "116 117"
    assert held[line["id"]]["status"] == "checked"
    (data / OVERLAY).write_bytes(b'{"version": 1, "entries": null}')
    for part in (("show", "NO"), ("check",), ("compare", "NO")):
        refused(directory(*part), "overlay.json: the own entries in it cannot be read")
    plan = subprocess.run(
        [sys.executable, "-m", "waymark.cli", "plan", "--facts", "-"],
        input='{"audience": "child", "country": "NO"}',
        env={**os.environ, "WAYMARK_DATA": str(data)},
        capture_output=True,
        check=False,
        text=True,
    )
    refused(plan, "overlay.json: the own entries in it cannot be read")
