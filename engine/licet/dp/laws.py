# SPDX-License-Identifier: Apache-2.0
"""Exponentially tilted losses of whole compositions: log moments and characteristic functions with their errors."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from licet.dp import quadrature, strips
from licet.dp.normal import UNIT, Array
from licet.dp.pairs import Mixture, Phases, Step
from licet.dp.quadrature import Nodes, Uncertified


_BLOCK = 64
_SMALL_PRODUCT = 200_000  # BLAS shares larger products among threads, which wait for each other on a busy machine


class Law(NamedTuple):
    """One step's loss under its law tilted by z: weights sum to 1. `log_moment` is that of one step.

    `moment_error` is the absolute error of `log_moment`. That of the characteristic function is at most t times `node_error`
    and, from quadrature, `flat_error`. `weight_error` is the mean relative error of the weights.
    """

    repeats: int
    loss: Array
    weights: Array
    log_moment: float
    moment_error: float
    node_error: float
    flat_error: float
    weight_error: float
    parts: tuple[tuple[slice, Nodes], ...]

    @property
    def mean(self) -> float:
        return float(self.weights @ self.loss)

    @property
    def variance(self) -> float:
        return float(self.weights @ (self.loss - self.mean) ** 2)


def law(step: Step, direction: int, z: float, time: float, digits: float) -> Law:
    """The law of one step, good for |t| <= time, with quadrature errors of e^-digits."""
    found: list[Nodes] = []
    chances: list[float] = []
    for chance, mixture in step.parts:
        wanted = min(_spacing(mixture, direction, z, time, digits), _spacing(mixture, direction, 0.0, 0.0, digits))
        if time:
            wanted = min(wanted, strips.line_spacing(mixture, z, digits))
        found.append(quadrature.nodes(mixture, direction, z, wanted, digits, step.slack))
        chances.append(chance)
    loss = np.concatenate([one.loss for one in found])
    base = np.concatenate([one.base + math.log(chance) for one, chance in zip(found, chances, strict=True)])
    loss_error = np.concatenate([one.loss_error for one in found])
    base_error = np.concatenate([one.base_error for one in found]) + step.slack
    ends = np.cumsum([len(one.x) for one in found]).tolist()
    slices = tuple((slice(end - len(one.x), end), one) for end, one in zip(ends, found, strict=True))
    return _tilted(step.count, loss, base, loss_error, base_error, z, math.exp(-digits), slices)


def _spacing(mixture: Mixture, direction: int, z: float, time: float, digits: float) -> float:
    return strips.spacing(mixture, strips.exponents(direction, z), time, digits)


def _tilted(
    count: int,
    loss: Array,
    base: Array,
    loss_error: Array,
    base_error: Array,
    z: float,
    cut: float,
    parts: tuple[tuple[slice, Nodes], ...],
) -> Law:
    """m = 1 + sum w (e^{zL} - 1) where that keeps m accurate near 1, else the plain sum of exponentials."""
    tilted = base + z * loss
    most = float(tilted.max())
    scaled = np.exp(tilted - most)
    total = float(scaled.sum())
    weights = scaled / total
    plain = most + math.log(total)
    summed = _BLOCK + len(loss) / _BLOCK + 16  # sums are taken block by block
    relative = base_error + z * loss_error + UNIT * (4 * np.abs(z * loss) + 2 * np.abs(tilted))
    if plain < 1.0:
        untilted = np.exp(base)
        excess = np.where(
            z * loss > 1.0, np.exp(np.minimum(tilted, 1.0)) - untilted, untilted * np.expm1(np.minimum(z * loss, 1.0))
        )
        log_moment = math.log1p(max(float(excess.sum()), -0.5))
        error = float(np.abs(excess) @ (base_error + UNIT * summed) + scaled @ (z * loss_error) * math.exp(most))
    else:
        log_moment = plain
        error = float(weights @ relative) + UNIT * (summed + 4 * abs(plain))
    size = 4 * np.abs(loss)
    weight_error = float(weights @ relative)
    node_error = float(weights @ (size * (relative + UNIT * summed) + loss_error)) + weight_error * float(weights @ size)
    error += 6 * cut + 2 * UNIT * abs(log_moment)
    return Law(count, loss, weights, log_moment, error, node_error, 8 * cut, weight_error, parts)


def characteristic(one: Law, spacing: float, count: int) -> Array:
    """phi(t) - 1 of one step's tilted law at t = 0, spacing, ..., count spacing.

    With t = u + v: e^{itL} - 1 = AB + A + B, A = e^{iuL} - 1, B = e^{ivL} - 1; so sines are needed for few u and v only,
    the rest is one matrix product, and small t lose no digits.
    """
    width = math.isqrt(count) + 1
    fine = _turns(one.loss, spacing * np.arange(width))
    rough = _turns(one.loss, spacing * width * np.arange(count // width + 1)) * one.weights
    table = np.zeros((len(rough), width), dtype=complex)
    rows = max(1, _SMALL_PRODUCT // (_BLOCK * width))
    for start in range(0, len(one.loss), _BLOCK):
        block = slice(start, start + _BLOCK)
        table += rough[:, block].sum(axis=1)[:, None] + (fine[:, block] @ one.weights[block])[None, :]
        right = fine[:, block].T
        for top in range(0, len(rough), rows):
            table[top : top + rows] += rough[top : top + rows, block] @ right
    return table.ravel()[: count + 1]


def _turns(loss: Array, times: Array) -> Array:
    half = np.outer(times, 0.5 * loss)
    sine = np.sin(half)
    found = np.empty(half.shape, dtype=complex)
    found.real = -2.0 * sine * sine
    found.imag = 2.0 * sine * np.cos(half)
    return found


class Composed(NamedTuple):
    """All steps in one direction at one z, with the Gaussian and the atoms in closed form."""

    z: float
    laws: tuple[Law, ...]
    mu: float
    atoms: tuple[Atoms, ...]
    log_moment: float
    moment_error: float
    mean: float
    variance: float


class Atoms(NamedTuple):
    """`repeats` losses whose transform is known: Laplace (two atoms and a density) or randomized response."""

    kind: str
    size: float
    repeats: int

    def log_moment(self, z: Array) -> Array:
        """ln E[e^{zL}] for real or complex z with Re z > 0, L up to `size`."""
        reach = self.size
        falling = np.exp(-(1 + 2 * z) * reach)
        rest = (
            np.log1p(falling) - math.log1p(math.exp(-reach))
            if self.kind == "response"
            else np.log((1 + z + z * falling) / (2 * z + 1))
        )
        found: Array = z * reach + rest
        return found


def atoms_of(phases: Phases) -> tuple[Atoms, ...]:
    """Laplace steps by epsilon0 = 1/scale, and randomized responses."""
    laplace = [Atoms("laplace", 1 / scale, count) for scale, count in phases.laplace.items()]
    return (*laplace, *(Atoms("response", size, count) for size, count in phases.response.items()))


def composed(phases: Phases, direction: int, z: float, time: float, digits: float) -> Composed:
    """Everything at one z. `digits` is of a whole run: each step gets ln(count) more."""
    laws = tuple(law(step, direction, z, time, digits + math.log(step.count)) for step in phases.steps)
    square = phases.mu**2
    value = math.fsum([square * z * (z + 1) / 2, *(one.repeats * one.log_moment for one in laws)])
    error = math.fsum(one.repeats * one.moment_error for one in laws) + 8 * UNIT * (square * z * (z + 1) + abs(value))
    mean = square * (z + 0.5) + math.fsum(one.repeats * one.mean for one in laws)
    variance = square + math.fsum(one.repeats * one.variance for one in laws)
    atoms = atoms_of(phases)
    for atom in atoms:
        step = 1e-3 * (z + 1e-3)
        left, middle, right = (float(atom.log_moment(np.asarray(at))) for at in (z - step, z, z + step))
        value += atom.repeats * middle
        error += atom.repeats * UNIT * 64 * (1 + z * atom.size + abs(middle))
        mean += atom.repeats * (right - left) / (2 * step)
        variance += atom.repeats * max(0.0, (right - 2 * middle + left) / step**2)
    if not math.isfinite(value + error + mean + variance):
        raise Uncertified("overflow")
    return Composed(z, laws, phases.mu, atoms, value, error, mean, variance)
