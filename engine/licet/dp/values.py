# SPDX-License-Identifier: Apache-2.0
"""Reading declared facts without trusting them: what is no plain number, count or word is unknown, never zero."""

from __future__ import annotations

import math
from collections.abc import Collection
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Any, NamedTuple

JSON = dict[str, Any]
DIGITS = 6
MOST = 2**53


class Span(NamedTuple):
    """What a quantity can be, given what is declared. An end that nobody knows is None."""

    low: float | None
    high: float | None


def at(value: Any, *keys: str) -> Any:
    """The value under nested keys; None where anything on the way is missing or no object."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def section(value: Any, *keys: str) -> JSON:
    """The object under nested keys; an absent, null or broken one is empty, so each of its fields is unknown."""
    found = at(value, *keys)
    return found if isinstance(found, dict) else {}


def listed(value: Any) -> list[JSON]:
    """The objects of a list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def number(value: Any) -> float | None:
    """A finite number from 0 on; anything else (text, true, NaN, infinity, a negative one) is unknown."""
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    if not plain or not 0 <= value <= 1e300 or not math.isfinite(value):
        return None
    return float(value)


def share(value: Any) -> float | None:
    """A number from 0 to 1."""
    found = number(value)
    return found if found is not None and found <= 1 else None


def count(value: Any) -> int | None:
    """A whole number from 1 to 2^53."""
    found = number(value)
    return int(value) if found is not None and found == int(found) and 1 <= found <= MOST else None


def word(value: Any, among: Collection[str]) -> str | None:
    """A word of the list."""
    return value if isinstance(value, str) and value in among else None


def name(value: Any) -> str | None:
    """A name, which has at least one character."""
    return value if isinstance(value, str) and value else None


def times(value: float, factor: int) -> float:
    """The product of a number as it was written with a whole number, rounded up to 6 significant digits."""
    context = Context(prec=DIGITS, rounding=ROUND_CEILING)
    return float(context.multiply(Decimal(repr(value)), Decimal(factor)))


def rounded(value: float | None, *, up: bool) -> float | None:
    """The value with 6 significant digits, rounded up or down; None and what is not finite stay unknown."""
    if value is None or not math.isfinite(value):
        return None
    context = Context(prec=DIGITS, rounding=ROUND_CEILING if up else ROUND_FLOOR)
    return float(context.plus(Decimal(value)))
