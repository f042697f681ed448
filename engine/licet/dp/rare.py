# SPDX-License-Identifier: Apache-2.0
"""Rarely sampled DP-SGD: a certified bracket on epsilon where the total loss is nearly an atom and a contour converges slowly.

Method (dp.md section 4, item 4, carried further): one step is cut at x into a cluster of tiny losses and jumps. Coarse-graining
the cluster only loses (lower end); connecting the dots and a bound on its spread only add (upper end); the sum of the jumps
is taken on a lattice. The cluster itself is resolved the same way on a finer lattice. Each error (rounding of the FFT, what
wraps around, what is beyond the window, more jumps than counted) is bounded and charged to both ends; a bad choice of
cuts, steps and windows makes the bracket wide, never wrong.

Both directions of add/remove are bounded from above. The lower end is that of removal, so epsilon >= lower as well.
"""

from __future__ import annotations

import math

from licet.dp.bracket import InternalError, checked_delta
from licet.dp.events import PoissonGaussian
from licet.dp.rare_bounds import bound_reversed, bounds, estimate, quick_reversed
from licet.dp.rare_pair import Pair
from licet.dp.rare_plan import Rough, chernoff, rough, tilt_for, window
from licet.dp.rare_profile import crossing
from licet.errors import ParameterError

_SIZES = (8192, 32768)
_LEAST_NOISE, _MOST_NOISE = 0.2, 1e4
_MOST_GROUP = 64
_MOST_LOSS = 200.0
_OUTWARD, _TOLERANCE = 1e-14, 1e-3
_STARTS = (0.999, 0.98, 0.9, 0.7, 0.4, 0.1)


def bracket(
    noise_multiplier: float, rate: float, steps: int, delta: float, *, group: int = 1, rtol: float = 1e-4
) -> tuple[float, float]:
    """Certified (lower, upper) on epsilon of Poisson-sampled Gaussian steps, add/remove neighbors, both directions.

    `group`: examples of one unit, each sampled on its own (at most 64). `rtol`: relative width at which refining stops.
    Meant for rate * steps of a few at most and delta >= 1e-9; elsewhere the bracket is valid, too, but may be wide. Where
    it is out of reach (rate 1, noise below 0.2 per example or above 1e4, losses above 200) the ends are 0 and the zCDP
    bound of the unsampled Gaussian. ParameterError for numbers that no mechanism can have.
    """
    PoissonGaussian(noise_multiplier, rate, steps)
    delta = checked_delta(delta)
    if isinstance(group, bool) or not isinstance(group, int) or not 1 <= group <= _MOST_GROUP:
        raise ParameterError(f"group is {group!r}", f"It is a whole number from 1 to {_MOST_GROUP}.")
    lower, upper = 0.0, unsampled(noise_multiplier / group, steps, delta)
    if steps * rate * group <= delta:
        return 0.0, 0.0
    if rate == 1 or not _LEAST_NOISE * group <= noise_multiplier <= _MOST_NOISE:
        return lower, upper
    table = rough(Pair(noise_multiplier, rate, group), steps, delta)
    if max(table.top, chernoff(table), window(table, 0.0, 0.0).high) > _MOST_LOSS:
        return lower, upper
    low, high, size = _removal(table, rtol)
    high = max(high, _addition(table, high, size, _TOLERANCE * rtol))
    outward = _OUTWARD * (min(high, upper) + steps * rate * group)
    return max(low - outward, lower), min(high + outward, upper)


def unsampled(noise_multiplier: float, steps: int, delta: float) -> float:
    """Epsilon of zCDP with rho = steps / (2 sigma^2), by Bun and Steinke (arXiv:1605.02065), proposition 1.3."""
    rho = steps / (2 * noise_multiplier**2)
    return (rho + 2 * math.sqrt(rho * -math.log(delta))) * (1 + 1e-12)


def _removal(table: Rough, rtol: float) -> tuple[float, float, int]:
    """Both ends for P against Q, and the size of the lattices that gave them."""
    at, lower, upper = estimate(table), 0.0, math.inf
    for size in _SIZES:
        low, high = _ends(table, at, size, _TOLERANCE * rtol)
        lower, upper = max(lower, low), min(upper, high)
        if lower > upper:
            raise InternalError(f"{lower} > {upper} for {table.pair}, {table.steps} steps, delta {table.delta}")
        if upper - lower <= rtol * upper < math.inf:
            break
        at = 0.5 * (lower + min(upper, chernoff(table)))
    return lower, upper, size


def _ends(table: Rough, at: float, size: int, tolerance: float) -> tuple[float, float]:
    tilt = tilt_for(table, at, size)
    certified = bounds(table, window(table, tilt, at), tilt, size)
    start = next((share * at for share in _STARTS if certified.lower(share * at) > table.delta), 0.0)
    low = crossing(certified.lower, table.delta, start, 1.02 * max(at, start) + 1e-12, tolerance)[0]
    if certified.upper(low) < certified.lower(low):
        raise InternalError(f"delta({low}) is at least {certified.lower(low)} and at most {certified.upper(low)}")
    return low, crossing(certified.upper, table.delta, low, 1.001 * low + 1e-12, tolerance)[1]


def _addition(table: Rough, removal: float, size: int, tolerance: float) -> float:
    """An upper end for Q against P, or 0 where it is below that of P against Q."""
    ceiling = -table.steps * table.pair.floor
    if ceiling <= removal or quick_reversed(table.pair, table.steps, removal) <= table.delta:
        return 0.0
    certified = bound_reversed(table, removal, size)
    if certified.upper(removal) <= table.delta:
        return 0.0
    return min(crossing(certified.upper, table.delta, removal, 1.001 * removal + 1e-12, tolerance)[1], ceiling)
