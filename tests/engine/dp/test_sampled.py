# SPDX-License-Identifier: Apache-2.0

import pytest

from licet.dp import events
from licet.dp.sampled import GRID, Draw, best, worst

DRAW = Draw(2.0, 0.01, 1000, 50000, 600)


@pytest.mark.parametrize(
    ("method", "event"),
    [
        ("poisson", events.PoissonGaussian(2.0, 0.01, 1000)),
        ("full_batch", events.Gaussian(2.0, 1000)),
        ("shuffle", events.ShuffledGaussian(2.0, 100, 1000)),
        ("fixed_batch", events.FixedBatchGaussian(2.0, 500, 50000, 1000)),
        ("random_allocation", events.RandomAllocationGaussian(2.0, 100, 1, 10)),
        ("truncated_poisson", events.TruncatedPoissonGaussian(2.0, 0.01, 1000, 600, 50000)),
    ],
)
def test_both_ends_are_the_event_where_everything_is_known(method: str, event: events.Event) -> None:
    assert best(method, DRAW) == [(event,)]
    assert worst(method, DRAW) == event


def test_whole_numbers_are_rounded_to_the_valid_side() -> None:
    uneven = Draw(2.0, 0.03, 50)
    assert best("shuffle", uneven) == [(events.ShuffledGaussian(2.0, 34, 50),)]
    assert worst("shuffle", uneven) == events.ShuffledGaussian(2.0, 33, 50)
    assert best("random_allocation", uneven) == [(events.RandomAllocationGaussian(2.0, 34, 1, 1),)]
    assert worst("random_allocation", uneven) == events.RandomAllocationGaussian(2.0, 33, 1, 2)


def test_a_fixed_batch_is_known_by_its_rate() -> None:
    third = Draw(1.0, 1 / 3, 10)
    (low,), high = best("fixed_batch", third)[0], worst("fixed_batch", third)
    assert isinstance(low, events.FixedBatchGaussian) and isinstance(high, events.FixedBatchGaussian)
    assert low.batch_size / GRID <= 1 / 3 <= high.batch_size / GRID
    assert high.batch_size - low.batch_size <= 1
    assert worst("fixed_batch", Draw(1.0, 1.0, 10)) == events.FixedBatchGaussian(1.0, GRID, GRID, 10)


def test_an_epoch_that_was_not_finished_reveals_nothing_for_certain() -> None:
    assert best("random_allocation", Draw(2.0, 0.01, 99)) == [()]
    assert best(None, Draw(2.0, 0.01, 99)) == [()]


def test_where_nobody_says_how_each_way_is_possible() -> None:
    kinds = [type(event) for alternative in best(None, DRAW) for event in alternative]
    assert kinds == [events.PoissonGaussian, events.ShuffledGaussian, events.RandomAllocationGaussian]
    assert worst(None, DRAW) == events.Gaussian(1.0, 1000)


def test_a_cap_that_nobody_knows() -> None:
    open_cap = DRAW._replace(cap=None)
    assert best("truncated_poisson", open_cap) == [(events.TruncatedPoissonGaussian(2.0, 0.01, 1000, 1, 50000),)]
    assert worst("truncated_poisson", open_cap) == events.Gaussian(1.0, 1000)
    assert best("truncated_poisson", DRAW._replace(units=None)) == [()]
    assert worst("truncated_poisson", DRAW._replace(units=None)) == events.Gaussian(1.0, 1000)
