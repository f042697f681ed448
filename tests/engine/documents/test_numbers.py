# SPDX-License-Identifier: Apache-2.0
"""Numbers are read as written or refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.documents.numbers import MAX_INTEGER, decimal, integer
from licet.documents.reading import ReadError


@pytest.mark.parametrize(
    ("text", "base", "value"),
    [
        ("9007199254740992", 10, MAX_INTEGER),
        ("-9007199254740992", 10, -MAX_INTEGER),
        ("0" * 10_000 + "7", 10, 7),
        ("+12", 10, 12),
        ("-0", 10, 0),
        ("0x20000000000000", 16, MAX_INTEGER),
        ("0o400000000000000000", 8, MAX_INTEGER),
        ("0x0", 16, 0),
    ],
)
def test_integers_up_to_two_to_the_53rd(text: str, base: int, value: int) -> None:
    assert integer(text, base) == value


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("9007199254740993", 10),
        ("-9007199254740993", 10),
        ("1" * 100_000, 10),
        ("0x20000000000001", 16),
        ("0o400000000000000001", 8),
    ],
)
def test_integers_beyond_are_refused(text: str, base: int) -> None:
    with pytest.raises(ReadError, match="beyond 2\\^53"):
        integer(text, base)


@pytest.mark.parametrize("text", ["1e999", "-1e999", "1.8e308"])
def test_a_number_that_overflows_is_refused(text: str) -> None:
    with pytest.raises(ReadError, match="too large"):
        decimal(text)


@pytest.mark.parametrize(
    "text",
    [
        "1e-999",  # would be zero
        "700000000.00000001",  # would be the limit itself
        "0.12345678901234567891",
        "9007199254740993.0",
        "4.4e-324",
        "0." + "1" * 5_000,
    ],
)
def test_a_number_that_would_change_is_refused(text: str) -> None:
    with pytest.raises(ReadError, match="changes"):
        decimal(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1e-6", 1e-6),
        ("0e-999", 0.0),
        ("0.10000000000000001", 0.1),  # what %.17g prints
        ("0.1000000000000000055511151231257827", 0.1),  # the double's own digits
        ("100000000000000000000.000", 1e20),
        ("-.5", -0.5),
        ("5.", 5.0),
        ("3.0e20", 3e20),
        ("1.7976931348623157e308", 1.7976931348623157e308),
        ("4.9e-324", 5e-324),
        ("5.960464477539063e-08", 2.0**-24),  # the shortest text, which rounds up from a tie
    ],
)
def test_a_number_that_a_double_holds_is_read(text: str, value: float) -> None:
    assert decimal(text) == value


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(["{!r}", "{:.17g}", "{:.16e}", "{:.20e}"]))
def test_every_printed_double_is_read_back(value: float, style: str) -> None:
    assert decimal(style.format(value)) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, places=9, min_value=-99_999, max_value=99_999))
def test_fifteen_digits_are_always_read(value: object) -> None:
    assert decimal(str(value)) == float(str(value))
