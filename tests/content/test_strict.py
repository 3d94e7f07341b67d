# SPDX-License-Identifier: Apache-2.0
"""A content file means what it says, or is refused with file and line."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.content.strict import ContentFault, load, load_with_lines, loads


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("0116111", "0116111"),
        ("1.10", "1.10"),
        ("22:30", "22:30"),
        ("2026-03-09", "2026-03-09"),
        ("1_000", "1_000"),
        ("0x10", "0x10"),
        (".inf", ".inf"),
        ('"NO"', "NO"),
        ("'on'", "on"),
        ("'true'", "true"),
        ("116111", 116111),
        ("0", 0),
        ("-3", -3),
        ("true", True),
        ("false", False),
        ("null", None),
    ],
)
def test_a_value_is_read_as_it_is_written(written, read):
    value = loads(f"phone: {written}")["phone"]
    assert value == read
    assert type(value) is type(read)


@pytest.mark.parametrize("word", ["NO", "no", "yes", "Yes", "on", "OFF", "True", "NULL", "~"])
def test_a_bare_yes_or_no_asks_to_be_quoted_and_says_where(word):
    with pytest.raises(ContentFault, match="quote this") as caught:
        loads(f"name: Norway\ncountry: {word}", "countries/no.yaml")
    assert (caught.value.path, caught.value.line) == ("countries/no.yaml", 2)
    assert str(caught.value).startswith("countries/no.yaml:2: ")


@pytest.mark.parametrize("word", ["on", "NO", "true", "null"])
def test_a_bare_yes_or_no_as_a_key_asks_to_be_quoted_too(word):
    with pytest.raises(ContentFault, match="quote this"):
        loads(f"- one\n- {word}: two")
    assert loads(f'"{word}": two') == {word: "two"}


def test_keys_are_always_text():
    assert loads("10: ten\n13_17: teen") == {"10": "ten", "13_17": "teen"}


def test_a_key_that_stands_twice_is_refused_with_both_lines():
    with pytest.raises(ContentFault, match=r"stands twice .first on line 2") as caught:
        loads("a:\n  phone: one\n  url: two\n  phone: three")
    assert caught.value.line == 4


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: &x one\nb: *x", "anchors"),
        ("a: *x", "anchors"),
        ("<<: {a: b}", "merge"),
        ("a: !!python/object:os.system x", "tags"),
        ("a: !secret x", "tags"),
        ("a: b\n---\nc: d", "one document"),
        ("a: [b", "not valid YAML"),
        ("", "empty"),
        ("a:", "write null"),
        ("- - -", "write null"),
        ("a: b\x00", "character"),
        ('a: "\\x01"', "character"),
        ("[" * 100_000, "nested"),
    ],
)
def test_whatever_could_surprise_is_refused(text, says):
    with pytest.raises(ContentFault, match=says):
        loads(text)


def test_a_file_in_another_encoding_is_refused_with_its_line(tmp_path):
    path = tmp_path / "gb.yaml"
    path.write_bytes("a: b\nname: Bjørn\n".encode("latin-1"))
    with pytest.raises(ContentFault, match="not UTF-8") as caught:
        load(path)
    assert caught.value.line == 2


def test_a_file_that_is_not_there_is_a_fault_and_no_traceback(tmp_path):
    with pytest.raises(ContentFault, match="cannot be read"):
        load(tmp_path / "nowhere.yaml")


def test_every_part_of_a_file_knows_its_line(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text("a: one\nb:\n  - c: two\n    d: [x,\n        y]\n", encoding="utf-8")
    lined = load_with_lines(path)
    assert lined.data == {"a": "one", "b": [{"c": "two", "d": ["x", "y"]}]}
    assert [lined.line("a"), lined.line("b", 0, "d"), lined.line("b", 0, "d", 1)] == [1, 4, 5]
    assert lined.line("b", 0, "not", "there") == 3
    assert str(lined.fault("wrong", "b", 0, "d")) == f"{path}:4: wrong"


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15) + 1, 10**15 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(plain)
def test_quoted_content_comes_back_unchanged(data):
    text = json.dumps(data)  # every JSON text is YAML, and JSON quotes every text
    try:
        assert loads(text) == data
    except ContentFault as fault:
        refused = fault.message
    else:
        return
    assert "character" in refused or "not valid YAML" in refused


@given(st.binary(max_size=300))
def test_no_bytes_make_it_stumble(raw):
    text = raw.decode("utf-8", "surrogateescape")
    with contextlib.suppress(ContentFault):
        loads(text)
