# SPDX-License-Identifier: Apache-2.0

import math

import pytest

from licet.dp import events
from licet.dp.groups import carried, grouped


@pytest.mark.parametrize(
    ("event", "of_three"),
    [
        (events.Gaussian(3.0, 5), events.Gaussian(1.0, 5)),
        (events.Laplace(6.0), events.Laplace(2.0)),
        (events.PureDP(0.5, 2), events.PureDP(1.5, 2)),
        (events.ZCDP(0.1), events.ZCDP(0.1 * 9)),
        (events.PoissonGaussian(1.0, 0.1, 7), events.Group(events.PoissonGaussian(1.0, 0.1, 7), 3)),
    ],
)
def test_a_unit_with_three_examples(event: events.Event, of_three: events.Event) -> None:
    assert grouped(event, 1) == event
    assert grouped(event, 3) == of_three


def test_an_approximate_guarantee_is_that_of_three_steps() -> None:
    epsilon, delta = 0.7, 1e-6
    found = grouped(events.ApproxDP(epsilon, delta), 3)
    assert isinstance(found, events.ApproxDP)
    assert found.epsilon == pytest.approx(3 * epsilon)
    assert found.delta == pytest.approx(delta * (1 + math.exp(epsilon) + math.exp(2 * epsilon)))
    assert found.delta >= delta * (1 + math.exp(epsilon) + math.exp(2 * epsilon))
    assert grouped(events.ApproxDP(0.0, 0.25), 3) == events.ApproxDP(0.0, 0.75)
    assert grouped(events.ApproxDP(500.0, 1e-6), 3) == events.ApproxDP(1500.0, 1.0)


NOISE = events.PoissonGaussian(1.0, 0.1, 7)
GUARANTEE = events.PureDP(1.0)


def test_noise_is_described_under_every_adjacency() -> None:
    for stated in ("add_remove", "replace_one", "zero_out", None):
        for asked in ("add_remove", "replace_one", "zero_out"):
            assert carried(NOISE, stated, asked) == NOISE


@pytest.mark.parametrize(
    ("stated", "asked", "found"),
    [
        ("add_remove", "add_remove", GUARANTEE),
        ("add_remove", "replace_one", events.PureDP(2.0)),
        ("zero_out", "replace_one", events.PureDP(2.0)),
        ("replace_one", "add_remove", None),
        ("add_remove", "zero_out", None),
        (None, "add_remove", None),
    ],
)
def test_a_guarantee_is_carried_to_replace_one_only(stated: str | None, asked: str, found: events.Event | None) -> None:
    assert carried(GUARANTEE, stated, asked) == found


def test_guarantees_inside_other_events_are_carried_too() -> None:
    inner = events.Compose((NOISE, events.ZCDP(0.5)))
    doubled = events.Compose((NOISE, events.ZCDP(2.0)))
    assert carried(events.Repeat(inner, "fixed", 3), "add_remove", "replace_one") == events.Repeat(doubled, "fixed", 3)
    assert carried(events.Group(GUARANTEE, 2), "add_remove", "replace_one") == events.Group(events.PureDP(2.0), 2)
    assert carried(events.PureDP(9e5), "add_remove", "replace_one") is None
