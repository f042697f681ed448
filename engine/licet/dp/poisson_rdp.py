# SPDX-License-Identifier: Apache-2.0
"""Log moments of the Poisson-sampled Gaussian, add or remove one: f = 1 - q + q exp((2x - 1) / (2 sigma^2)).

Removing is the worse direction at every order (arXiv:1908.10530, theorem 5). At whole orders E[f^n] - 1 is a binomial sum of
positive terms; between them licet.dp.interpolation bounds it, as does the chord, since K is convex. Joint convexity, which
conditions on being sampled, bounds K at every order and alone beyond `LARGEST_ORDER`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from licet.dp import interpolation, moments
from licet.dp.moments import LARGEST_ORDER, UNIT, Array


def moment(z: Array, noise_multiplier: float, rate: float) -> Array:
    """K(z) of one step, rounded up."""
    unsampled = moments.gaussian(z, 1.0 / noise_multiplier)
    if rate >= 1:
        return unsampled
    loose = moments.mixed(unsampled, rate)
    return interpolation.moment(z, lambda nodes: _at_whole(nodes, noise_multiplier, rate), loose, LARGEST_ORDER)


def _at_whole(nodes: NDArray[np.intp], noise_multiplier: float, rate: float) -> tuple[Array, Array]:
    """ln(E[f^(1+z)] - 1) at whole z and its error: sum_j C(n, j) q^j (1-q)^(n-j) (e^(j(j-1)/(2 sigma^2)) - 1)."""
    orders = np.arange(2.0, float(nodes[-1]) + 2.0)
    exponents = orders * (orders - 1.0) * (0.5 / noise_multiplier**2)
    log_sum, error = moments.binomial_sum(nodes.tolist(), moments.log_expm1(exponents), rate)
    return log_sum, error + 32 * UNIT * (1.0 + exponents[nodes - 1])
