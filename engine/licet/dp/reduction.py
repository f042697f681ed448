# SPDX-License-Identifier: Apache-2.0
"""From events and an adjacency to pairs of laws: one composition that dominates the truth, one that is attained.

Sampled pairs (Poisson, user groups, replace-one). For a test A let a = N(0)(A). By Neyman-Pearson N(u)(A) is at most
Phi(Phi^-1(a) + |u|/sigma) and N(v)(A) at least Phi(Phi^-1(a) - |v|/sigma); half-lines reach both when u > 0 > v. So among
all P = (1-q)N(0) + qN(u), Q = (1-q)N(0) + qN(v) with |u|, |v| <= 1 the pair u = 1, v = -1 has the largest hockey-stick
divergence at every epsilon >= 0 and, by symmetry, in both directions; the same holds for each number of a group's
examples. Fixed batches under add-or-remove: dropping a unit replaces it by another with chance q = B/N, and all others
at -C, the unit at +C attain it, so the pair is Poisson's with shift 2.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from licet.dp import allocation, events, pairs, shuffle, tree, truncated
from licet.dp.events import Event
from licet.dp.pairs import Phases

NONE = Phases()
MOST_EXAMPLES = 64  # of one unit that are accounted for one by one; more are taken as never sampled
MOVES = {"add_remove": 1, "replace_one": 2, "zero_out": 1}


class Reduced(NamedTuple):
    """What is known of a composition.

    `upper` dominates it unless `curve_only` (then only Renyi curves bound it); `lower` is attained by some data sets;
    `log_kept` is ln of the chance that no approximate guarantee failed; `alone` are events that have a lower end of
    their own; `reasons` say why there is no number.
    """

    upper: Phases = NONE
    lower: Phases = NONE
    log_kept: float = 0.0
    curve_only: bool = False
    alone: tuple[Event, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def exact(self) -> bool:
        """Both ends come from one pair."""
        return self.upper == self.lower and not self.curve_only


def reduce(parts: Sequence[Event], adjacency: str, size: int = 1) -> Reduced:
    """The composition of `parts`, as seen by a unit of `size` examples."""
    found = [_REDUCERS[type(part)](part, adjacency, size) for part in parts]
    return Reduced(
        pairs.compose(one.upper for one in found),
        pairs.compose(one.lower for one in found),
        math.fsum(one.log_kept for one in found),
        any(one.curve_only for one in found),
        tuple(event for one in found for event in one.alone),
        tuple(dict.fromkeys(reason for one in found for reason in one.reasons)),
    )


def lower_alone(event: Event, delta: float, adjacency: str) -> float:
    """The lower end of an event that has one but no pair that attains it."""
    if isinstance(event, events.ShuffledGaussian):
        return shuffle.lower(event, delta, adjacency)
    return allocation.lower(event, delta, adjacency) if isinstance(event, events.RandomAllocationGaussian) else 0.0


def _both(phases: Phases) -> Reduced:
    return Reduced(phases, phases)


def _gaussian(event: events.Gaussian, adjacency: str, size: int) -> Reduced:
    return _both(pairs.gaussian(event.noise_multiplier, MOVES[adjacency] * size, event.steps))


def _matrix(event: events.Matrix, adjacency: str, size: int) -> Reduced:
    return _both(pairs.gaussian(event.noise_multiplier, MOVES[adjacency] * size * event.sensitivity))


def _tree(event: events.Tree, adjacency: str, size: int) -> Reduced:
    low, high = (pairs.gaussian(event.noise_multiplier, MOVES[adjacency] * size * one) for one in tree.sensitivity(event))
    return Reduced(high, low)


def _poisson(event: events.PoissonGaussian, adjacency: str, size: int) -> Reduced:
    both = adjacency == "replace_one"
    pair = pairs.sampled(event.noise_multiplier, event.rate, event.steps, size=min(size, MOST_EXAMPLES), both=both)
    if size <= MOST_EXAMPLES:
        return _both(pair)
    return Reduced(pairs.gaussian(event.noise_multiplier, MOVES[adjacency] * size, event.steps), pair)


def _truncated(event: events.TruncatedPoissonGaussian, adjacency: str, size: int) -> Reduced:
    both = adjacency == "replace_one"
    rate = truncated.lower_rate(event)
    lower = pairs.sampled(event.noise_multiplier, rate, event.steps, both=both) if rate else NONE
    moved = 1 if adjacency == "zero_out" else 2
    plain = pairs.gaussian(event.noise_multiplier, moved * size, event.steps)
    return Reduced(plain if size > 1 else truncated.upper(event, adjacency) or plain, lower)


def _fixed(event: events.FixedBatchGaussian, adjacency: str, size: int) -> Reduced:
    rate = min(1.0, event.batch_size / event.units)
    shift = 1.0 if adjacency == "zero_out" else 2.0
    lower = pairs.sampled(event.noise_multiplier / shift, rate, event.steps)
    if adjacency == "add_remove" and size == 1:
        return _both(lower)
    return Reduced(pairs.gaussian(event.noise_multiplier, shift * size, event.steps), lower)


def _shuffled(event: events.ShuffledGaussian, adjacency: str, size: int) -> Reduced:
    return Reduced(Phases(mu=shuffle.upper_mu(event, adjacency) * size), alone=(event,))


def _allocation(event: events.RandomAllocationGaussian, adjacency: str, size: int) -> Reduced:
    taken = min(event.selected, event.batches) * event.rounds
    return Reduced(pairs.gaussian(event.noise_multiplier, MOVES[adjacency] * size, taken), alone=(event,))


def _laplace(event: events.Laplace, adjacency: str, size: int) -> Reduced:
    return _both(Phases(laplace={event.scale / size: event.steps}))


def _pure(event: events.PureDP, adjacency: str, size: int) -> Reduced:
    return Reduced(_response(event.epsilon * size, event.steps))


def _approx(event: events.ApproxDP, adjacency: str, size: int) -> Reduced:
    """A unit of g examples: (g epsilon, delta (e^{g epsilon} - 1)/(e^epsilon - 1)), Vadhan 2017, Lemma 2.2."""
    failing = group_delta(event.epsilon, event.delta, size)
    if failing >= 1:
        return Reduced(log_kept=-math.inf)
    return Reduced(_response(event.epsilon * size, event.steps), log_kept=event.steps * math.log1p(-failing))


def group_delta(epsilon: float, delta: float, size: int) -> float:
    """The delta of `size` examples together, rounded up; infinity where it means nothing."""
    if size == 1 or delta == 0:
        return delta
    if epsilon == 0:
        return delta * size * (1 + 1e-15)
    log_factor = (size - 1) * epsilon + math.log(-math.expm1(-size * epsilon)) - math.log(-math.expm1(-epsilon))
    return delta * math.exp(log_factor) * (1 + 1e-12) if log_factor < 700 else math.inf


def _zcdp(event: events.ZCDP, adjacency: str, size: int) -> Reduced:
    return Reduced(curve_only=event.rho > 0)


def _response(epsilon: float, count: int) -> Phases:
    return Phases(response={epsilon: count}) if epsilon else NONE


def _repeat(event: events.Repeat, adjacency: str, size: int) -> Reduced:
    """Only the best run is seen, and a score may be constant: the lower end is one run's, none if there may be no run."""
    one = reduce(events.parts(event.event), adjacency, size)
    lower = one.lower if event.distribution != "poisson" else NONE
    alone = one.alone if event.distribution != "poisson" else ()
    if event.distribution != "fixed":
        return one._replace(upper=NONE, lower=lower, alone=alone, curve_only=True)
    times = math.ceil(event.mean)
    return one._replace(upper=pairs.repeated(one.upper, times), log_kept=one.log_kept * times)


def _group(event: events.Group, adjacency: str, size: int) -> Reduced:
    return reduce(events.parts(event.event), adjacency, size * event.size)


def _compose(event: events.Compose, adjacency: str, size: int) -> Reduced:
    return reduce(events.parts(event), adjacency, size)


def _unsupported(event: events.Unsupported, adjacency: str, size: int) -> Reduced:
    return Reduced(reasons=("unsupported_event", event.reason))


_REDUCERS: dict[type[Event], Callable[[Any, str, int], Reduced]] = {
    events.Gaussian: _gaussian,
    events.PoissonGaussian: _poisson,
    events.TruncatedPoissonGaussian: _truncated,
    events.FixedBatchGaussian: _fixed,
    events.ShuffledGaussian: _shuffled,
    events.RandomAllocationGaussian: _allocation,
    events.Laplace: _laplace,
    events.PureDP: _pure,
    events.ApproxDP: _approx,
    events.ZCDP: _zcdp,
    events.Matrix: _matrix,
    events.Tree: _tree,
    events.Compose: _compose,
    events.Repeat: _repeat,
    events.Group: _group,
    events.Unsupported: _unsupported,
}
