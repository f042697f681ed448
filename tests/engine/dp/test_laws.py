# SPDX-License-Identifier: Apache-2.0
"""Log moments and characteristic functions against 40 digits, within their counted errors."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest

from licet.dp import laws, pairs

# sigma, rate, z, direction, ln E[e^{zL}] by 50-digit quadrature (mpmath; see `exact`).
CASES = [
    (1.0, 0.01, 6.9, 1),
    (0.5, 1e-5, 12.0, 1),
    (4.0, 0.01, 20.0, 1),
    (1.0, 0.01, 20.0, -1),
    (0.6, 0.3, 2.0, -1),
    (0.3, 0.01, 1.0, 1),
]


def exact(sigma: float, rate: float, w: complex) -> mpmath.mpc:
    s, q = mpmath.mpf(sigma), mpmath.mpf(rate)
    reach = abs(mpmath.re(w))
    ends = [
        -25 * s - reach,
        -10 * s - reach,
        -5 * s,
        -2 * s,
        0,
        reach / 4,
        reach / 2,
        reach,
        reach + 3 * s,
        reach + 10 * s,
        reach + 25 * s,
    ]
    return mpmath.quad(
        lambda x: mpmath.npdf(x / s) / s * (1 - q + q * mpmath.exp((2 * x - 1) / (2 * s * s))) ** w, sorted(set(ends))
    )


@pytest.mark.parametrize(("sigma", "rate", "z", "direction"), CASES)
def test_log_moments_are_within_their_error(sigma: float, rate: float, z: float, direction: int) -> None:
    step = pairs.sampled(sigma, rate, 1000).steps[0]
    found = laws.law(step, direction, z, 0.0, 43.0)
    with mpmath.workdps(40):
        wanted = mpmath.log(exact(sigma, rate, 1 + mpmath.mpf(z) if direction > 0 else -mpmath.mpf(z)))
    assert abs(found.log_moment - wanted) <= found.moment_error <= 1e-10 * max(1.0, found.log_moment)


@pytest.mark.parametrize(("sigma", "rate", "z"), [(1.0, 0.01, 6.9), (0.5, 0.2, 2.0)])
def test_characteristic_functions_are_within_their_error(sigma: float, rate: float, z: float) -> None:
    one = laws.law(pairs.sampled(sigma, rate, 1000).steps[0], 1, z, 30.0, 43.0)
    found = laws.characteristic(one, 3.0, 10)
    with mpmath.workdps(40):
        size = exact(sigma, rate, 1 + mpmath.mpf(z))
        for number in (0, 1, 7, 10):
            wanted = exact(sigma, rate, mpmath.mpc(1 + z, 3 * number)) / size - 1
            assert abs(complex(found[number]) - complex(wanted)) <= 3 * number * one.node_error + one.flat_error + 1e-300


def test_products_of_turns_equal_single_turns() -> None:
    one = laws.law(pairs.sampled(1.0, 0.1, 10).steps[0], 1, 3.0, 20.0, 36.0)
    direct = np.array([np.expm1(1j * time * one.loss) @ one.weights for time in 0.2 * np.arange(101)])
    assert np.abs(laws.characteristic(one, 0.2, 100) - direct).max() < 1e-14


def test_compositions_add() -> None:
    phases = pairs.compose([pairs.sampled(1.0, 0.1, 10), pairs.sampled(2.0, 0.1, 20), pairs.gaussian(3.0, 1.0)])
    total = laws.composed(phases, 1, 2.0, 0.0, 36.0)
    single = [laws.composed(pairs.Phases(steps=(step,)), 1, 2.0, 0.0, 36.0).log_moment for step in phases.steps]
    assert total.log_moment == pytest.approx(math.fsum(single) + 3.0 / 9, rel=1e-13)
    assert total.variance > phases.mu**2


@pytest.mark.parametrize("kind", ["laplace", "response"])
def test_transforms_with_atoms(kind: str) -> None:
    """Laplace: two atoms and a density e^{-y}/2 between; response: two atoms."""
    size, z = 0.7, 1.3
    ends = [(math.exp(size), size), (1.0, -size)]
    if kind == "response":
        wanted = sum(weight / (1 + math.exp(size)) * math.exp(z * loss) for weight, loss in ends)
    else:
        y = (np.arange(200_000) + 0.5) * size / 200_000
        wanted = (
            0.5 * math.exp(z * size)
            + 0.5 * math.exp(-size - z * size)
            + float((np.exp(-y + z * (size - 2 * y))).sum()) * size / 400_000
        )
    assert float(laws.Atoms(kind, size, 1).log_moment(np.float64(z))) == pytest.approx(math.log(wanted), rel=1e-9)
