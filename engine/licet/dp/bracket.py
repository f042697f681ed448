# SPDX-License-Identifier: Apache-2.0
"""What the accountant answers: two ends between which the true value lies, and how far each error was allowed for."""

from __future__ import annotations

from typing import Any, NamedTuple

from licet.errors import ParameterError

JSON = dict[str, Any]


class Bracket(NamedTuple):
    """The true worst-case value lies in [lower, upper]; an end is None where nothing supports a number.

    `error_budget` holds what each source of error was allowed: truncation, images, tail, quadrature, rounding and
    charged_mass (all absolute, in delta). `reasons` says why an end is missing or wide.
    """

    lower: float | None
    upper: float | None
    method: str
    reasons: tuple[str, ...] = ()
    error_budget: dict[str, float] = {}

    def to_json(self, name: str = "epsilon") -> JSON:
        """`{name: {lower, upper}, method, reasons}`."""
        return {name: {"lower": self.lower, "upper": self.upper}, "method": self.method, "reasons": list(self.reasons)}


class InternalError(AssertionError):
    """Two bounds that cannot both be right. A fault of licet, never a verdict."""


def nothing(*reasons: str) -> Bracket:
    """No number, and why."""
    return Bracket(None, None, "none", tuple(reasons))


def checked_delta(delta: Any) -> float:
    """A delta in (0, 1), or ParameterError."""
    if isinstance(delta, bool) or not isinstance(delta, (int, float)) or not 0 < delta < 1:
        raise ParameterError(f"delta is {delta!r}", "It is a number above 0 and below 1.")
    return float(delta)
