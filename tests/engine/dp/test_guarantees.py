# SPDX-License-Identifier: Apache-2.0

import pytest

from licet.dp import events
from licet.dp.declared import Phase
from licet.dp.guarantees import outcome
from licet.dp.outcome import Outcome
from licet.dp.values import Span


def found(mechanism: str, **data: object) -> Outcome:
    return outcome(Phase({}, 0, data), mechanism, Span(1, 1))


@pytest.mark.parametrize(
    ("mechanism", "data", "event"),
    [
        ("zcdp", {"rho": 0.5}, events.ZCDP(0.5)),
        ("zcdp", {"rho": 0}, events.ZCDP(0.0)),
        ("pure_dp", {"epsilon": 1, "steps": 4}, events.PureDP(1.0, 4)),
        ("approx_dp", {"epsilon": 1, "delta": 1e-6}, events.ApproxDP(1.0, 1e-6)),
        ("approx_dp", {"epsilon": 1, "delta": 0}, events.PureDP(1.0)),
        ("pure_dp", {"epsilon": 1, "delta": 1e-6}, events.ApproxDP(1.0, 1e-6)),
        ("approx_dp", {"epsilon": 1, "delta": 1}, None),
    ],
)
def test_a_guarantee_is_the_worst_case_and_never_a_best_one(mechanism: str, data: dict, event: events.Event | None) -> None:
    one = found(mechanism, **data)
    assert one.best == [()] and one.worst == event and one.remarks == ()


@pytest.mark.parametrize(
    ("mechanism", "data", "needs"),
    [
        ("zcdp", {}, "rho"),
        ("zcdp", {"rho": float("nan")}, "rho"),
        ("pure_dp", {"epsilon": None}, "epsilon"),
        ("pure_dp", {"epsilon": "1"}, "epsilon"),
        ("pure_dp", {"epsilon": 1, "steps": None}, "steps"),
        ("approx_dp", {"epsilon": 1}, "delta"),
        ("approx_dp", {"epsilon": 1, "delta": None}, "delta"),
        ("approx_dp", {"epsilon": 1, "delta": 2}, "delta"),
    ],
)
def test_half_a_guarantee_is_none(mechanism: str, data: dict, needs: str) -> None:
    one = found(mechanism, **data)
    assert one.worst is None
    assert [(item.code, item.needs) for item in one.remarks] == [("missing_fact", f"/phases/0/{needs}")]


def test_a_guarantee_beyond_all_ranges_is_unsupported() -> None:
    assert [one.code for one in found("pure_dp", epsilon=1e9).remarks] == ["unsupported_event"]


def test_a_unit_with_several_examples_is_taken_as_a_group_of_what_is_guaranteed() -> None:
    data = {"epsilon": 0.5}
    assert outcome(Phase({}, 0, data), "pure_dp", Span(2, 2)).worst == events.PureDP(1.0)
    assert outcome(Phase({}, 0, data), "pure_dp", Span(1, None)).worst == events.PureDP(0.5)
