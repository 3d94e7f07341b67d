# SPDX-License-Identifier: Apache-2.0
"""A signed file tells when a single byte of it was changed, and who signed it."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.guard import signing
from waymark.guard.signing import Changed, Signer, public_key, verified

SIGNER, OTHER = Signer(b"a" * 32), Signer(b"b" * 32)
CONTENT = {"edition": "2026-11-24", "name": "Málaga, いのち", "n": [1, None, True]}
FILE = SIGNER.sign(CONTENT)

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


def refused(file, key=SIGNER.public):
    with pytest.raises(Changed) as caught:
        verified(file, key)
    return str(caught.value)


def test_what_was_signed_is_read_back():
    assert verified(FILE, SIGNER.public) == CONTENT
    assert FILE.count(b"\n") == 2


@given(st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=8), plain, max_size=4))
def test_any_content_is_read_back_from_two_lines(content):
    file = SIGNER.sign(content)
    assert file.count(b"\n") == 2
    assert file.endswith(b"\n")
    assert verified(file, SIGNER.public) == content


def test_the_same_key_signs_the_same_content_the_same_way():
    assert SIGNER.sign(CONTENT) == Signer(b"a" * 32).sign(dict(reversed(CONTENT.items())))
    assert SIGNER.public == Signer(b"a" * 32).public != OTHER.public


@pytest.mark.parametrize("flip", [1, 0x20, 0x80])
def test_every_single_changed_byte_is_refused(flip):
    for at in range(len(FILE)):
        changed = bytearray(FILE)
        changed[at] ^= flip
        refused(bytes(changed))


@pytest.mark.parametrize("byte", [b" ", b"\n", b"\r", b"0", b"=", b"\x00", b'"'])
def test_every_byte_put_in_or_in_the_place_of_another_is_refused(byte):
    for at in range(len(FILE) + 1):
        refused(FILE[:at] + byte + FILE[at:])
        if FILE[at : at + 1] not in (byte, b""):
            refused(FILE[:at] + byte + FILE[at + 1 :])


def test_every_file_that_ends_too_early_or_lacks_a_byte_is_refused():
    for at in range(len(FILE)):
        refused(FILE[:at])
        if FILE[at : at + 1] != FILE[at + 1 : at + 2]:
            refused(FILE[:at] + FILE[at + 1 :])


@pytest.mark.parametrize("tail", [b"\n", b" ", b"{}", b"\n{}", b"\x00", FILE])
def test_something_added_at_the_end_is_refused(tail):
    refused(FILE + tail)


def test_two_lines_of_different_files_do_not_make_one():
    other = SIGNER.sign({"edition": "2026-11-25"})
    refused(FILE.split(b"\n")[0] + b"\n" + other.split(b"\n", 1)[1])


def test_a_file_that_somebody_else_signed_is_refused():
    assert "another key" in refused(OTHER.sign(CONTENT))
    refused(FILE, OTHER.public)


def test_the_key_in_the_file_is_not_what_is_believed():
    """Whoever changes the file can name their own key in it."""
    forged = OTHER.sign(CONTENT).replace(OTHER.public.encode(), SIGNER.public.encode())
    refused(forged)
    refused(forged, OTHER.public)


@pytest.mark.parametrize(
    "last",
    [
        b"", b"null", b"[]", b"{}", b"7", b'{"signature": 7}', b'{"signature": null}',
        b'{"signature": ""}', b'{"signature": "AAAA"}', b'{"signature": "\xc3\xa9"}', b"\xff",
        b"[" * 100_000, b"1" * 10_000, b'{"signature": "' + b"A" * 88 + b'"}',
    ],
)  # fmt: skip
def test_a_last_line_of_any_other_shape_is_refused(last):
    refused(FILE.split(b"\n")[0] + b"\n" + last)
    refused(FILE.split(b"\n")[0] + b"\n" + last + b"\n")


def test_the_same_signature_written_another_way_is_refused():
    body, last = FILE.split(b"\n", 1)
    told = json.loads(last)
    spaced = json.dumps(told).encode() + b"\n"
    swapped = json.dumps(dict(reversed(told.items())), separators=(",", ":")).encode() + b"\n"
    more = json.dumps(told | {"x": 1}, separators=(",", ":")).encode() + b"\n"
    for other in (spaced, swapped, more):
        assert json.loads(other)["signature"] == told["signature"]
        refused(body + b"\n" + other)


def test_a_signature_with_the_order_of_the_curve_added_is_refused():
    body, last = FILE.split(b"\n", 1)
    order = 2**252 + 27742317777372353535851937790883648493
    signature = base64.b64decode(json.loads(last)["signature"])
    high = int.from_bytes(signature[32:], "little") + order
    told = signature[:32] + high.to_bytes(32, "little")
    refused(body + b"\n" + signing._last_line(SIGNER.public, told))


@given(st.binary(max_size=300))
def test_any_other_bytes_are_refused(file):
    refused(file)
    refused(FILE.split(b"\n")[0] + b"\n" + file)


def test_a_file_beyond_all_size_is_refused_unread(monkeypatch):
    monkeypatch.setattr(signing, "LONGEST", len(FILE) - 1)
    assert refused(FILE) == "this is no signed file"


def test_a_large_file_is_signed_and_read():
    content = {"text": "x" * 5_000_000}
    assert verified(SIGNER.sign(content), SIGNER.public) == content


@pytest.mark.parametrize("written", [SIGNER.public, SIGNER.public.upper(), f" {SIGNER.public}\n"])
def test_a_key_may_have_capitals_and_blanks_around_it(written):
    assert verified(FILE, public_key(written)) == CONTENT


@pytest.mark.parametrize(
    "written", ["", "0" * 63, "0" * 65, "g" * 64, "٠" * 64, "0x" + "0" * 62, "0 " * 32, "é" * 64]
)
def test_what_is_no_key_is_named(written):
    with pytest.raises(ValueError, match="64 hexadecimal digits"):
        public_key(written)


@pytest.mark.parametrize("key", ["0" * 64, "f" * 64, "01" + "0" * 62, "", "zz"])
def test_a_key_that_nobody_has_verifies_nothing(key):
    refused(FILE, key)


def test_the_secret_stands_in_no_file():
    assert b"a" * 32 not in FILE
    assert base64.b64encode(b"a" * 32) not in FILE
