# SPDX-License-Identifier: Apache-2.0

import math

import pytest

from licet.dp import events
from licet.dp.certainty import Certainty, certain
from licet.dp.reading import Reading, exact
from licet.dp.tuning import Runs

HUNDRED = events.Gaussian(5.0, 100)  # 10.997151 at 1e-6
ONE = events.Gaussian(5.0)


def test_known_events_have_both_ends() -> None:
    found = certain(exact(HUNDRED), 1e-6, "add_remove")
    assert found.lower == pytest.approx(10.997151, abs=1e-6) and found.upper == pytest.approx(10.997151, abs=1e-6)


def test_nothing_costs_nothing_and_no_delta_says_nothing() -> None:
    empty = Reading((((),),), ((),))
    assert certain(empty, 1e-6, "add_remove")[:2] == (0.0, 0.0)
    assert certain(exact(HUNDRED), None, "add_remove") == Certainty(None, None)
    assert certain(exact(HUNDRED), 1.0, "add_remove")[:2] == (0.0, 0.0)


def test_the_weakest_alternative_of_the_strongest_shard() -> None:
    reading = Reading((((HUNDRED,), (ONE,)), (((ONE, ONE)),)), ((HUNDRED,), (ONE,)))
    found = certain(reading, 1e-6, "add_remove")
    assert found.lower == certain(exact([ONE, ONE]), 1e-6, "add_remove").lower
    assert found.upper == certain(exact(HUNDRED), 1e-6, "add_remove").upper


def test_every_adjacency_is_asked_where_none_is_stated() -> None:
    found = certain(exact(HUNDRED), 1e-6, None)
    assert found.lower == certain(exact(HUNDRED), 1e-6, "add_remove").lower
    assert found.upper == certain(exact(HUNDRED), 1e-6, "replace_one").upper
    assert found.lower is not None and found.upper is not None and found.upper > 2 * found.lower


def test_nothing_certain_is_no_number() -> None:
    assert certain(Reading((((),),), None), 1e-6, "add_remove")[:2] == (None, None)
    assert certain(Reading((((ONE,),),), None), 1e-6, "add_remove").upper is None
    assert certain(Reading((((),),), ((ONE,),)), 1e-6, "add_remove").lower == 0.0


def test_units_that_leave_without_noise_more_often_than_delta_have_no_epsilon() -> None:
    assert certain(Reading((((),),), None, bare=1e-5), 1e-6, "add_remove").infinite
    assert not certain(Reading((((),),), None, bare=1e-7), 1e-6, "add_remove").infinite
    assert certain(Reading((((),),), None, bare=1e-5), 0.0, "add_remove").infinite


def test_a_number_of_runs_that_may_be_none_reveals_less_than_one_run() -> None:
    runs = Runs("poisson", 3.0)
    one = certain(exact(HUNDRED), 1e-6, "add_remove").lower
    assert certain(Reading((((HUNDRED,),),), None, runs=runs), 1e-6, "add_remove").lower is None
    found = certain(Reading((((HUNDRED,),),), None, runs=runs), 1e-6, "add_remove", claimed=1.0).lower
    assert found is not None and one is not None and 0 < found < one
    assert certain(Reading((((HUNDRED,),),), None, runs=runs), 0.0, "add_remove").infinite


def test_the_best_of_several_runs_reveals_more_than_one() -> None:
    one = certain(exact(ONE), 1e-6, "add_remove").lower or 0
    ten = Reading((((ONE,),),), ((events.Gaussian(5.0, 10),),), runs=Runs("fixed", 10.0))
    assert certain(ten, 1e-6, "add_remove").lower == certain(ten, 1e-6, "add_remove", claimed=0.1).lower == one
    found = certain(ten, 1e-6, "add_remove", claimed=1.0)
    assert found.lower is not None and found.upper is not None and one < found.lower < found.upper
    any_kind = certain(Reading((((ONE,),),), None, runs=Runs("any", 10.0)), 1e-6, "add_remove", claimed=0.0).lower
    assert any_kind is not None and any_kind <= found.lower


class TestDeltaZero:
    def test_gaussian_noise_has_no_epsilon(self) -> None:
        for event in (HUNDRED, events.PoissonGaussian(9.0, 1e-3, 1), events.Group(ONE, 2), events.Compose((ONE,)), events.Matrix(1.0, 9.0)):
            assert certain(exact(event), 0.0, "add_remove") == Certainty(None, None, infinite=True)

    def test_pure_losses_add_up(self) -> None:
        found = certain(exact([events.PureDP(0.5, 4), events.Laplace(2.0, 3), events.Group(events.PureDP(0.1), 2)]), 0.0, "add_remove")
        assert found.upper == 3.7
        assert found.lower == pytest.approx(1.5) and found.lower <= 1.5

    def test_all_runs_count(self) -> None:
        assert certain(exact(events.Repeat(events.Compose((events.PureDP(0.5),)), "fixed", 3)), 0.0, None).upper == pytest.approx(1.5)
        assert certain(exact(events.Repeat(events.PureDP(0.5), "geometric", 3)), 0.0, None).upper is None

    def test_other_guarantees_say_nothing_there(self) -> None:
        for event in (events.ZCDP(0.1), events.ApproxDP(1.0, 1e-9)):
            assert certain(exact(event), 0.0, "add_remove") == Certainty(None, None)
        assert certain(exact(events.ApproxDP(1.0, 0.0)), 0.0, "add_remove").upper == pytest.approx(1.0)


class TestStatedGuarantees:
    """What was stated holds as it was stated, and their sum holds at the sum of their deltas."""

    @pytest.mark.parametrize(
        ("stated", "delta", "upper"),
        [
            ([events.ApproxDP(1.0, 1e-6)], 1e-6, 1.0),
            ([events.ApproxDP(0.1, 1e-7, 10)], 1e-6, 1.0),
            ([events.ApproxDP(1.0, 1e-6), events.PureDP(0.5)], 1e-6, 1.5),
            ([events.Group(events.ApproxDP(0.0, 1e-7), 4)], 4e-7, 0.0),
        ],
    )
    def test_they_add_up(self, stated: list[events.Event], delta: float, upper: float) -> None:
        found = certain(exact(stated), delta, "add_remove").upper
        assert found is not None and 0.999 * upper <= found <= upper

    def test_not_beyond_delta(self) -> None:
        assert certain(exact(events.ApproxDP(0.1, 1e-7, 11)), 1e-6, "add_remove").upper is None

    def test_nothing_is_added_that_is_no_guarantee(self) -> None:
        assert certain(exact([events.ApproxDP(1.0, 1e-6), HUNDRED]), 1e-6, "add_remove").upper is None


def test_no_end_is_ever_infinite_or_not_a_number() -> None:
    for event in (events.Gaussian(1e-6, 10**15), events.PureDP(1e6, 3), events.Gaussian(1e9)):
        for delta in (1e-300, 1e-14, 0.5):
            for end in certain(exact(event), delta, "replace_one")[:2]:
                assert end is None or (math.isfinite(end) and end >= 0)
