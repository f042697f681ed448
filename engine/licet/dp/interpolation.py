# SPDX-License-Identifier: Apache-2.0
"""Moments E[f^a] of a ratio f >= 0 with E[f] = 1 at fractional orders, bounded by its moments at whole orders.

For 0 < h < 1 the fourth derivatives of x^h and of x^(2+h) are negative. The cubic that meets such a power at 1 and at F, with
its slopes, is therefore above it for every x > 0 (Hermite's remainder), and its mean is a sum of four whole moments. F is free:
the best of a list is taken. Near a = 8 this is ten times closer than the chord of the logarithms, which is taken too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from licet.dp import moments
from licet.dp.moments import UNIT, Array

Whole = Callable[[NDArray[np.intp]], tuple[Array, Array]]
_FRACTIONAL_UP_TO = 64.0
LARGEST_LOG = 600.0
_CONTACTS = np.exp(np.concatenate((np.geomspace(0.1, 2.0, 5), np.geomspace(3.0, 12.0, 12), np.geomspace(14.0, 100.0, 8))))
_COEFFICIENT_ERROR = 1e-11


def moment(z: Array, at_whole: Whole, loose: Array, largest: int) -> Array:
    """K(z) from whole moments: their chords and the cubics up to `largest`, never above `loose`, which holds everywhere.

    `at_whole` takes increasing whole z and returns ln(E[f^(1+z)] - 1) and its error.
    """
    inside = z[z <= largest]
    if not inside.size:
        return loose
    fractional = (z <= min(_FRACTIONAL_UP_TO, largest - 3.0)) & (z != np.floor(z))
    nodes = _nodes(inside, z[fractional])
    log_excess, error = at_whole(nodes)
    values = np.concatenate(([0.0], moments.log1p_exp(log_excess + error)))
    chords = np.interp(z, np.concatenate(([0], nodes)), values) * (1.0 + 8 * UNIT)
    result = np.where(z <= largest, np.minimum(chords, loose), loose)
    if fractional.any():
        orders = (nodes + 1).tolist()
        known = dict(zip(orders, log_excess.tolist(), strict=True)), dict(zip(orders, error.tolist(), strict=True))
        sharper = moments.log1p_exp(excess(z[fractional] + 1.0, *known))
        result[fractional] = np.minimum(result[fractional], sharper)
    return result


def _nodes(z: Array, fractional: Array) -> NDArray[np.intp]:
    """Whole z on both sides of each z, and those that the cubics take."""
    low = np.floor(fractional)
    more = [np.floor(z), np.ceil(z), low - 1, low - 2] + ([np.array([1.0, 2.0, 3.0])] if (low == 0).any() else [])
    nodes = np.unique(np.concatenate(more)).astype(np.intp)
    return nodes[nodes > 0]


def excess(order: Array, log_excess: Mapping[int, float], error: Mapping[int, float]) -> Array:
    """Upper bounds on ln(E[f^a] - 1) at fractional orders a > 1; infinite where a moment it takes is too large.

    `log_excess[n]` is ln(E[f^n] - 1), within `error[n]`, for all whole n from 2 to the order above; at a < 2 to 4.
    """
    whole = np.floor(order).astype(int)
    first = np.where(whole >= 2, whole - 2, 1)
    window = first[:, None] + np.arange(4)
    logs = np.array([[log_excess.get(n, -np.inf) for n in row] for row in window.tolist()])
    errors = np.array([[error.get(n, 0.0) for n in row] for row in window.tolist()])
    top = logs.max(axis=1, keepdims=True)
    usable = top[:, 0] < LARGEST_LOG
    values = np.exp(logs - np.where(usable[:, None], top, np.inf))
    terms = cubics(order - first) * values[:, None, :]
    sums = terms.sum(axis=2) + (np.abs(terms) * errors[:, None, :]).sum(axis=2) + _COEFFICIENT_ERROR * np.abs(terms).sum(axis=2)
    best = (sums + _COEFFICIENT_ERROR * values.sum(axis=1)[:, None]).min(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(usable & (best > 0), np.log(best) + top[:, 0], np.inf)


def cubics(power: Array) -> Array:
    """Coefficients (power, F, degree) of the cubic that meets x^power and its slope at 1 and at each F."""
    height = power[:, None]
    gap = _CONTACTS - 1.0
    above = (_CONTACTS**height - 1.0 - height * gap) / gap**2
    slope = height * (_CONTACTS ** (height - 1.0) - 1.0) / gap
    third = (slope - 2.0 * above) / gap
    second = above - third * gap
    return np.stack((1.0 - height + second - third, height - 2.0 * second + 3.0 * third, second - 3.0 * third, third), axis=2)
