# SPDX-License-Identifier: Apache-2.0
"""What each field of an event may hold. Everything outside is a ParameterError: no number is repaired in silence."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from licet.errors import ParameterError

Check = Callable[[str, str, Any], None]
MOST_STEPS = 2**53
# Whose presence a guarantee hides: the words of the manifest.
UNITS = (
    *("example", "record", "row", "sequence", "document", "user", "person", "device", "household", "account"),
    *("user_day", "user_week", "user_month", "group"),
)
DISTRIBUTIONS = ("fixed", "geometric", "poisson")


def _number(low: float, high: float, *, open_low: bool = True) -> Check:
    def check(kind: str, name: str, value: Any) -> None:
        plain = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not plain or not math.isfinite(value) or not (low < value <= high or (value == low and not open_low)):
            bounds = f"{'above' if open_low else 'from'} {low:g} and at most {high:g}"
            raise ParameterError(f"{kind}: {name} is {value!r}", f"It is a number {bounds}.")

    return check


def _count(low: int) -> Check:
    def check(kind: str, name: str, value: Any) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= MOST_STEPS:
            raise ParameterError(f"{kind}: {name} is {value!r}", f"It is a whole number from {low} on.")

    return check


def _word(kind: str, name: str, value: Any) -> None:
    if name == "distribution" and value not in DISTRIBUTIONS:
        raise ParameterError(f"{kind}: {name} is {value!r}", f"It is one of {', '.join(DISTRIBUTIONS)}.")
    if not isinstance(value, str) or not value:
        raise ParameterError(f"{kind}: {name} is {value!r}", "It is a text.")


CHECKS: dict[str, Check] = {
    "noise_multiplier": _number(1e-6, 1e9, open_low=False),
    "scale": _number(1e-6, 1e9, open_low=False),
    "rate": _number(0, 1),
    "epsilon": _number(0, 1e6, open_low=False),
    "delta": _number(0, 1, open_low=False),
    "rho": _number(0, 1e6, open_low=False),
    "sensitivity": _number(0, 1e9),
    "mean": _number(0, 1e9),
    "steps": _count(1),
    "cap": _count(1),
    "units": _count(1),
    "batch_size": _count(1),
    "batches_per_epoch": _count(1),
    "batches": _count(1),
    "selected": _count(1),
    "rounds": _count(1),
    "min_separation": _count(1),
    "max_participations": _count(1),
    "size": _count(1),
    "distribution": _word,
    "reason": _word,
}
