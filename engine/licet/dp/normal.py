# SPDX-License-Identifier: Apache-2.0
"""The normal law without scipy: tails, their logarithms and the Mills ratio, to a few units in the last place.

`UNIT` is the unit roundoff 2**-53; errors that other modules count are multiples of it.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

UNIT = 2.0**-53
Array = NDArray[Any]
_ROOT2 = math.sqrt(2.0)
_LOG_ROOT_2PI = 0.5 * math.log(2.0 * math.pi)
_CROSSOVER = 3.0
_DEPTH = 14


def log_density(x: float) -> float:
    """ln of the standard normal density."""
    return -0.5 * x * x - _LOG_ROOT_2PI


def mills(x: float) -> float:
    """Phibar(x) / density(x) for x > -37: relative error at most 40 units. Laplace's continued fraction beyond 3."""
    if x < _CROSSOVER:
        return math.sqrt(math.pi / 2) * math.exp(0.5 * x * x) * math.erfc(x / _ROOT2)
    value = x
    for step in range(_DEPTH + int(540 / (x * x)), 0, -1):
        value = x + step / value
    return 1.0 / value


def log_tail(x: float) -> float:
    """ln Phibar(x), for every real x."""
    if x < _CROSSOVER:
        return math.log1p(-0.5 * math.erfc(-x / _ROOT2)) if x < 0 else math.log(0.5 * math.erfc(x / _ROOT2))
    return log_density(x) + math.log(mills(x))


def log_phi(x: float) -> float:
    """ln Phi(x), for every real x."""
    return log_tail(-x)


def tail(x: float) -> float:
    """Phibar(x)."""
    return 0.5 * math.erfc(x / _ROOT2)


def log_tails(x: Array) -> Array:
    """ln Phibar of every element."""
    return np.array([log_tail(one) for one in np.ravel(x).tolist()]).reshape(np.shape(x))


def tails(x: Array) -> Array:
    """Phibar of every element."""
    return np.array([tail(one) for one in np.ravel(x).tolist()]).reshape(np.shape(x))
