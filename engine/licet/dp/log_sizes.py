# SPDX-License-Identifier: Apache-2.0
"""Whether logged batch sizes can be those of Poisson sampling.

A batch that each of N units joins by a chance q has the size B ~ Bin(N, q), cut off at the cap if there is one. Over all
steps the mean and the squared deviations of B are compared with that law, and sizes that never change are noticed.

p-values: the masses of B are computed on a window outside of which less than 1e-13 of all steps lies, and there
Pr[sum f(B) >= s] <= exp(n K(t) - t s) for every t > 0, K the log of E e^{t f(B)} (Chernoff). Two-sided: twice that.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from licet.dp import binomial
from licet.dp.log_finding import Finding

Array = np.ndarray[Any, np.dtype[Any]]

CODE = "log_batch_sizes_not_poisson"
_OUTSIDE = 1e-13
_MOST_VARIANCE = 1e8
_DOUBLINGS = 60
_NEARLY_ONE = 1 - 1e-16


class _Law(NamedTuple):
    """Values and masses of one batch's size."""

    value: Array
    mass: Array
    mean: float
    std: float


def findings(sizes: Array, units: int, rate: float, cap: int | None = None) -> list[Finding] | str:
    """Mean, dispersion, constancy and impossible sizes; or why nothing can be tested."""
    if rate >= 1:
        return []  # every batch is full: nothing was sampled
    if units * rate * (1 - rate) > _MOST_VARIANCE:
        return "batches too large for this test"
    law = _law(units, rate, cap, len(sizes))
    if law.std == 0:
        return "the size of a batch can hardly vary here"
    facts = {"steps": len(sizes), "units": units, "rate": rate} | ({} if cap is None else {"cap": cap})
    found = [
        _compared("mean", sizes, law.value, law, facts),
        _compared("dispersion", (sizes - law.mean) ** 2, (law.value - law.mean) ** 2, law, facts),
        _impossible(sizes, law, units if cap is None else min(cap, units), facts),
    ]
    return [*found, _constant(sizes, law, facts)] if len(sizes) > 1 else found


def _law(units: int, rate: float, cap: int | None, steps: int) -> _Law:
    first, mass = binomial.masses(units, math.log(rate) - math.log1p(-rate))
    value = np.arange(first, first + len(mass), dtype=float)
    if cap is not None and cap < value[-1]:
        kept = max(1, cap - first + 1) if cap >= first else 1
        mass = np.concatenate([mass[: kept - 1], [mass[kept - 1 :].sum()]])
        value = np.minimum(value[:kept], cap)
    limit = _OUTSIDE / steps / 2
    low = int(np.searchsorted(np.cumsum(mass), limit))
    high = len(mass) - int(np.searchsorted(np.cumsum(mass[::-1]), limit))
    value, mass = value[low:high], mass[low:high]
    mean = float(mass @ value / mass.sum())
    return _Law(value, mass, mean, math.sqrt(float(mass @ (value - mean) ** 2 / mass.sum())))


def _compared(test: str, seen: Array, possible: Array, law: _Law, facts: dict[str, float]) -> Finding:
    """The mean of a function of the size against the law's."""
    mean = float(law.mass @ possible / law.mass.sum())
    std = math.sqrt(float(law.mass @ (possible - mean) ** 2 / law.mass.sum()))
    off = float(seen.mean()) - mean
    z = off / std * math.sqrt(len(seen)) if std > 0 else 0.0
    scale = max(std, 1e-300)
    rate = _chernoff((possible - mean) / scale, law.mass, off / scale)
    p = min(1.0, 2 * math.exp(-len(seen) * rate) + _OUTSIDE)
    return Finding(CODE, test, p, {"z": round(z, 3) + 0.0, **facts})


def _chernoff(possible: Array, mass: Array, seen: float) -> float:
    """sup_t (t seen - K(t)), t of the sign of `seen`: the sum of n such values exceeds n seen with p <= e^{-n rate}."""
    if seen == 0 or not mass.size:
        return 0.0
    values = possible if seen > 0 else -possible
    goal = abs(seen)

    def tilted(t: float) -> tuple[float, float]:
        exponent = t * values
        top = float(exponent.max())
        weight = mass * np.exp(exponent - top)
        total = float(weight.sum())
        return math.log(total) + top, float(weight @ values) / total

    low, high = 0.0, 1.0
    for _ in range(_DOUBLINGS):
        if tilted(high)[1] >= goal:
            break
        low, high = high, high * 2
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if tilted(middle)[1] < goal else (low, middle)
    return max(0.0, low * goal - tilted(low)[0])


def _impossible(sizes: Array, law: _Law, largest: int, facts: dict[str, float]) -> Finding:
    """Sizes above the cap or the number of units, or so far out that no step may be there."""
    above = int((sizes > largest).sum())
    outside = int(((sizes < law.value[0]) | (sizes > law.value[-1])).sum())
    p = 0.0 if above else _OUTSIDE if outside else 1.0
    return Finding(CODE, "range", p, {"above": above, "outside": outside, **facts})


def _constant(sizes: Array, law: _Law, facts: dict[str, float]) -> Finding:
    """So many steps of one size, whichever: Chernoff for each value, added. A short last batch does not hide the others."""
    same = int(np.unique(sizes, return_counts=True)[1].max())
    share, mass = same / len(sizes), law.mass[law.mass > 0]
    relative = share * np.log(share / mass)
    if share < 1:
        relative = relative + (1 - share) * (math.log1p(-share) - np.log1p(-np.minimum(mass, _NEARLY_ONE)))
    p = float(np.exp(-len(sizes) * np.where(mass < share, relative, 0.0)).sum()) + _OUTSIDE * (same < len(sizes))
    return Finding(CODE, "constant", min(1.0, p), {"same": same, **facts})
