# SPDX-License-Identifier: Apache-2.0
"""The true epsilon without transforms, in mpmath with 32 digits: one or two steps, Laplace noise, Gaussian noise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mpmath import exp, expm1, factorial, inf, linspace, log, mp, mpf, ncdf, nstr, quad

mp.dps = 32
Number = Any
Profile = Callable[[Number], Number]


def root(profile: Profile, delta: float, highest: float) -> Number:
    """s in [0, highest] with profile(s) = delta; zero where already profile(0) <= delta."""
    if profile(mpf(0)) <= delta:
        return mpf(0)
    low, high = mpf(0), mpf(highest)
    while high - low > high * mpf(10) ** -25:
        middle = (low + high) / 2
        low, high = (middle, high) if profile(middle) > delta else (low, middle)
    return low


def one_step(sigma: float, rate: float, remove: bool) -> Profile:
    """delta of one Poisson-subsampled Gaussian for any real s."""
    spread, q = mpf(sigma), mpf(rate)

    def place(loss: Number) -> Number:
        return -inf if expm1(loss) <= -q else 0.5 + spread**2 * log(expm1(loss) / q + 1)

    def removed(s: Number) -> Number:
        x = place(s)
        return q * ncdf((1 - x) / spread) - (expm1(s) + q) * ncdf(-x / spread)

    def added(s: Number) -> Number:
        x = place(-s)
        both = (1 - q) * ncdf(x / spread) + q * ncdf((x - 1) / spread)
        return ncdf(x / spread) - exp(s) * both

    return removed if remove else added


def gaussian(mu: float) -> Profile:
    """delta of Gaussian noise with sensitivity over sigma = mu (Balle, Wang, ICML 2018)."""
    m = mpf(mu)
    return lambda s: ncdf(m / 2 - s / m) - exp(s) * ncdf(-m / 2 - s / m)


def laplace(scale: float, steps: int) -> Profile:
    """delta of `steps` Laplace mechanisms: each loss is an atom at either end or lies between them, tilted uniform."""
    eps0 = 1 / mpf(scale)

    def profile(s: Number) -> Number:
        total = mpf(0)
        for up in range(steps + 1):
            for down in range(steps - up + 1):
                between = steps - up - down
                ways = factorial(steps) / (factorial(up) * factorial(down) * factorial(between))
                total += ways * exp(-down * eps0) / 2 ** (up + down) * _between(between, eps0, s - (up - down) * eps0)
        return total

    return profile


def _between(count: int, eps0: Number, u: Number) -> Number:
    """E[(1 - e^{u - l})_+] over the sum l of `count` losses between the atoms (mass (1 - e^-eps0)/2 each)."""
    if count == 0:
        return max(-expm1(u), mpf(0))
    low = max(u, -count * eps0)
    if low >= count * eps0:
        return mpf(0)
    knots = [(2 * j - count) * eps0 for j in range(count + 1)]
    points = [low, *(knot for knot in knots if knot > low)]
    return quad(lambda x: -expm1(u - x) * _tilted(count, eps0, x), points)


def _tilted(count: int, eps0: Number, x: Number) -> Number:
    y = (x + count * eps0) / (2 * eps0)
    terms = ((-1) ** j * (y - j) ** (count - 1) / (factorial(j) * factorial(count - j)) for j in range(int(y) + 1))
    uniform = count * sum(terms)
    return (eps0 / 2) ** count * exp((x - count * eps0) / 2) * uniform / (2 * eps0)


def with_laplace(scale: float, rest: Profile) -> Profile:
    """delta of one Laplace mechanism composed with something whose delta is known for every real s."""
    eps0 = 1 / mpf(scale)

    def profile(s: Number) -> Number:
        atoms = rest(s - eps0) / 2 + exp(-eps0) / 2 * rest(s + eps0)
        return atoms + quad(lambda x: exp((x - eps0) / 2) / 4 * rest(s - x), linspace(-eps0, eps0, 5))

    return profile


def shown(value: Number) -> str:
    """The digits that fixtures keep."""
    return str(nstr(value, 22))
