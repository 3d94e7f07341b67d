# SPDX-License-Identifier: Apache-2.0
"""A number that is shown can be dialled: short codes too, and never two in one field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from waymark.directory.phones import Phone, dialled, phone_fault

SHAPE = TypeAdapter(Phone)


@pytest.mark.parametrize(
    ("number", "country"),
    [
        ("15", "FR"),
        ("112", "NO"),
        ("988", "US"),
        ("1098", "IN"),
        ("116 111", "DE"),
        ("116 123", None),
        ("13 11 14", "AU"),
        ("*4141", "KE"),
        ("0800 1111", "GB"),
        ("(800) 273-8255", "US"),
        ("1-800-273-8255", "US"),
        ("+44 800 1111", "NO"),
        ("+44 800 1111", None),
        ("+47 22 33 44 55", None),
    ],
)
def test_a_number_as_people_write_it_is_one(number, country):
    assert SHAPE.validate_python(number) == number
    assert phone_fault(number, country) is None


@pytest.mark.parametrize(
    "written",
    [
        "", " ", "1", "+", "+1", "0800 CHILD", "0800 1111 / 0800 2222", "0800 1111, 0800 2222",
        "0800 1111 or 999", "0800 1111;0800 2222", "08001111x12", "0800\n1111", "0800\u00a01111",
        " 0800 1111", "0800 1111 ", "++44 800 1111", "1.16E+05", "116111.0", "=0800", "#15", "*4",
        "*123456", "tel:112", "٠٨٠٠١١١١", "１１２", "-0800 1111", "0800 1111\n",
    ],
)  # fmt: skip
def test_what_is_no_single_number_in_digits_is_refused(written):
    with pytest.raises(ValidationError):
        SHAPE.validate_python(written)


@pytest.mark.parametrize(
    ("number", "country"),
    [
        ("8001111", "GB"),  # a spreadsheet took the nought away
        ("0800 111", "GB"),
        ("0800 1111 0800 2222", "GB"),
        ("22 33 44 5", "NO"),
        ("22 33 44 55 66", "NO"),
        ("9" * 200, "GB"),
        ("+999 12345678", None),
        ("+44 1", None),
        ("+112", "NO"),
    ],
)
def test_a_number_that_is_cut_or_too_long_is_no_number_there(number, country):
    assert number in phone_fault(number, country)


def test_a_number_for_any_country_has_its_country_code():
    assert "country code" in phone_fault("0800 1111", None)
    assert phone_fault("112", None) is None


@given(st.text(max_size=30), st.sampled_from(["GB", "NO", "ZZ", None]))
def test_whatever_is_written_is_a_number_or_refused_and_never_an_accident(written, country):
    try:
        SHAPE.validate_python(written)
    except ValidationError:
        return
    fault = phone_fault(written, country)
    assert fault is None or "\n" not in fault
    assert dialled(written).lstrip("+*").isascii()
    assert dialled(written).lstrip("+*").isdecimal()


@given(
    st.from_regex(r"\+?[0-9][0-9 ()-]{0,24}[0-9]", fullmatch=True), st.sampled_from(["GB", "NO"])
)
def test_blanks_and_hyphens_never_decide_whether_a_number_is_one(written, country):
    plain = dialled(written)
    assert (phone_fault(written, country) is None) == (phone_fault(plain, country) is None)


def test_a_telephone_gets_the_digits_alone():
    assert dialled("+44 (0)800-11 11") == "+4408001111"
    assert dialled("*4141") == "*4141"
