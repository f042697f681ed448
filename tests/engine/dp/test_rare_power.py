# SPDX-License-Identifier: Apache-2.0
"""Powers on a lattice against exact fractions, and their error bounds."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest

from licet.dp.rare_power import Step, Sum, compose, nothing, reverse


def step(masses: list[float], width: float = 0.125) -> Step:
    """Masses at 0, width, ..; the rest of 1 is the atom."""
    total = float(sum(map(Fraction, masses)))
    return Step(np.array(masses), float(1 - sum(map(Fraction, masses))), total - total, width)


def exact(masses: list[float], steps: int) -> list[Fraction]:
    law = [Fraction(mass) for mass in masses]
    law[0] += 1 - sum(law)
    result = [Fraction(1)]
    for _ in range(steps):
        product = [Fraction(0)] * (len(result) + len(law) - 1)
        for i, one in enumerate(result):
            for j, two in enumerate(law):
                product[i + j] += one * two
        result = product
    return result


FEW = [0.0, 2.0**-12, 2.0**-14, 0.0, 2.0**-20]
MANY = [0.0, 0.25, 0.125, 0.0625, 0.5]


@pytest.mark.parametrize("masses", [FEW, MANY], ids=["few", "many"])
@pytest.mark.parametrize("tilt", [0.0, 1.5, -2.0])
def test_a_power_is_right_within_its_bound(masses: list[float], tilt: float) -> None:
    found = compose(step(masses), 12, -0.5, tilt, 64, -0.5)
    wanted = exact(masses, 12)
    scales = [Fraction(math.exp(tilt * value - found.log_scale)) for value in found.values]
    errors = [Fraction(float(found.weights[i])) - wanted[i] * scales[i] for i in range(49)]
    assert math.sqrt(float(sum(error * error for error in errors))) <= found.error
    assert found.error <= 1e-13
    assert found.values[:3] == pytest.approx([-0.5, -0.375, -0.25])
    assert found.masses[:49] == pytest.approx([float(mass) for mass in wanted], abs=1e-11)


def test_few_jumps_lose_less_to_rounding() -> None:
    assert compose(step([mass / 2**20 for mass in FEW]), 12, 0.0, 0.0, 64, 0.0).error < 1e-15


def test_a_kernel_is_convolved() -> None:
    kernel = np.array([0.25, 0.5, 0.25])
    found = compose(step(MANY), 3, 0.0, 0.0, 32, -0.125, kernel)
    wanted = np.convolve([float(mass) for mass in exact(MANY, 3)], kernel)
    assert found.values[0] == pytest.approx(-0.125)
    assert found.masses[: len(wanted)] == pytest.approx(wanted, abs=1e-14)


def test_what_leaves_the_window_wraps_around() -> None:
    found = compose(step(MANY), 12, 0.0, 0.0, 32, 0.0)
    wanted = [float(mass) for mass in exact(MANY, 12)]
    assert found.period == 4.0
    assert found.masses[:17] == pytest.approx([one + two for one, two in zip(wanted, wanted[32:], strict=False)], abs=1e-13)


def test_a_window_may_begin_anywhere() -> None:
    found = compose(step(MANY), 12, 0.0, 0.0, 64, 1.3)
    wanted = [float(mass) for mass in exact(MANY, 12)]
    assert found.values[0] == pytest.approx(1.25)
    assert found.masses[:39] == pytest.approx(wanted[10:], abs=1e-13)


def test_tails_are_bounded() -> None:
    found = compose(step(MANY), 12, 0.0, 0.0, 64, 0.0, np.array([0.25, 0.5, 0.25]))
    wanted = np.convolve([float(mass) for mass in exact(MANY, 12)], [0.25, 0.5, 0.25])
    losses = 0.125 * (np.arange(len(wanted)) - 1)
    for loss in (1.0, 3.0, 5.0):
        for z in (0.5, 2.0, 8.0):
            assert math.exp(found.beyond(z, loss)) >= wanted[losses >= loss].sum()
            assert math.exp(found.beyond(-z, loss)) >= wanted[losses <= loss].sum()
    assert found.beyond(1.0, 7.0) == -math.inf == found.beyond(-1.0, -0.5)


def test_moments() -> None:
    law = Step(np.array([0.0, 1e-20]), 1.0, 0.0, 1.0)
    assert law.log_moment(2.0) == pytest.approx(1e-20 * math.expm1(2))
    assert law.log_moment(1e6) == math.inf
    assert Step(np.array([0.0, 0.5]), 0.5, 0.0, 1.0).log_moment(-3.0) == pytest.approx(math.log(0.5 + 0.5 * math.exp(-3)))


def test_a_reversed_sum_weighs_by_the_loss() -> None:
    found = compose(step(MANY), 3, -0.25, -1.75, 16, -0.25)
    back: Sum = reverse(found)
    assert back.tilt == 0.75
    assert back.values[0] == -found.values[-1]
    assert back.masses[::-1] == pytest.approx(found.masses * np.exp(-found.values))


def test_nothing_is_a_loss_of_zero() -> None:
    assert (nothing().masses.tolist(), nothing().values.tolist(), nothing().error) == ([1.0], [0.0], 0.0)
