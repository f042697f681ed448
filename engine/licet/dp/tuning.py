# SPDX-License-Identifier: Apache-2.0
"""Runs on private data that chose the settings: what is known of their number.

At best a fixed or geometric number of runs is one run. At worst a fixed number is composed in full, and a random number is
bounded as in arXiv:2110.03620. Nobody spoke of tuning: nothing bounds it.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from licet.dp.events import Compose, Event, Repeat
from licet.dp.ranges import DISTRIBUTIONS
from licet.dp.remarks import Remark, remark
from licet.dp.values import number, section, word

ANY = "any"
MOST_RUNS = 1e9


class Runs(NamedTuple):
    """A number of runs: fixed, or random with a mean; ANY where nobody says which."""

    distribution: str
    mean: float

    @property
    def single(self) -> bool:
        """Whether it is one run for certain."""
        return self.distribution in ("fixed", "geometric") and self.mean <= 1

    @property
    def some(self) -> bool:
        """Whether there is at least one run for certain."""
        return self.distribution in ("fixed", "geometric")


class Tuning(NamedTuple):
    """`known` is None where the number of runs is not; `possible` holds all readings, or None where nothing bounds it."""

    known: Runs | None
    possible: tuple[Runs, ...] | None
    remarks: tuple[Remark, ...] = ()


def tuning(training: Any) -> Tuning:
    """What the section says about tuning."""
    stated = section(training, "tuning")
    distribution = word(stated.get("distribution"), DISTRIBUTIONS)
    runs, rate = number(stated.get("runs")), number(stated.get("rate"))
    means = _means(distribution, runs, rate)
    if not means:
        needs = "/tuning/runs" if stated else "/tuning"
        return Tuning(None, None, (remark("tuning_not_counted", "open", needs),))
    if max(means) > MOST_RUNS or (distribution != "poisson" and min(means) < 1) or min(means) <= 0:
        wrong = remark("inconsistent_parameters", "contradiction", "/tuning/runs", runs=runs)
        return Tuning(None, None, (wrong, remark("tuning_not_counted", "open", "/tuning/runs")))
    kinds = (distribution,) if distribution else DISTRIBUTIONS
    possible = tuple(Runs(kind, _whole(kind, max(means))) for kind in kinds)
    if len(means) > 1 and not math.isclose(*means, rel_tol=0.01):
        wrong = remark("inconsistent_parameters", "contradiction", "/tuning/rate", runs=runs, rate=rate)
        return Tuning(Runs(kinds[0], min(means)), possible, (wrong, *_counted(possible)))
    return Tuning(possible[0] if distribution else Runs(ANY, max(means)), possible, _counted(possible))


def repeated(event: Event, runs: Runs) -> Event:
    """The event as often as it was run, with the best run released."""
    return event if runs.single else Repeat(event, runs.distribution, runs.mean)


def composed(events: tuple[Event, ...]) -> Event:
    """One event for several."""
    return events[0] if len(events) == 1 else Compose(events)


def _means(distribution: str | None, runs: float | None, rate: float | None) -> list[float]:
    """The mean as stated and as the parameter gives it: 1/mean for geometric, the mean for poisson."""
    found = [] if runs is None else [runs]
    if distribution == "geometric" and rate:
        found.append(1 / rate)
    if distribution == "poisson" and rate:
        found.append(rate)
    return found


def _whole(kind: str, mean: float) -> float:
    return float(math.ceil(mean)) if kind == "fixed" else mean


def _counted(possible: tuple[Runs, ...]) -> tuple[Remark, ...]:
    """More than one run, or how many is not settled: the figure of one run is not the figure."""
    if all(runs.single for runs in possible):
        return ()
    first = possible[0]
    facts = {"runs": first.mean, "distribution": first.distribution} if len(possible) == 1 else {"runs": first.mean}
    return (remark("tuning_not_counted", "hazard", "/tuning" if len(possible) == 1 else "/tuning/distribution", **facts),)
