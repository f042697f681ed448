# SPDX-License-Identifier: Apache-2.0
"""How far the loss stays analytic off the real line, and which spacing of a trapezoid rule follows.

The integrand is n(x) f_P(x)^a f_Q(x)^b, f = sum_j w_j exp((2jx - j^2)/(2 sigma^2)), j = 0..g. For |Im x| < pi sigma^2/g no
f is zero, |f(x+iy)| lies between f(x) cos(gy/(2 sigma^2)) and f(x), and |arg f| <= g|y|/sigma^2. So with spacing h its
error relative to the integral with the real exponents is at most 2E/(e^{2 pi y/h} - 1), for every y in the strip,
ln E = y^2/(2 sigma^2) + |t| y (g_P + g_Q)/sigma^2 + (negative exponents) ln sec(g y/(2 sigma^2)) (Trefethen and Weideman 2014).
For gy <= pi sigma^2/2 also |f(x+iy)| >= w_0, and the integral of n f^(1+z) alone is at most twice the whole, so that
ln sec may be replaced by -ln w_0, once ln 2 is added.
"""

from __future__ import annotations

import math

import numpy as np

from licet.dp.pairs import Mixture

_STRIP = 0.97 * np.linspace(0.02, 1.0, 40)
_LINE, _MARGIN = 0.3 * math.pi, 0.2 * math.pi
_FARTHEST = 5.0


def spacing(mixture: Mixture, exponents: tuple[float, float], time: float, digits: float) -> float:
    """The largest spacing whose error, relative to the integral with real exponents, is at most e^-digits."""
    sigma, sizes = mixture.sigma, (len(mixture.above) - 1, len(mixture.below) - 1)
    reach = np.minimum(_STRIP * math.pi * sigma * sigma / max(sizes), math.sqrt(2 * digits + 80) * sigma * _STRIP * 2)
    logs = reach**2 / (2 * sigma**2) + abs(time) * sum(sizes) * reach / sigma**2
    for size, exponent, weights in zip(sizes, exponents, (mixture.above, mixture.below), strict=True):
        if size and exponent < 0:
            turn = size * reach / sigma**2
            secant = exponent * np.log(np.cos(turn / 2))
            logs = logs + np.where(turn < math.pi / 2, np.minimum(secant, _floor(exponent, weights[0])), secant)
    return float((2 * math.pi * reach / (digits + math.log(4.0) + logs)).max())


def exponents(direction: int, z: float) -> tuple[float, float]:
    """Powers of f_P and f_Q in the integrand of E[e^{zL}]; direction 1: remove (P against Q), -1: add."""
    return (1 + z, -z) if direction > 0 else (-z, 1 + z)


def line_spacing(mixture: Mixture, z: float, digits: float) -> float:
    """A spacing at which the integrand on a line off the axis (tails.py) has an error of e^-digits."""
    least = min(mixture.above[0], mixture.below[0])
    sigma, size = mixture.sigma, max(len(mixture.above), len(mixture.below)) - 1
    strip = margin(sigma, size)
    return 2 * math.pi * strip / (digits + math.log(4.0) + log_growth(sigma, size, z, strip, farthest(sigma, size), least))


def margin(sigma: float, size: int) -> float:
    """How far beyond a line the strip of its error bound goes."""
    return min(_MARGIN * sigma * sigma / size, 6.0 * sigma)


def farthest(sigma: float, size: int) -> float:
    """The farthest line that is used; with the margin at most pi sigma^2 / (2 size)."""
    return min(_LINE * sigma * sigma / size, _FARTHEST * sigma)


def log_growth(sigma: float, size: int, z: float, strip: float, line: float, least: float) -> float:
    """ln of e^{(a^2+y^2)/(2 sigma^2)} sec^z at a = strip, y = line; `least` is w_0 of the f with the exponent -z."""
    secant = -z * math.log(math.cos(size * (strip + line) / (2 * sigma**2)))
    return (strip**2 + line**2) / (2 * sigma**2) + min(secant, _floor(-z, least))


def _floor(exponent: float, least: float) -> float:
    return exponent * math.log(least) + math.log(2.0) if least > 0 else math.inf
