# SPDX-License-Identifier: Apache-2.0
"""Sensitivity of binary tree aggregation (arXiv:2103.00039) when a unit takes part several times.

The tree's nodes sum the contributions of 2^l consecutive steps; those complete after `steps` steps are released. A unit in c_v
steps below node v moves the nodes by `sqrt(sum c_v^2)` when its contributions point the same way, and by no more otherwise.
"""

from __future__ import annotations

import math

import numpy as np

from licet.dp.events import Tree

_MOST = 2**13
_OFFSETS = 48


def sensitivity(event: Tree) -> tuple[float, float]:
    """Two ends of the largest norm, in clipping norms, rounded outward. They are equal if a unit takes part once."""
    separation, steps = event.min_separation, event.steps
    times = min(event.max_participations, -(-steps // separation))
    most = sum(_fullest(times, separation, steps, level) for level in range(steps.bit_length()))
    if times == 1:
        least: float = most
    elif times <= _MOST:
        least = max(_squares(start, separation, times, steps) for start in _starts(steps, separation, times))
    else:
        least = max(_many(start, separation, times, steps) for start in (0, _last(steps, separation, times)))
    return math.sqrt(least) * (1.0 - 2.0**-52), math.sqrt(most) * (1.0 + 2.0**-52)


def _fullest(times: int, separation: int, steps: int, level: int) -> int:
    """The largest sum of squares at one level: counts that add up to the steps that fit, as unequal as they can be."""
    below = (steps >> level) << level
    fitting = min(times, -(-below // separation))
    each = min(fitting, -(-(1 << level) // separation))
    full, rest = divmod(fitting, each)
    return full * each * each + rest * rest


def _starts(steps: int, separation: int, times: int) -> set[int]:
    """First steps to try: from the left end, and so that the last step closes the largest complete subtree, or its half."""
    whole, last = 1 << (steps.bit_length() - 1), _last(steps, separation, times)
    few = max(1, min(separation, _OFFSETS, 2 * _MOST // times))
    tried = {*range(few), last, last // 2, max(0, (whole - (times - 1) * separation) // 2 - 1)}
    return {start for start in tried if start < steps}


def _last(steps: int, separation: int, times: int) -> int:
    return max(0, (1 << (steps.bit_length() - 1)) - 1 - (times - 1) * separation)


def _squares(start: int, separation: int, times: int, steps: int) -> int:
    """Sum of squares over all complete nodes, for steps start, start + separation, ..."""
    count = min(times, -(-(steps - start) // separation))
    places = start + separation * np.arange(count, dtype=np.int64)
    total = 0
    for level in range(steps.bit_length()):
        nodes = places >> level
        nodes = nodes[nodes < steps >> level]
        ends = np.flatnonzero(np.diff(nodes, append=-1))
        total += int((np.diff(ends, prepend=-1) ** 2).sum())
    return total


def _many(start: int, separation: int, times: int, steps: int) -> float:
    """The same from below for many steps: by nodes, or, where these are many, by Cauchy-Schwarz and c^2 >= c."""
    total = 0.0
    for level in range(steps.bit_length()):
        nodes = steps >> level
        inside = min(times, max(0, -(-((nodes << level) - start) // separation)))
        if nodes > _MOST:
            spread = min(nodes, ((start + (inside - 1) * separation) >> level) - (start >> level) + 1)
            total += max(inside, inside * inside / spread) if inside else 0.0
            continue
        edges = (np.arange(nodes + 1, dtype=np.int64) << level) - start
        counts = np.diff(np.clip(-(-edges // separation), 0, times))
        total += float((counts.astype(float) ** 2).sum())
    return total * (1.0 - 1e-10)
