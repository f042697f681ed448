# SPDX-License-Identifier: Apache-2.0
"""Brackets: two ends or a reason, never a number that stands for neither."""

from __future__ import annotations

from typing import Any

import pytest

from licet.dp.bracket import Bracket, checked_delta, nothing
from licet.errors import ParameterError


def test_no_number_has_a_reason() -> None:
    assert nothing("unsupported_event").to_json() == {
        "epsilon": {"lower": None, "upper": None},
        "method": "none",
        "reasons": ["unsupported_event"],
    }


def test_the_ends_go_under_the_name_of_what_they_bound() -> None:
    assert Bracket(1.0, 2.0, "closed").to_json("delta")["delta"] == {"lower": 1.0, "upper": 2.0}


@pytest.mark.parametrize("value", [0, 1, -1e-6, 2, float("nan"), float("inf"), "1e-6", None, True, [1e-6]])
def test_delta_lies_between_zero_and_one(value: Any) -> None:
    with pytest.raises(ParameterError, match="delta"):
        checked_delta(value)


def test_a_delta_is_taken_as_it_is() -> None:
    assert checked_delta(1e-300) == 1e-300
