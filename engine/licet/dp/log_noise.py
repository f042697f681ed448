# SPDX-License-Identifier: Apache-2.0
"""Whether logged noise has the declared standard deviation, and whether logged contributions were clipped.

Noise n of d numbers with standard deviation s: ||n||^2 / s^2 is chi-square with d degrees of freedom. Where only norms with
and without noise were kept, ||S + n||^2 / s^2 is noncentral chi-square with ||S||^2 / s^2, and the mean of
(||S + n||^2 - ||S||^2) / (d s^2) is 1. Norms of the sum with noise alone tell nothing and are not used.

p-values: Chernoff with the best t, after the sum of squares was moved by up to 0.1 % toward what is declared: that much may be
due to norms that were computed in single precision, and it does not matter to any epsilon.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from licet.dp.log_finding import Finding

Array = np.ndarray[Any, np.dtype[Any]]

NOISE = "log_noise_mismatch"
CLIPPING = "clip_violated"
ROUNDING = 1e-3
_NOISE_COLUMNS = {"squared_norm", "noisy_squared_norm", "clean_squared_norm", "dimension"}
CLIP_ROUNDING = 1e-6
_CLEAN_ROUNDING = 1e-6
_DETECTED_Z = 4.75  # at p = 1e-4, two-sided by Chernoff, as one of four tests
_LOG_REPEAT = math.log(64)  # a number of at least 8 significant bits hits another one by less than 1/64


def findings(columns: Mapping[str, Array], std: float | None, repeated: int = 0) -> list[Finding] | str:
    """Scale over all steps, scale of the worst step, and repeated noise; or why there is none."""
    if not columns.keys() & _NOISE_COLUMNS:
        return []
    if std is None:
        return "the standard deviation of the noise is needed"
    if "dimension" not in columns:
        return "the dimension of the noise is needed"
    dims = columns["dimension"]
    if "squared_norm" in columns:
        squares, shift = columns["squared_norm"], np.zeros(len(dims))
    elif {"noisy_squared_norm", "clean_squared_norm"} <= set(columns):
        squares, shift = columns["noisy_squared_norm"], columns["clean_squared_norm"]
    else:
        return "squared norms of the noise are needed, or those of the sum both with and without noise"
    with np.errstate(over="ignore"):
        squares, shift = squares / std / std, shift / std / std
        if not np.isfinite(squares.sum() + shift.sum()):
            return "the norms are out of proportion to the declared noise"
    found = [_scale(float(squares.sum()), float(dims.sum()), float(shift.sum()), len(dims))]
    if len(dims) > 1:
        found.append(_worst(squares, dims, shift))
    if repeated:
        log_p = 2 * math.log(len(dims)) - float(dims.min()) * _LOG_REPEAT
        found.append(Finding(NOISE, "repeated", math.exp(min(0.0, log_p)), {"repeated": repeated, "steps": len(dims)}))
    return found


def clipping(columns: Mapping[str, Array], norm: float | None) -> list[Finding] | str:
    """Contributions longer than the clipping norm; and whether clipping ever did anything, which refutes nothing."""
    found: list[Finding] = []
    if "max_norm" in columns:
        if norm is None:
            return "the clipping norm is needed"
        over = int((columns["max_norm"] > norm * (1 + CLIP_ROUNDING)).sum())
        found.append(Finding(CLIPPING, "norm", 0.0 if over else 1.0, {"over": over, "steps": len(columns["max_norm"])}))
    if "clip_fraction" in columns:
        idle = int((columns["clip_fraction"] == 0).sum())
        steps = len(columns["clip_fraction"])
        found.append(Finding(CLIPPING, "fraction", 1.0, {"idle": idle, "never_clipped": idle == steps, "steps": steps}))
    return found


def detectable(dims: float) -> float:
    """The relative error of the standard deviation that one log of so many numbers refutes every other time."""
    return _DETECTED_Z / math.sqrt(2 * dims) + ROUNDING / 2


def _scale(square: float, dims: float, shift: float, steps: int) -> Finding:
    p = min(1.0, 2 * math.exp(-float(_exponent(np.array(square), np.array(dims), np.array(shift)))))
    facts = {"z": _z(square, dims, shift), "dimensions": int(dims), "steps": steps, "detectable": detectable(dims)}
    return Finding(NOISE, "scale" if shift == 0 else "norms", p, facts)


def _worst(squares: Array, dims: Array, shift: Array) -> Finding:
    """The least likely step, counted once for every step: noise that is left out now and then is not averaged away."""
    worst = float(_exponent(squares, dims, shift).max())
    return Finding(NOISE, "worst_step", min(1.0, 2 * len(dims) * math.exp(-worst)), {"steps": len(dims)})


def _exponent(square: Array, dims: Array, shift: Array) -> Array:
    """sup_t of t y - shift t/(1-2t) + (dims/2) ln(1-2t), where u = 1/(1-2t) solves shift u^2 + dims u = y."""
    room = ROUNDING * dims + _CLEAN_ROUNDING * shift
    moved = np.clip(dims + shift, square - room, square + room)
    moved = np.maximum(moved, np.finfo(float).tiny)
    u = 2 * moved / (dims + np.sqrt(dims * dims + 4 * shift * moved))
    found = (1 - 1 / u) / 2 * moved - shift * (u - 1) / 2 - dims / 2 * np.log(u)
    bound: Array = np.maximum(found, 0.0)
    return bound


def _z(square: float, dims: float, shift: float) -> float:
    """Wilson and Hilferty's for chi-square; the plain standardized sum where there is a shift."""
    if shift == 0:
        spread = 2 / (9 * dims)
        return round((math.cbrt(square / dims) - (1 - spread)) / math.sqrt(spread), 3)
    return round((square - shift - dims) / math.sqrt(2 * dims + 4 * shift), 3)
