# SPDX-License-Identifier: Apache-2.0
"""Log moments of mixtures of normals by the trapezoid rule, which is exact to rounding for them. An oracle for tests."""

from __future__ import annotations

import math

import numpy as np

Mixture = dict[float, float]


def log_density(mixture: Mixture, x: np.ndarray, sigma: float) -> np.ndarray:
    """ln of sum of weight * N(place, sigma^2), over the common factor 1 / (sigma sqrt(2 pi))."""
    parts = [math.log(weight) - (x - at) ** 2 / (2 * sigma**2) for at, weight in mixture.items() if weight]
    return np.asarray(np.logaddexp.reduce(parts, axis=0))


def log_moment(p: Mixture, q: Mixture, z: float, sigma: float) -> float:
    """ln E_Q[(P/Q)^(1+z)]."""
    places = [*p, *q]
    low = min(places) - z * (max(places) - min(places)) - 12 * sigma
    high = max(places) + z * (max(places) - min(places)) + 12 * sigma
    x = np.linspace(low, high, int((high - low) / (0.05 * sigma)) + 200)
    logs = (1 + z) * log_density(p, x, sigma) - z * log_density(q, x, sigma)
    return float(np.logaddexp.reduce(logs)) + math.log((x[1] - x[0]) / (sigma * math.sqrt(2 * math.pi)))


def both(p: Mixture, q: Mixture, z: float, sigma: float) -> float:
    """The larger of the two directions."""
    return max(log_moment(p, q, z, sigma), log_moment(q, p, z, sigma))
