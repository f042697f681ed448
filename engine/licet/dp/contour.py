# SPDX-License-Identifier: Apache-2.0
"""delta(s) of a composition in one direction, inverted from its transform by a trapezoid sum with every error bounded.

G(s) = e^{zs} delta(s) has the transform phi(t) e^K / ((z+it)(z+1+it)). By Poisson's formula the sum over t = j eta is the
sum of G(s + nA), A = 2 pi/eta, all positive: an upper bound of G(s) by itself (Abate and Whitt 1992). The errors: images on
either side, the tail of the sum, quadrature, rounding. All sums here are in units of e^{K - zs}.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from licet.dp import closed, laws, tails
from licet.dp.laws import Composed
from licet.dp.normal import UNIT, Array
from licet.dp.pairs import Phases
from licet.dp.quadrature import Uncertified
from licet.dp.search import WRAPPED, Plan

DIGITS = 36.0
MOST_TIMES = 60_000
MOST_WORK = 25_000_000
_TAIL = 21.0
_ROOM = 1.8
_NOISE = 0.05
_TINY = 1e-300


class Contour(NamedTuple):
    """A prepared inversion: `terms` is the transform at `times`; errors are in units of e^{K - zs}, `left` in delta itself.

    `right` holds (z', K(z') + error + lc(z')), the Chernoff bound beyond the period `period`.
    """

    law: Composed
    times: Array
    terms: Array
    period: float
    tail: float
    flat: float
    rounding: float
    turning: float
    left: float
    right: tuple[float, float]
    log_tail: float

    def sharper(self, s: float, log_delta: float) -> Contour:
        """The same with a period that suits the point s, which was not known before."""
        other, log_bound = self.right
        wrapped = (log_bound - other * s - log_delta + WRAPPED + 2) / (other - self.law.z)
        return filled(
            self.law, max((WRAPPED + 2 - log_delta) / self.law.z, wrapped), float(self.times[-1]), self.log_tail, self.right
        )

    def log_scale(self, s: float) -> float:
        return self.law.log_moment - self.law.z * s

    def sum_at(self, s: float) -> tuple[float, float]:
        """The sum and its derivative in s."""
        turned = self.terms * np.exp(-1j * s * self.times)
        return float(turned.real.sum()), float((turned.imag * self.times).sum())

    def errors_at(self, s: float) -> dict[str, float]:
        """What each source may add or take, relative to e^{K - zs}; `images` only takes."""
        other, log_bound = self.right
        gap = (other - self.law.z) * self.period
        images = math.exp(min(700.0, log_bound - other * s - self.log_scale(s) - gap)) / -math.expm1(-gap)
        images += self.left * math.exp(min(700.0, -self.log_scale(s)))
        rounding = self.rounding + self.turning * (abs(s) + 1e-300)
        return {"tail": self.tail, "quadrature": self.flat, "rounding": rounding, "images": images}

    def log_ends(self, s: float) -> tuple[float, float]:
        """ln of a lower and of an upper bound on delta(s)."""
        value, _ = self.sum_at(s)
        errors = self.errors_at(s)
        both = errors["tail"] + errors["quadrature"] + errors["rounding"]
        blur = self.law.moment_error + 4 * UNIT * (abs(self.law.log_moment) + abs(self.law.z * s) + 4)
        low, high = value - both - errors["images"], value + both
        scale = self.log_scale(s)
        return (scale - blur + math.log(low) if low > 0 else -math.inf, scale + blur + math.log(max(high, 1e-300)))


def prepare(phases: Phases, direction: int, plan: Plan) -> Contour:
    """The contour of a plan."""
    z, rough = plan.z, math.sqrt(2 * (_TAIL + 4)) / plan.deviation
    law = laws.composed(phases, direction, z, _ROOM * rough, DIGITS)
    log_size = -math.log(z * (z + 1)) - 0.5 * math.log(2 * math.pi * (law.variance + 1 / z**2))
    s = min(plan.epsilon, (law.log_moment + log_size - plan.log_delta) / z)
    log_size = min(log_size, plan.log_delta - law.log_moment + z * s)
    last, log_tail = _last_time(law, rough, log_size - _TAIL)
    if last > _ROOM * rough:
        law = laws.composed(phases, direction, z, last, DIGITS)
    beyond = laws.composed(phases, direction, plan.beyond, 0.0, DIGITS)
    log_bound = beyond.log_moment + beyond.moment_error + closed.sharp(plan.beyond) * (1 - 8 * UNIT) + 1e-12
    wrapped = (log_bound - plan.beyond * s - plan.log_delta + WRAPPED) / (plan.beyond - z)
    return filled(law, max((WRAPPED - plan.log_delta) / z, wrapped), last, log_tail, (plan.beyond, log_bound))


def _last_time(law: Composed, rough: float, log_target: float) -> tuple[float, float]:
    """T such that what lies beyond adds at most e^log_target: sup |phi| / (pi T). Also ln of that supremum."""
    decays = [(one.repeats, tails.decay(one, law.z, rough, DIGITS + math.log(one.repeats))) for one in law.laws]
    time = rough
    for _ in range(40):
        bound = _log_decay(law, decays, time)
        missing = bound - math.log(math.pi * time) - log_target
        if missing <= 0:
            return time, bound
        time *= min(2.0, max(1.05, ((missing + max(-bound, 1.0)) / max(-bound, 1.0)) ** 0.7))
        if time > 1e5 * rough:
            break
    raise Uncertified("tail")


def _log_decay(law: Composed, decays: list[tuple[int, tails.Decay]], time: float) -> float:
    return -(law.mu**2) * time * time / 2 * (1 - 8 * UNIT) + math.fsum(count * one.log_bound(time) for count, one in decays)


def _log1p(x: Array) -> tuple[Array, Array]:
    """ln(1 + x) of complex x, also where x is small, and its error in units."""
    square = 2 * x.real + x.real**2 + x.imag**2
    near = np.log1p(np.maximum(square, -0.5))
    real = 0.5 * np.where(square > -0.5, near, 2 * np.log(np.maximum(np.hypot(1 + x.real, x.imag), _TINY)))
    found: Array = real + 1j * np.arctan2(x.imag, 1 + x.real)
    return found, 4 * (np.abs(2 * x.real) + x.real**2 + x.imag**2 + np.abs(real))


def filled(law: Composed, period: float, last: float, log_tail: float, right: tuple[float, float]) -> Contour:
    eta = 2 * math.pi / period
    count = math.ceil(last / eta)
    if count > MOST_TIMES or count * sum(len(one.loss) for one in law.laws) > MOST_WORK:
        raise Uncertified("times")
    z, times = law.z, eta * np.arange(count + 1.0)
    exponent = law.mu**2 / 2 * times * (-times + 1j * (2 * z + 1))
    turned = np.abs(exponent.imag)
    for one in law.laws:
        step, error = _log1p(laws.characteristic(one, eta, count))
        exponent = exponent + one.repeats * step
        turned = turned + one.repeats * (np.abs(step.imag) + error)
    for atom in law.atoms:
        step = atom.log_moment(z + 1j * times) - atom.log_moment(np.asarray(z))
        exponent = exponent + atom.repeats * step
        turned = turned + atom.repeats * (np.abs(step.imag) + 64 * (1 + np.abs(z + 1j * times) * atom.size))
    weights = np.full(count + 1, eta / math.pi)
    weights[0] /= 2
    size = weights / np.abs((z + 1j * times) * (z + 1 + 1j * times))
    modulus = np.exp(exponent.real)
    terms = np.exp(exponent) * weights / ((z + 1j * times) * (z + 1 + 1j * times))
    node_error = math.fsum(one.repeats * one.node_error for one in law.laws)
    if node_error * last > _NOISE:
        raise Uncertified("rounding")
    flat = math.fsum(one.repeats * one.flat_error for one in law.laws) * float(size.sum())
    summed = 16 + count + 4 * len(law.laws)
    rounding = node_error * float(size @ times) + UNIT * float(
        size @ (modulus * (2 * turned + 4 * np.abs(exponent.real) + summed))
    )
    turning = 4 * UNIT * float(size @ (modulus * times))
    tail = math.exp(log_tail) / (math.pi * float(times[-1]))
    falling = math.exp(-z * period)
    return Contour(law, times, terms, period, tail, flat, rounding, turning, falling / (1 - falling), right, log_tail)
