# SPDX-License-Identifier: Apache-2.0
"""A spreadsheet of services is read row by row: each row is told what becomes of it."""

from __future__ import annotations

import contextlib
import csv
import io
import time
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.directory.kinds import SERVICE_KINDS
from waymark.directory.overlay import Key, apply
from waymark.directory.rows import COLUMNS, OWN_KINDS, REQUIRED, BadTable, new_id, read_rows

ON = date(2026, 11, 24)
HEAD = ("country", "kind", "name", "source", "phone")
CLINIC = ("NO", "local", "Klinikken", "https://klinikk.example", "22 33 44 55")


def written(*rows, names=HEAD, separator=","):
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([names, *rows])
    return out.getvalue()


@pytest.fixture(scope="session")
def read(small):
    def rows(table_file, table=None):
        raw = table_file if isinstance(table_file, bytes) else table_file.encode()
        return list(read_rows(raw, table or small(), ON))

    return rows


@pytest.fixture(scope="session")
def one(read):
    """What becomes of one row, by the names of its columns."""

    def verdict(table=None, **cells):
        given_ = dict(zip(HEAD, CLINIC, strict=True)) | cells
        given_ = {name: cell for name, cell in given_.items() if cell is not None}
        [row] = read(written(given_.values(), names=given_), table)
        return row

    return verdict


def stored(table, rows):
    """The directory after these rows were brought in."""
    marks = {"checked_on": ON.isoformat(), "checked_by": "Ada Worker"}
    return apply(
        table,
        {
            str(row.key): {"verb": "add", "seen": "", "entry": row.entry | marks, **marks}
            for row in rows
            if row.verdict in ("add", "change")
        },
    )


# how the file is written


@pytest.mark.parametrize(
    "encode",
    [
        str.encode,
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        lambda text: text.replace("\r\n", "\n").encode(),
        lambda text: text.replace("\r\n", "\r").encode(),
        lambda text: text.rstrip().encode(),
        lambda text: (text + "\r\n,,,,\r\n\r\n").encode(),
    ],
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_however_a_spreadsheet_saves_it_the_same_row_is_read(encode, separator, read):
    name = 'Klinikken; "Ærlig", på Ål'
    rows = read(encode(written((*CLINIC[:2], name, *CLINIC[3:]), separator=separator)))
    assert [row.verdict for row in rows if row.verdict != "refuse"] == ["add"]
    assert rows[0].entry["name"] == name


def test_names_of_columns_may_have_capitals_and_blanks(read):
    names = ("Country", " KIND ", "Name", "Source", "Source Date")
    [row] = read(written((*CLINIC[:4], "2026-10"), names=names))
    assert (row.verdict, row.reason) == ("refuse", "row: " + row.reason.removeprefix("row: "))
    assert "phone, a text number or a web address" in row.reason


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "the table is empty"),
        (b"\n", "the table is empty"),
        (b"\xef\xbb\xbf", "the table is empty"),
        (b",,,\n", "the table is empty"),
        (b"country,kind\n\xff\n", "line 2: not UTF-8"),
        ("country;kind;name;source;Straße\n".encode("latin-1"), "line 1: not UTF-8"),
        (b"\xff\xfe\x00", "not UTF-8"),
        ("country,kind,name,source\n".encode("utf-16-le"), "zero byte"),
        (b"country,kind,name,source\nNO,local,a\x00b,https://a.example\n", "zero byte"),
        (b"country,kind,name,source,password\n", "'password'"),
        (b"country,kind,name,source,\n", "column ''"),
        (b"sep=;\ncountry;kind;name;source\n", "'sep='"),
        (b"country,kind,name\n", "'source' is missing"),
        (b"country,kind,name,source,phone,phone\n", "'phone' stands twice"),
        (b"NO,local,Klinikken,https://a.example\n", "'no'"),
        (b'country,kind,name,source\n\nNO,local,"Klin,https://a.example\n', "line 3: "),
        (b'country,kind,name,source\nNO,local,"a"b,https://a.example\n', "line 2: "),
        (b"PK\x03\x04 a workbook and no table\xff\xfe\x99", "not UTF-8"),
        (b"country,kind,name,source\n" + b'NO,"' + b"x" * 200_000 + b'"\n', "line 2: "),
        (b"country|kind|name|source\n", "allowed: country, kind"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_whole_with_the_reason(raw, told, read):
    with pytest.raises(BadTable, match=r".") as caught:
        read(raw)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_table_beyond_all_size_is_refused_unread(read, monkeypatch):
    monkeypatch.setattr("waymark.directory.rows.MOST_BYTES", 100)
    with pytest.raises(BadTable, match="more than 100 bytes"):
        read(written(*[CLINIC] * 5))


@given(raw=st.binary(max_size=200))
def test_any_other_file_is_read_or_refused_and_never_an_accident(raw, read):
    with contextlib.suppress(BadTable):
        assert all(row.number > 1 for row in read(raw))


@given(lines=st.lists(st.lists(st.text(max_size=12), min_size=5, max_size=5), max_size=5))
def test_whatever_stands_in_the_cells_each_row_gets_a_verdict_on_one_line(lines, read):
    try:
        rows = read(written(*lines))
    except BadTable:
        return
    told = [str(row) for row in rows]
    assert all(line.startswith("row ") and "\n" not in line for line in told)
    assert all(row.reason for row in rows if row.verdict == "refuse")


# single rows


def test_a_new_service_is_added_without_anybody_having_looked(one):
    row = one(source_date="2026-10-09", languages="norsk, English", free="yes", anonymous="NO")
    assert (row.number, row.verdict) == (2, "add")
    assert str(row) == f"row 2: add: NO/local/{row.entry['id']}"
    assert row.entry["id"].startswith("own_no_klinikken_")
    assert row.entry["checked_on"] is None
    assert row.entry["confidence"] == "medium"
    assert (row.entry["free"], row.entry["anonymous"]) == (True, False)
    assert row.entry["languages"] == ["norsk", "English"]
    assert Key.read(str(row.key)) == row.key


@pytest.mark.parametrize("country", ["NO", "no", "No", " no "])
def test_norway_is_a_country_and_not_the_word_no(country, one):
    assert one(country=country).key.place == "NO"


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"phone": "1.16E+05"}, "1.16E+05, which a spreadsheet made of a number"),
        ({"phone": "1,16E+05"}, "which a spreadsheet made of a number"),
        ({"phone": "8.00E+06"}, "which a spreadsheet made of a number"),
        ({"phone": "1E+05"}, "which a spreadsheet made of a number"),
        ({"phone": "116111.0"}, "which a spreadsheet made of a number"),
        ({"text": "8.5258e4"}, "which a spreadsheet made of a number"),
        ({"country": "GB", "phone": "8001111"}, "8001111 is no telephone number in GB"),
        ({"phone": "########"}, "one telephone number in digits"),
        ({"phone": '="22334455"'}, "one telephone number in digits"),
        ({"phone": "22334455/66"}, "one telephone number in digits"),
        ({"phone": "=1+1"}, "one telephone number in digits"),
        ({"phone": "22 33 44"}, None),  # six digits are a short code somewhere
        ({"phone": "22 33 44 5"}, "no telephone number in NO"),
        ({"source": "http://klinikk.example"}, "source: a web address that begins with https"),
        ({"url": "http://klinikk.example"}, "url: a web address that begins with https"),
        ({"url": "javascript:alert(1)"}, "url: a web address that begins with https"),
        ({"source": "our own leaflet"}, "source: a web address"),
        ({"source_date": "2026-11-25"}, "source_date: 2026-11-25 is in the future"),
        ({"source_date": "24.11.2026"}, "source_date: a date"),
        ({"source_date": "11/24/2026"}, "source_date: a date"),
        ({"source_date": "46350"}, "source_date: a date"),
        ({"source_date": "2026-02-30"}, "source_date: "),
        ({"confidence": "sure"}, "confidence: "),
        ({"free": "perhaps"}, "free: got 'perhaps', allowed: yes, no or nothing"),
        ({"anonymous": "1"}, "anonymous: got '1'"),
        ({"country": "ZZ"}, "country: got 'ZZ'"),
        ({"country": "Norway"}, "country: got 'Norway'"),
        ({"country": "international"}, "country: got"),
        ({"country": ""}, "country: nothing stands there"),
        ({"kind": "emergency"}, "kind: got 'emergency'"),
        ({"kind": "removal_take_it_down"}, "kind: got 'removal_take_it_down'"),
        ({"kind": "removal"}, "kind: got 'removal'"),
        ({"kind": "law"}, "kind: got 'law'"),
        ({"name": " "}, "name: nothing stands there"),
        ({"name": "x" * 601}, "name: got 601 characters"),
        ({"name": "a\x1b[31mb"}, "name: a character that may not stand"),
        ({"note": "over \u202eti"}, "note: a character that may not stand"),
        ({"id": "Own Line"}, "id: an id of small letters"),
        ({"id": "a/b/c"}, "id: an id of small letters"),
        ({"id": "1.16E+05"}, "id: got 1.16E+05"),
        ({"id": "a" * 81}, "id: got 81 characters"),
        ({"id": "gb_line"}, "id: gb_line belongs to another entry"),
        ({"id": "finder"}, "id: finder belongs to another entry"),
        ({"phone": None}, "a phone, a text number or a web address"),
    ],
)
def test_a_row_that_cannot_be_so_is_refused_with_its_column_and_reason(cells, told, one):
    row = one(**cells)
    if told is None:
        assert row.verdict == "add"
        return
    assert row.verdict == "refuse"
    assert told in row.reason
    assert row.reason.split(":")[0] in (*COLUMNS, "row")
    assert row.entry == {}


def test_every_fault_of_a_row_is_told_together(one):
    reason = one(source="http://a", url="http://b", source_date="soon").reason
    assert all(name in reason for name in ("source: ", "url: ", "source_date: "))


def test_emergency_numbers_and_ways_of_removal_are_no_kinds_to_bring_in():
    assert set(SERVICE_KINDS) - set(OWN_KINDS) == {
        "emergency",
        "removal_take_it_down",
        "removal_report_remove",
        "removal_scheme",
    }


def test_a_row_with_more_or_fewer_cells_than_columns_is_refused_and_the_next_one_read(read):
    rows = read(written((*CLINIC, "more"), CLINIC[:4], CLINIC))
    assert [row.verdict for row in rows] == ["refuse", "refuse", "add"]
    assert rows[0].reason == "got 6 cells, allowed: 5, one for each column"


def test_a_cell_that_a_spreadsheet_would_run_stays_plain_text(one):
    row = one(name='=HYPERLINK("https://evil.example","Helpline")', note="@SUM(A1)")
    assert row.entry["name"].startswith("=HYPERLINK")
    assert Key.read(str(row.key)) == row.key


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(read):
    text = written(CLINIC) + "\r\n" + "x\r\n"
    assert [(row.number, row.verdict) for row in read(text)] == [(2, "add"), (4, "refuse")]
    quoted = written((*CLINIC[:2], "Two\nlines", *CLINIC[3:]), ("x",) * 5)
    assert [row.number for row in read(quoted)] == [2, 3]


# rows beside each other


def test_the_same_service_twice_is_refused_and_the_first_row_named(read):
    rows = read(written(CLINIC, ("GB", "local", "A", "https://a.example", "0800 1111"), CLINIC))
    assert [row.verdict for row in rows] == ["add", "add", "refuse"]
    assert str(rows[2]) == "row 4: refuse: the same entry stands in row 2"


@pytest.mark.parametrize("other", ["KLINIKKEN", "klinikken", " Klinikken "])
def test_capitals_and_blanks_make_no_other_service(other, read):
    rows = read(written(CLINIC, (*CLINIC[:2], other, *CLINIC[3:])))
    assert [row.verdict for row in rows] == ["add", "refuse"]


def test_the_same_letters_written_on_another_computer_make_no_other_service(read):
    name = "Hjelp på Ål"
    apart = unicodedata.normalize("NFD", name)
    assert apart != name
    rows = read(written((*CLINIC[:2], name, *CLINIC[3:]), (*CLINIC[:2], apart, *CLINIC[3:])))
    assert [row.verdict for row in rows] == ["add", "refuse"]


def test_one_id_for_two_services_is_refused_in_the_table_too(read):
    rows = read(
        written(
            (*CLINIC, "own_x"),
            ("GB", "local", "A", "https://a.example", "0800 1111", "own_x"),
            names=(*HEAD, "id"),
        )
    )
    assert [row.verdict for row in rows] == ["add", "refuse"]
    assert rows[1].reason == "the same id stands in row 2"


def test_one_name_may_do_two_kinds_of_work_under_two_ids(read):
    rows = read(written(CLINIC, ("NO", "bullying", *CLINIC[2:])))
    assert [row.verdict for row in rows] == ["add", "add"]
    assert rows[0].entry["id"] != rows[1].entry["id"]


def test_a_place_is_no_part_of_the_name():
    assert new_id("Hjelp Ål", "", "NO", "local") != new_id("Hjelp", "Ål", "NO", "local")


def test_names_in_other_letters_have_ids_of_their_own(read):
    names = ["いのちの電話", "チャイルドライン", "هاتف", "детский", "παιδί", "ילד"]
    rows = read(written(*[(*CLINIC[:2], name, *CLINIC[3:]) for name in names]))
    assert {row.verdict for row in rows} == {"add"}
    assert len({row.key.id for row in rows}) == len(names)


@given(st.text(min_size=1), st.text(), st.sampled_from(["GB", "NO"]), st.sampled_from(OWN_KINDS))
def test_an_id_is_the_same_each_time_short_and_a_key(name, place, country, kind):
    id_ = new_id(name, place, country, kind)
    assert id_ == new_id(name, place, country, kind)
    assert Key.read(f"{country}/{kind}/{id_}").id == id_
    assert len(id_) <= 80


# rows of services that are there already


def test_a_row_says_the_same_as_an_entry_or_what_it_changes(small, read):
    line = ("GB", "child_helpline", "A line", "https://line.example/contact", "0800 1111")
    assert read(written(line))[0].verdict == "same"
    [row] = read(written((*line[:4], "116 111")))
    assert str(row) == "row 2: change: GB/child_helpline/gb_line: phone"
    assert row.entry["phone"] == "116 111"


def test_what_no_column_is_about_stays_as_it_was(small, contact, place, read):
    held = contact(
        "gb_x", "local", name="Klinik", zone="Europe/London", chat=True, audience="under 18",
        hours="09:00 to 17:00", open=[{"days": [0], "from": "09:00", "to": "17:00"}],
    )  # fmt: skip
    table = small(GB=place("United Kingdom", [held]))
    row_ = ("GB", "local", "Klinik", held["source"], "116 111")
    [row] = read(written(row_), table)
    assert row.reason == "GB/local/gb_x: phone"
    for name in ("zone", "chat", "audience", "hours", "open", "url", "source_date", "confidence"):
        assert row.entry[name] == held[name]


def test_exact_hours_go_when_the_written_hours_change(small, contact, place, read):
    spans = [{"days": [0], "from": "09:00", "to": "17:00"}]
    held = contact("gb_x", "local", name="Klinik", hours="9 to 5", open=spans)
    table = small(GB=place("United Kingdom", [held]))
    names = (*HEAD, "hours")
    row_ = ("GB", "local", "Klinik", held["source"], held["phone"])
    assert read(written((*row_, "9 to 5"), names=names), table)[0].verdict == "same"
    [row] = read(written((*row_, "10 to 4"), names=names), table)
    assert row.reason == "GB/local/gb_x: hours, open"
    assert row.entry["open"] is None


def test_another_source_does_not_inherit_the_date_and_sureness_of_the_old_one(
    small, contact, place, read
):
    held = contact("gb_x", "local", name="Klinik")
    table = small(GB=place("United Kingdom", [held]))
    [row] = read(written(("GB", "local", "Klinik", "https://new.example", held["phone"])), table)
    assert row.entry["source_date"] is None
    assert row.entry["confidence"] == "medium"


def test_an_entry_found_by_its_id_may_get_another_name(read):
    row_ = ("GB", "child_helpline", "A better line", "https://line.example/contact", "0800 1111")
    [row] = read(written((*row_, "gb_line"), names=(*HEAD, "id")))
    assert row.reason == "GB/child_helpline/gb_line: name"


services = st.fixed_dictionaries(
    {
        "country": st.sampled_from(["GB", "NO"]),
        "kind": st.sampled_from(OWN_KINDS),
        "name": st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=30),
        "source": st.sampled_from(["https://a.example", "https://b.example/x"]),
        "phone": st.sampled_from(["112", "116 111", "+47 22 33 44 55", ""]),
        "url": st.sampled_from(["https://a.example", ""]),
        "hours": st.sampled_from(["", "9 to 5"]),
        "free": st.sampled_from(["", "yes", "no"]),
        "languages": st.sampled_from(["", "norsk", "norsk, English", ","]),
        "place": st.sampled_from(["", "Oslo", "Ål"]),
        "source_date": st.sampled_from(["", "2026", "2026-10-09"]),
        "confidence": st.sampled_from(["", "high", "low"]),
    }
)


@given(rows_=st.lists(services, min_size=1, max_size=4), left_out=st.integers(0, 8))
def test_what_was_brought_in_says_the_same_when_it_is_read_again(rows_, left_out, small, read):
    names = [name for name in rows_[0] if name in REQUIRED] + [
        name for name in rows_[0] if name not in REQUIRED
    ][left_out:]
    text = written(*[[row[name] for name in names] for row in rows_], names=names)
    table = small()
    first = read(text, table)
    held = stored(table, first)
    again = read(text, held)
    for before, after in zip(first, again, strict=True):
        assert after.verdict == ("refuse" if before.verdict == "refuse" else "same"), after
    assert stored(held, again) == held


def test_reading_the_same_table_twice_tells_the_same(read):
    text = written(CLINIC, CLINIC, ("x",) * 5)
    assert read(text) == read(text)


@pytest.mark.slow
def test_a_hundred_thousand_rows_are_each_named_in_good_time(small, read):
    rows_ = [(*CLINIC[:2], f"Klinikk {n}", f"https://e.example/{n}", "112") for n in range(100_000)]
    rows_[500] = (*CLINIC[:4], "1.16E+05")
    rows_[99_999] = rows_[0]
    text = written(*rows_)
    begun = time.monotonic()
    rows = read(text)
    assert time.monotonic() - begun < 60
    assert [row.number for row in rows] == list(range(2, 100_002))
    assert [row.number for row in rows if row.verdict == "refuse"] == [502, 100_001]
    # a second time, over what the first one would bring in
    held = stored(small(), rows[:20_000])
    begun = time.monotonic()
    again = read(text, held)
    assert time.monotonic() - begun < 60
    assert sum(row.verdict == "same" for row in again) == 19_999
