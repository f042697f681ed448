# SPDX-License-Identifier: Apache-2.0

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.dp import values

NO_NUMBERS = ["1", "", True, False, None, math.nan, math.inf, -math.inf, -1, -1e-300, [], {}, [1], 10**400]


@pytest.mark.parametrize("value", NO_NUMBERS)
def test_what_is_no_number_from_zero_on_is_unknown(value: object) -> None:
    assert values.number(value) is None
    assert values.share(value) is None
    assert values.count(value) is None


def test_zero_is_a_number_and_no_count() -> None:
    assert values.number(0) == 0.0
    assert values.share(0) == 0.0
    assert values.count(0) is None


def test_counts_are_whole_and_shares_at_most_one() -> None:
    assert values.count(3.0) == 3 and isinstance(values.count(3.0), int)
    assert values.count(2.5) is None
    assert values.count(2**53 + 2) is None
    assert values.share(1) == 1.0
    assert values.share(1.0000001) is None


def test_missing_and_broken_places_hold_nothing() -> None:
    assert values.at({"a": {"b": 1}}, "a", "b") == 1
    assert values.at({"a": [1]}, "a", "b") is None
    assert values.at(None, "a") is None
    assert values.section({"a": "text"}, "a") == {}
    assert values.listed([{"x": 1}, 3, None]) == [{"x": 1}]
    assert values.listed("text") == []
    assert values.word(["poisson"], ["poisson"]) is None
    assert values.name("") is None


@given(st.floats(1e-300, 1e300))
def test_rounding_goes_outward(value: float) -> None:
    low, high = values.rounded(value, up=False), values.rounded(value, up=True)
    assert low is not None and high is not None
    assert low <= value <= high
    assert high - low <= 1.0001e-5 * value
    assert len(f"{low:.17g}".split("e")[0].replace(".", "").strip("0")) <= 17
    assert float(f"{low:.6g}") == low and float(f"{high:.6g}") == high


def test_numbers_that_are_short_stay() -> None:
    assert values.rounded(2.5, up=True) == 2.5
    assert values.rounded(0.0, up=True) == 0.0
    assert values.rounded(None, up=True) is None
    assert values.rounded(math.inf, up=True) is None


@pytest.mark.parametrize(("delta", "units"), [(1e-5, 100000), (1e-6, 10**6), (1e-7, 10**7), (0.1, 10)])
def test_a_delta_of_one_over_the_units_is_one(delta: float, units: int) -> None:
    assert values.times(delta, units) == 1.0


def test_a_product_is_rounded_up() -> None:
    found = values.times(1.23456789e-6, 3)
    assert Fraction(found) >= Fraction("1.23456789e-6") * 3
    assert found == 3.70371e-06
