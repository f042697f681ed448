# SPDX-License-Identifier: Apache-2.0
"""The least noise for a promise."""

from __future__ import annotations

import pytest

from licet.dp import calibration
from licet.dp import events as e
from licet.dp.accountant import epsilon, sigma_for
from licet.errors import ParameterError


@pytest.mark.parametrize(
    ("template", "target"),
    [
        (e.Gaussian(1.0), 2.0),
        (e.PoissonGaussian(7.0, 0.01, 1000), 2.0),
        (e.Laplace(1.0), 0.5),
        (e.FixedBatchGaussian(1.0, 10, 1000, 50), 1.0),
    ],
)
def test_sigma_keeps_the_promise_and_a_little_less_does_not(template: e.Event, target: float) -> None:
    found = sigma_for(template, target, 1e-6)
    assert found.bracket.upper is not None and found.bracket.upper <= target
    assert found.failing < found.sigma <= found.failing * (1 + 1.1e-4)
    failing = epsilon(calibration.scaled(template, found.failing / calibration.noises(template)[0]), 1e-6)
    assert failing.upper is not None and failing.upper > target


def test_the_gaussian_reference_value() -> None:
    """Balle and Wang's analytic calibration: epsilon 4.377178 at delta 1e-5 needs noise 1."""
    assert sigma_for(e.Gaussian(3.0), 4.377178, 1e-5, rtol=1e-7).sigma == pytest.approx(1.0, rel=1e-6)


def test_a_single_template_does_not_depend_on_its_noise() -> None:
    one, other = (sigma_for(e.PoissonGaussian(noise, 0.02, 300), 1.0, 1e-6).sigma for noise in (0.5, 20.0))
    assert one == pytest.approx(other, rel=2e-4)


def test_several_events_are_scaled_together() -> None:
    template = [e.Gaussian(1.0), e.PoissonGaussian(2.0, 0.1, 10)]
    found = sigma_for(template, 1.0, 1e-6)
    assert found.factor == found.sigma
    again = epsilon([calibration.scaled(event, found.factor) for event in template], 1e-6)
    assert again.upper == found.bracket.upper


def test_noise_inside_other_events_is_found() -> None:
    event = e.Compose((e.Group(e.Gaussian(2.0), 3), e.Repeat(e.Laplace(5.0), "fixed", 2)))
    assert calibration.noises(event) == [2.0, 5.0]
    assert calibration.noises(calibration.scaled(event, 2.0)) == [4.0, 10.0]


@pytest.mark.parametrize(
    "template",
    [
        [e.PureDP(1.0)],
        [e.Gaussian(1.0), e.PureDP(3.0)],
        [e.Gaussian(1.0), e.ApproxDP(0.1, 1e-3)],
        [e.Gaussian(1.0), e.Unsupported("x")],
    ],
)
def test_what_no_noise_can_keep_is_refused(template: list[e.Event]) -> None:
    with pytest.raises(ParameterError):
        sigma_for(template, 1.0, 1e-6)


@pytest.mark.parametrize("target", [0.0, -1.0, float("nan"), float("inf"), True])
def test_a_promise_is_a_number_above_zero(target: float) -> None:
    with pytest.raises(ParameterError):
        sigma_for(e.Gaussian(1.0), target, 1e-6)
