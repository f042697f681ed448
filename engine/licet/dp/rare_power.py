# SPDX-License-Identifier: Apache-2.0
"""The k-fold sum of a law on a lattice, by an exponentially tilted FFT whose rounding is bounded.

Masses are weighted by e^(tilt loss) and scaled to 1 before the transform, so that rounding is relative to the tilted law.
FFT: relative error in the 2-norm at most log2(n) eta, eta = 4 sqrt(2) + 1 units (Higham, Accuracy and Stability, theorem
24.2); 10 units are allowed. The k-th power is taken as exp(k log1p(zhat)), zhat the transform of the law less its unit mass.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from licet.dp.normal import UNIT, Array

_FEW = 30.0
_LEAST, _STEEPEST = 1e-300, 600.0


@dataclass(frozen=True)
class Step:
    """`masses` at 0, step, 2 step ... beside an `atom` at 0; `missing` = 1 - their sum, which may be far below 1e-16."""

    masses: Array
    atom: float
    missing: float
    step: float

    def log_moment(self, z: float) -> float:
        """ln sum masses e^(z loss); infinite where it overflows."""
        exponents = z * self.step * np.arange(len(self.masses))
        with np.errstate(over="ignore", invalid="ignore"):
            if z < 0:
                return math.log(max(self.atom + float((self.masses * np.exp(exponents)).sum()), _LEAST))
            excess = float((self.masses[1:] * np.expm1(exponents[1:])).sum()) - self.missing
        return math.log1p(excess) if -1 < excess < math.inf else math.inf


@dataclass(frozen=True)
class Sum:
    """`weights` of losses `values` are masses times e^(tilt loss - log_scale), wrong by at most `error` in the 2-norm."""

    values: Array
    weights: Array
    tilt: float
    log_scale: float
    error: float
    law: Step
    steps: int
    base: float
    kernel: Array

    @property
    def masses(self) -> Array:
        """Masses without tilt."""
        return self.weights * np.exp(np.minimum(self.log_scale - self.tilt * self.values, _STEEPEST))

    @property
    def period(self) -> float:
        """What wraps around lands this much lower or higher."""
        return len(self.values) * self.law.step

    def beyond(self, z: float, loss: float) -> float:
        """Bound on ln P(sum >= loss) for z > 0, on ln P(sum <= loss) for z < 0; at most 0, -inf beyond the support."""
        half = len(self.kernel) // 2
        lowest = self.base - half * self.law.step
        highest = self.base + (half + self.steps * (len(self.law.masses) - 1)) * self.law.step
        if (z > 0 and loss > highest + self.law.step) or (z < 0 and loss < lowest - self.law.step):
            return -math.inf
        with np.errstate(over="ignore"):
            spread = float((self.kernel * np.exp(z * self.law.step * np.arange(-half, half + 1))).sum())
        bound = self.steps * self.law.log_moment(z) + z * (self.base - loss) + (math.log(spread) if spread > 0 else 0.0)
        return min(bound, 0.0)


def compose(law: Step, steps: int, base: float, tilt: float, size: int, low: float, kernel: Array | None = None) -> Sum:
    """`steps` copies of the law, shifted by `base`, and the kernel (indexes -m..m), in a cyclic window of `size` points."""
    spread = np.ones(1) if kernel is None else kernel
    half = len(spread) // 2
    tilted = spread * np.exp(tilt * law.step * np.arange(-half, half + 1))
    log_kernel = math.log(float(tilted.sum()))
    wrapped = np.zeros(size)
    wrapped[np.arange(-half, half + 1)] = tilted * math.exp(-log_kernel)
    atom, power, error = _power(law, steps, tilt, size)
    factor = np.fft.rfft(wrapped) if half else np.ones(1)
    weights = atom * wrapped + np.fft.irfft(power * factor, size)
    error += _transform_error(size) * (2 * _norm(power) * math.sqrt(2 / size) + _norm(wrapped) * float(np.abs(power).max()))
    first = math.floor((low - base) / law.step)
    values = base + law.step * (first + np.arange(size))
    log_scale = steps * law.log_moment(tilt) + tilt * base + log_kernel
    return Sum(values, np.roll(weights, -(first % size)), tilt, log_scale, error + 4 * UNIT, law, steps, base, spread)


def reverse(total: Sum) -> Sum:
    """The sum seen from Q against P: masses times e^-loss, at minus the loss. Its window is not to be judged by `beyond`."""
    return replace(total, values=-total.values[::-1], weights=total.weights[::-1], tilt=-1 - total.tilt)


def nothing() -> Sum:
    """A loss that is always 0."""
    return Sum(np.zeros(1), np.ones(1), 0.0, 0.0, 0.0, Step(np.zeros(1), 1.0, 0.0, 1.0), 0, 0.0, np.ones(1))


def _transform_error(size: int) -> float:
    return 10 * UNIT * math.log2(size)


def _power(law: Step, steps: int, tilt: float, size: int) -> tuple[float, Array, float]:
    """An atom at 0, the transform of the rest of the tilted power, and a bound on the 2-norm of its error in the time domain.

    Where few jumps are expected the law's own atom b is divided out, (b + b y)^k = b^k + b^k ((1 + y)^k - 1), so that errors
    are relative to the jumps; otherwise the atom is 0 and b + y = 1 + (y - (1 - b)).
    """
    count = len(law.masses)
    exponents = tilt * law.step * np.arange(1, count) - law.log_moment(tilt)
    part = np.zeros(size)
    part[1:count] = law.masses[1:] * np.exp(exponents)
    jumps = float(part.sum())
    few = jumps < 0.5 and steps * jumps < _FEW
    atom = math.exp(steps * math.log1p(-jumps)) if few else 0.0
    part /= 1 - jumps if few else 1.0
    log, phase = _log1p(np.fft.rfft(part) - (0.0 if few else jumps))
    modulus = np.exp(steps * log)
    power = _expm1(steps * log, steps * phase) if few else modulus * np.exp(1j * steps * phase)
    unit = _transform_error(size) + (6 + float(np.abs(exponents).max(initial=0.0))) * UNIT
    drift = steps * unit * _norm(part)
    local = UNIT * (modulus * steps * (4 * np.hypot(log, phase) + 8 * jumps) + 8 * np.abs(power))
    error = 1.01 * drift * math.exp(min(drift * math.sqrt(size), 40.0)) * float(modulus.max())
    scale = atom if few else 1.0
    return atom, scale * power, scale * (error + _norm(local) * math.sqrt(2 / size))


def _norm(vector: Array) -> float:
    """The 2-norm, without BLAS: its threads cost more than the sum."""
    return math.sqrt(float((vector.real**2 + vector.imag**2).sum()))


def _log1p(transform: Array) -> tuple[Array, Array]:
    x, y = transform.real, transform.imag
    near = x * x + y * y < 0.1
    small = np.log1p(np.where(near, x * (2 + x) + y * y, 0.0))
    return 0.5 * np.where(near, small, np.log(np.maximum((1 + x) ** 2 + y * y, 1e-300))), np.arctan2(y, 1 + x)


def _expm1(real: Array, imaginary: Array) -> Array:
    return np.expm1(real) * np.cos(imaginary) - 2 * np.sin(0.5 * imaginary) ** 2 + 1j * np.exp(real) * np.sin(imaginary)
