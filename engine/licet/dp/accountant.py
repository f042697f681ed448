# SPDX-License-Identifier: Apache-2.0
"""The certified accountant: two-sided brackets on epsilon and delta of what a training did."""

from __future__ import annotations

import math
from collections.abc import Sequence

from licet.dp import ends, rdp, reduction
from licet.dp.bracket import Bracket, InternalError, checked_delta, nothing
from licet.dp.calibration import Sigma, searched
from licet.dp.ends import Ends
from licet.dp.events import ADJACENCIES, Compose, Event, parts
from licet.dp.normal import UNIT
from licet.dp.rdp import rdp_upper
from licet.dp.reduction import Reduced
from licet.errors import ParameterError

__all__ = ["delta", "epsilon", "rdp_upper", "sigma_for"]
Events = Event | Sequence[Event]
_SLACK = 1e-9
_BUDGET = ("truncation", "images", "tail", "quadrature", "rounding", "charged_mass")


def epsilon(events: Events, delta: float, *, adjacency: str = "add_remove", rtol: float = 1e-6) -> Bracket:
    """The bracket that holds the true worst-case epsilon >= 0 of `events` (one, or several composed) at `delta`.

    `adjacency`: add_remove, replace_one or zero_out. `rtol` is the relative width that is aimed at; `reasons` holds
    "wide_bracket" where it is missed by far. An end is None where nothing supports a number: an unsupported event, or
    guarantees whose own deltas already use up `delta`. ParameterError for a delta outside (0, 1) or another adjacency.
    """
    delta, listed = checked_delta(delta), _listed(events)
    reduced = _reduced(listed, adjacency)
    if reduced.reasons:
        return nothing(*reduced.reasons)
    left = _left(delta, reduced.log_kept)
    lower = ends.epsilon(reduced.lower, delta, rtol)
    above = None if left is None or reduced.curve_only else _above(reduced, lower, left, delta, rtol)
    low = max([lower.lower, *(reduction.lower_alone(event, delta, adjacency) for event in reduced.alone)])
    return _judged(
        low, above, rdp_upper(listed, delta, adjacency=adjacency), lower.method, delta - (left or 0.0), rtol, reduced
    )


def delta(events: Events, epsilon: float, *, adjacency: str = "add_remove") -> Bracket:
    """The bracket that holds the true worst-case delta of `events` at `epsilon` >= 0; reasons and errors as there."""
    if isinstance(epsilon, bool) or not isinstance(epsilon, (int, float)) or not 0 <= epsilon < math.inf:
        raise ParameterError(f"epsilon is {epsilon!r}", "It is a number from 0 on.")
    listed = _listed(events)
    reduced = _reduced(listed, adjacency)
    if reduced.reasons:
        return nothing(*reduced.reasons)
    lower = ends.delta(reduced.lower, float(epsilon))
    above = lower if reduced.exact else ends.delta(reduced.upper, float(epsilon))
    bound = rdp.rdp_delta(listed, epsilon, adjacency=adjacency)
    failing = 0.0 if reduced.log_kept == 0 else -math.expm1(reduced.log_kept)
    upper = 1.0 if reduced.curve_only else min(1.0, (above.upper + failing * (1 - above.upper)) * (1 + 8 * UNIT))
    if bound is not None and lower.lower > bound * (1 + _SLACK):
        raise InternalError(f"delta at least {lower.lower} but at most {bound}: {listed}")
    found = min(upper, 1.0 if bound is None else bound)
    return Bracket(min(lower.lower, found), found, above.method, (), _complete(above.budget, failing))


def sigma_for(events: Events, epsilon: float, delta: float, *, adjacency: str = "add_remove", rtol: float = 1e-4) -> Sigma:
    """The least noise, to a relative `rtol`, whose certified upper epsilon at `delta` is at most `epsilon`.

    `events` is a template. All its noise multipliers (scales of Laplace noise) are multiplied by one common factor; for a
    single event this replaces its noise multiplier, whatever the template says. ParameterError where no noise suffices.
    """
    listed = _listed(events)
    if isinstance(epsilon, bool) or not isinstance(epsilon, (int, float)) or not 0 < epsilon < math.inf:
        raise ParameterError(f"epsilon is {epsilon!r}", "It is a number above 0.")
    checked_delta(delta)
    return searched(listed, float(epsilon), lambda scaled: _epsilon_of(scaled, delta, adjacency), rtol)


def _epsilon_of(events: tuple[Event, ...], at: float, adjacency: str) -> Bracket:
    return epsilon(events, at, adjacency=adjacency)


def _listed(events: Events) -> tuple[Event, ...]:
    return parts(events if isinstance(events, Event) else Compose(tuple(events)))


def _reduced(listed: tuple[Event, ...], adjacency: str) -> Reduced:
    if adjacency not in ADJACENCIES:
        raise ParameterError(f"{adjacency!r} is no adjacency", f"One of {', '.join(ADJACENCIES)}.")
    return reduction.reduce(listed, adjacency)


def _left(delta: float, log_kept: float) -> float | None:
    """What is left of delta when guarantees fail with their own chance; None if nothing is."""
    if log_kept == 0:
        return delta
    kept = math.exp(log_kept)
    left = (delta + math.expm1(log_kept) * (1 + 8 * UNIT)) / kept * (1 - 8 * UNIT) if kept > 0 else 0.0
    return left if left > 0 else None


def _above(reduced: Reduced, lower: Ends, left: float, delta: float, rtol: float) -> Ends:
    return lower if reduced.exact and left == delta else ends.epsilon(reduced.upper, left, rtol)


def _judged(
    low: float, above: Ends | None, curve: float | None, method: str, charged: float, rtol: float, reduced: Reduced
) -> Bracket:
    """The best of both bounds; that they contradict each other is a fault of ours."""
    if curve is not None and low > curve * (1 + _SLACK) + 1e-300:
        raise InternalError(f"epsilon at least {low} but at most {curve}")
    if above is not None and not math.isfinite(above.upper):
        above = None
    uppers = [one for one in (curve, above and above.upper) if one is not None]
    if not uppers:
        return Bracket(low, None, method, ("delta_used_up" if charged else "no_finite_bound",), _complete({}, charged))
    upper = min(uppers)
    chosen = "rdp" if above is None or upper < above.upper else above.method
    wide = above is not None and reduced.exact and upper - low > max(100 * rtol * upper, 1e-3 if low < 0.05 else 0.0)
    return Bracket(
        min(low, upper), upper, chosen, ("wide_bracket",) if wide else (), _complete(above.budget if above else {}, charged)
    )


def _complete(budget: dict[str, float], charged: float) -> dict[str, float]:
    return {**dict.fromkeys(_BUDGET, 0.0), **budget, "charged_mass": charged}
