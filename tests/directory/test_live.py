# SPDX-License-Identifier: Apache-2.0
"""What an organisation corrects shows at once, and a damaged file takes nothing of it away."""

from __future__ import annotations

import json
import os
import threading

import pytest

from waymark.directory.live import Live, OverlayDamaged
from waymark.directory.overlay import Key, entry_at, fingerprint
from waymark.directory.overlay_file import OVERLAY, read_overlay, write_overlay

LINE = "GB/child_helpline/gb_line"
MARKS = {"checked_on": "2026-11-24", "checked_by": "Ada Worker"}
DAMAGED = [
    b"",
    b"{",
    b"null",
    b"[]",
    b"{}",
    b'{"version": 1}',
    b'{"version": 1, "entries": null}',
    b'{"version": 1, "entries": ["x"]}',
    b'{"version": 1, "entries": {"no place": {}}}',
    b'{"version": 1, "entries": {"GB/child_helpline/gb_line": null}}',
    b'{"version": 1, "entries": {"GB/child_helpline/gb_line": {}}}',
    b'{"version": 1, "entries": {"GB/child_helpline/gb_line": {"verb": "correct"}}}',
    b'{"version": 1, "entries": {"GB/child_helpline/gb_line": {"verb": "confirm"}}}',
    b"\xff\xfe\x00",
    b"[" * 100_000,
]


@pytest.fixture
def compiled(tmp_path, small):
    path = tmp_path / "directory.json"
    path.write_text(json.dumps(small()), "utf-8")
    return path


@pytest.fixture
def data(tmp_path):
    return tmp_path / "var"


@pytest.fixture
def live(compiled, data):
    return Live(compiled, data)


def correct(live, phone):
    delivered = entry_at(live.delivered, Key.read(LINE))
    state = {"verb": "correct", "seen": fingerprint(delivered), "entry": delivered, **MARKS}
    state["entry"] = delivered | {"phone": phone}
    write_overlay(live.overlay_path, {LINE: state})


def phone(table):
    return entry_at(table, Key.read(LINE))["phone"]


def test_without_own_entries_the_delivered_directory_holds(live, compiled, data):
    assert live.table() is live.delivered
    assert Live(compiled, None).table() == live.delivered
    assert not data.exists()


def test_a_correction_shows_at_once_and_so_does_the_next_one(live):
    assert phone(live.table()) == "0800 1111"
    correct(live, "0800 2222")
    assert phone(live.table()) == "0800 2222"
    correct(live, "0800 3333")
    assert phone(live.table()) == "0800 3333"
    assert phone(live.delivered) == "0800 1111"


def test_the_same_directory_is_the_same_object_until_something_changes(live):
    correct(live, "0800 2222")
    first = live.table()
    assert all(live.table() is first for _ in range(5))
    correct(live, "0800 3333")
    assert live.table() is not first


def test_when_the_file_is_taken_away_the_delivered_directory_holds_again(live):
    correct(live, "0800 2222")
    live.table()
    live.overlay_path.unlink()
    assert phone(live.table()) == "0800 1111"
    correct(live, "0800 3333")
    assert phone(live.table()) == "0800 3333"


def test_a_file_of_the_same_length_and_time_is_another_file(live):
    correct(live, "0800 2222")
    live.table()
    before = live.overlay_path.stat()
    correct(live, "0800 3333")
    os.utime(live.overlay_path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert live.overlay_path.stat().st_size == before.st_size
    assert phone(live.table()) == "0800 3333"


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_file_leaves_the_last_good_corrections_standing(live, damage):
    correct(live, "0800 2222")
    good = live.table()
    live.overlay_path.write_bytes(damage)
    assert live.table() is good
    assert live.table() is good  # and the broken file is not read at each visit
    correct(live, "0800 3333")
    assert phone(live.table()) == "0800 3333"


@pytest.mark.parametrize("damage", DAMAGED)
def test_at_a_start_a_damaged_file_is_an_error_that_names_it(compiled, data, damage):
    path = data / OVERLAY
    path.parent.mkdir(parents=True)
    path.write_bytes(damage)
    with pytest.raises(OverlayDamaged, match=r"overlay\.json"):
        Live(compiled, data).table()


def test_after_a_start_that_failed_a_mended_file_is_read(live):
    live.overlay_path.parent.mkdir(parents=True)
    live.overlay_path.write_bytes(b"{")
    for _ in range(2):
        with pytest.raises(OverlayDamaged):
            live.table()
    correct(live, "0800 2222")
    assert phone(live.table()) == "0800 2222"


def test_what_is_damaged_is_told_in_the_log_once(live, caplog):
    correct(live, "0800 2222")
    live.table()
    live.overlay_path.write_bytes(b"{")
    for _ in range(3):
        live.table()
    assert len(caplog.records) == 1
    assert caplog.records[0].levelname == "ERROR"


def test_a_file_that_may_not_be_looked_at_leaves_the_last_good_corrections(live, monkeypatch):
    correct(live, "0800 2222")
    good = live.table()
    monkeypatch.setattr(type(live.overlay_path), "stat", _refused)
    assert live.table() is good


def test_at_a_start_a_file_that_may_not_be_looked_at_is_an_error(live, monkeypatch):
    monkeypatch.setattr(type(live.overlay_path), "stat", _refused)
    with pytest.raises(OverlayDamaged):
        live.table()


def _refused(*_, **__):
    raise PermissionError


def test_what_was_written_is_read_back_and_no_part_of_it_is_left_beside(data):
    entries = {LINE: {"verb": "withdraw", "seen": "x", "note": "Málaga, いのちの電話", **MARKS}}
    write_overlay(data / OVERLAY, entries)
    assert read_overlay(data / OVERLAY) == entries
    assert [path.name for path in (data / OVERLAY).parent.iterdir()] == ["overlay.json"]


def test_nobody_ever_reads_half_a_file(live):
    correct(live, "0800 0000")
    done = threading.Event()
    met = set()

    def read():
        while not done.is_set():
            met.add(phone(live.table()))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    written = {f"0800 {number}" for number in range(1000, 1100)}
    for number in sorted(written):
        correct(live, number)
    done.set()
    for reader in readers:
        reader.join()
    assert met <= written | {"0800 0000"}
    assert phone(live.table()) == "0800 1099"
