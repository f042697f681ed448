# SPDX-License-Identifier: Apache-2.0
"""One step of differentially private stochastic gradient descent, with what it did to the gradients."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, TypedDict

import numpy as np

from licet.errors import ParameterError

Array = np.ndarray[Any, np.dtype[Any]]


class Step(TypedDict):
    """The result of `dp_sgd_step`. All but `update` describe the private batch: they are not covered by the guarantee."""

    update: Array
    avg_clip_factor: float
    noise_magnitude: float
    clip_fraction: float
    noise_std: float
    non_finite: int


def dp_sgd_step(
    gradients: Sequence[Any] | Array,
    clip_norm: float,
    noise_scale: float,
    lr: float,
    *,
    expected_batch_size: float | None = None,
    rng: np.random.Generator | None = None,
) -> Step:
    """Clip the gradient of each example, add noise to their sum, divide by the *expected* batch size, take the step.

    `gradients`: one array per example, all of one shape, or one array (examples, ...). `clip_norm` C: no example moves the
    sum by more than C. `noise_scale`: standard deviation of the noise on the sum divided by C, the accountant's noise
    multiplier (0 gives no privacy). `expected_batch_size`: rate * units for Poisson sampling; without it the number of
    examples given, which is right only where batches have a fixed size. `rng`: without it a generator seeded by the operating
    system. NumPy's generators are no cryptographic ones: take this for study and tests, not as the noise of a release.

    Returns `update` (add it to the parameters), `avg_clip_factor` (mean of min(1, C/norm); 1 for an empty batch),
    `clip_fraction` (share of examples that were made shorter), `noise_magnitude` (norm of the noise on the mean), `noise_std`
    (per parameter, on the mean) and `non_finite` (examples with NaN or infinity: they count as zero, since failing would tell
    that they are there).

    The divisor mistake. Dividing sum and noise by the number of examples that happen to be in the batch looks like an average,
    but under Poisson sampling that number depends on the data: adding one example changes the divisor of all others, so the
    step moves by more than C / batch, and noise scaled by the actual size shrinks for large batches and tells the size. The
    analysis (Abadi et al., arXiv:1607.00133) needs a divisor fixed in advance. For the same reason a batch that comes out empty
    must still add noise: skipping it would tell that nobody was drawn. Give it as an array of shape (0, parameters).

    ParameterError for numbers out of range, gradients of different shapes, or an empty batch without an expected size.
    """
    _check("clip_norm", clip_norm, low=0.0, open_low=True)
    _check("noise_scale", noise_scale, low=0.0)
    _check("lr", lr)
    stacked = _stacked(gradients)
    batch = _batch_size(expected_batch_size, len(stacked))
    factors, dropped = _clip_factors(stacked, clip_norm)
    total = np.einsum("i,i...->...", factors, stacked)
    std = noise_scale * clip_norm / batch
    generator = np.random.default_rng() if rng is None else rng
    noise = generator.normal(0.0, 1.0, stacked.shape[1:]) * std
    update = -lr * (total / batch + noise)
    if not np.isfinite(update).all():
        raise ParameterError("the step is larger than a number can be", "Choose a smaller clip_norm, noise_scale or lr.")
    clipped = factors < 1
    return {
        "update": update,
        "avg_clip_factor": float(factors.mean()) if len(factors) else 1.0,
        "noise_magnitude": float(np.linalg.norm(noise)),
        "clip_fraction": float(clipped.mean()) if len(factors) else 0.0,
        "noise_std": float(std),
        "non_finite": dropped,
    }


def _clip_factors(stacked: Array, clip_norm: float) -> tuple[Array, int]:
    """min(1, C/norm) of each example; sets examples that are not finite to zero, in place."""
    flat = stacked.reshape(len(stacked), math.prod(stacked.shape[1:]))
    broken = ~np.isfinite(flat).all(axis=1)
    flat[broken] = 0.0
    largest = np.abs(flat).max(axis=1, initial=0.0)
    safe = np.where(largest > 0, largest, 1.0)
    norms = np.linalg.norm(flat / safe[:, None], axis=1)  # at least 1 unless zero: squares neither overflow nor vanish
    with np.errstate(over="ignore"):
        ratio = clip_norm / safe / np.where(norms > 0, norms, 1.0)
    return np.where(largest > 0, np.minimum(1.0, ratio), 1.0), int(broken.sum())


def _stacked(gradients: Sequence[Any] | Array) -> Array:
    """A copy (examples, ...) of 64-bit floats."""
    hint = "Give one array of numbers per example, all of one shape."
    try:
        given = gradients if isinstance(gradients, np.ndarray) else np.array(list(gradients))
    except (TypeError, ValueError) as error:
        raise ParameterError(f"gradients are no arrays of one shape: {error}", hint) from error
    if given.dtype.kind not in "fiu":
        raise ParameterError(f"gradients hold {given.dtype}, not numbers", hint)
    if given.shape == (0,):
        raise ParameterError("no gradients", "Give an empty batch as an array of shape (0, parameters).")
    stacked = np.array(given, dtype=float, order="C")
    if stacked.ndim < 1 or stacked.size == 0 and len(stacked):
        raise ParameterError("gradients without parameters", "Give one array of numbers per example.")
    return stacked


def _batch_size(expected: float | None, examples: int) -> float:
    if expected is None:
        if examples == 0:
            raise ParameterError("an empty batch without an expected size", "Set expected_batch_size to rate * units.")
        return float(examples)
    _check("expected_batch_size", expected, low=0.0, open_low=True)
    return float(expected)


def _check(name: str, value: Any, *, low: float = -math.inf, open_low: bool = False) -> None:
    plain = isinstance(value, (int, float, np.floating, np.integer)) and not isinstance(value, bool)
    if not plain or not math.isfinite(value) or value < low or (open_low and value == low):
        bounds = "" if low == -math.inf else f" {'above' if open_low else 'from'} {low:g}"
        raise ParameterError(f"{name} is {value!r}", f"It is a finite number{bounds}.")
