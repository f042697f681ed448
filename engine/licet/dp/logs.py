# SPDX-License-Identifier: Apache-2.0
"""Tests of training logs against what was declared. A log is somebody's word: it can refute a claim, never prove one.

Every p-value is an upper bound (Chernoff), not an approximation, so a refutation does not rest on a large batch or a long
run. A two-sided test therefore needs |z| of about 4.5 where the normal approximation would need 3.9 (p = 1e-4).
All tests of one call are corrected together by Holm's method, which holds however they depend on each other.

What is kept of a log: z, counts and its digest. Norms before the noise are private and never leave this module.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from licet.dp import log_noise, log_sizes
from licet.dp.log_files import BatchSizes, Noise, read_batch_sizes, read_noise
from licet.dp.log_finding import Finding
from licet.errors import ParameterError

Array = np.ndarray[Any, np.dtype[Any]]

JSON = dict[str, Any]
SIGNIFICANCE = 1e-4
__all__ = ["SIGNIFICANCE", "BatchSizes", "Declared", "Noise", "read_batch_sizes", "read_noise", "tested"]
_LARGEST = sys.float_info.max
_RANGES = {"units": 2.0**53, "steps": 2.0**53, "cap": 2.0**53, "rate": 1.0, "noise_std": _LARGEST, "clip_norm": _LARGEST}


class Declared(NamedTuple):
    """What one phase declares; None where it does not say.

    `units`: what is sampled, each on its own by the chance `rate`. `noise_std`: standard deviation of the noise on the sum, in
    the units of the gradient (noise multiplier times clipping norm). `cap`: of truncated Poisson batches.
    """

    sampling: str | None = None
    units: int | None = None
    rate: float | None = None
    steps: int | None = None
    cap: int | None = None
    noise_std: float | None = None
    clip_norm: float | None = None


Test = Callable[[Declared, slice], list[Finding] | str]


def tested(
    phases: Sequence[Declared],
    *,
    batch_sizes: BatchSizes | None = None,
    noise: Noise | None = None,
    significance: float = SIGNIFICANCE,
) -> JSON:
    """The tests that the declared facts allow. With several phases the rows of a log follow their steps in order.

    Returns an object with `tests` (list of {code, log, p, refutes, facts}), `untested` (list of {log, phase, reason}), `state`
    and `states` by log, `steps` and `digests` by log, `correction` ("holm") and `significance`. `p` is corrected; a test
    refutes where p < significance. `facts` holds the test's name, its phase, z and counts. A fact that is missing, or a log
    whose rows do not fit the declared steps, leaves tests out: a log is "tested" only if it was for each phase, or does not
    concern it (batch sizes of batches that are not declared as Poisson), else "untested": unknown, not passed.
    """
    _check(phases, significance)
    found: list[tuple[int, str, Finding]] = []
    untested: list[JSON] = []
    tests = _tests(batch_sizes, noise)
    for log, rows, test in tests:
        for index, (phase, part) in enumerate(zip(phases, _parts(phases, rows), strict=True)):
            answer = test(phase, part) if part is not None else "the rows of the log do not fit the steps of the phases"
            if isinstance(answer, str):
                untested.append({"log": log, "phase": index, "reason": answer})
            else:
                found.extend((index, log, finding) for finding in answer)
    logs = {"batch_sizes": batch_sizes, "noise": noise}
    left_out = {one["log"] for one in untested}
    states = {log: "tested" if phases and log not in left_out else "untested" for log, *_ in tests}
    return {
        "state": "tested" if states and set(states.values()) == {"tested"} else "untested",
        "states": states,
        "tests": _judged(found, significance),
        "untested": untested,
        "steps": {log: rows for log, rows, _ in tests},
        "digests": {name: log.digest for name, log in logs.items() if log is not None},
        "correction": "holm",
        "significance": significance,
    }


def of_log(result: JSON, log: str) -> JSON:
    """The part of a result of `tested` that speaks of one log, "batch_sizes" or "noise", in the same form."""
    return {
        **result,
        "state": result["states"].get(log, "untested"),
        "tests": [test for test in result["tests"] if test["log"] == log],
        "untested": [one for one in result["untested"] if one["log"] == log],
    }


def _tests(batch_sizes: BatchSizes | None, noise: Noise | None) -> list[tuple[str, int, Test]]:
    tests: list[tuple[str, int, Test]] = []
    if batch_sizes is not None:
        tests.append(("batch_sizes", len(batch_sizes.sizes), lambda phase, part: _sizes(phase, batch_sizes.sizes[part])))
    if noise is not None:
        tests.append(("noise", noise.steps, lambda phase, part: _noise(phase, noise, part)))
        tests.append(("noise", noise.steps, lambda phase, part: _clipping(phase, noise, part)))
    return tests


def _sizes(phase: Declared, sizes: Array) -> list[Finding] | str:
    if phase.sampling is not None and phase.sampling not in ("poisson", "truncated_poisson"):
        return []
    if phase.sampling is None or phase.units is None or phase.rate is None:
        return "the way of sampling, units and rate are needed"
    if phase.sampling == "truncated_poisson" and phase.cap is None:
        return "the cap is needed"
    return log_sizes.findings(sizes, phase.units, phase.rate, phase.cap if phase.sampling == "truncated_poisson" else None)


def _noise(phase: Declared, noise: Noise, part: slice) -> list[Finding] | str:
    repeated = noise.repeated if part == slice(0, noise.steps) else 0
    return log_noise.findings(_cut(noise, part), phase.noise_std, repeated)


def _clipping(phase: Declared, noise: Noise, part: slice) -> list[Finding] | str:
    return log_noise.clipping(_cut(noise, part), phase.clip_norm)


def _cut(noise: Noise, part: slice) -> dict[str, Array]:
    return {name: column[part] for name, column in noise.columns.items()}


def _parts(phases: Sequence[Declared], rows: int) -> list[slice | None]:
    """Which rows belong to each phase; a single phase owns them all, however many it declares."""
    if len(phases) == 1 and rows:
        return [slice(0, rows)]
    steps = [phase.steps for phase in phases if phase.steps is not None]
    if len(steps) < len(phases) or sum(steps) != rows:
        return [None] * len(phases)
    ends = list(itertools.accumulate(steps))
    return [slice(end - length, end) for end, length in zip(ends, steps, strict=True)]


def _judged(found: list[tuple[int, str, Finding]], significance: float) -> list[JSON]:
    """Holm: the i-th smallest of n p-values counts n - i times, and never less than the one before it."""
    order = sorted(range(len(found)), key=lambda at: found[at][2].p)
    corrected, least = {}, 0.0
    for place, at in enumerate(order):
        least = corrected[at] = min(1.0, max(least, (len(found) - place) * found[at][2].p))
    return [
        {
            "code": finding.code,
            "log": log,
            "p": corrected[at],
            "refutes": corrected[at] < significance,
            "facts": {"test": finding.test, "phase": phase, **finding.facts},
        }
        for at, (phase, log, finding) in enumerate(found)
    ]


def _check(phases: Sequence[Declared], significance: float) -> None:
    _in_range("significance", significance, 0.5)
    for phase in phases:
        for name, most in _RANGES.items():
            if getattr(phase, name) is not None:
                _in_range(name, getattr(phase, name), most)


def _in_range(name: str, value: Any, most: float) -> None:
    whole = name in ("units", "steps", "cap")
    plain = isinstance(value, int if whole else (int, float)) and not isinstance(value, bool)
    if not plain or not 0 < value <= most:
        raise ParameterError(f"{name} is {value!r}", f"It is a {'whole ' if whole else ''}number above 0 and at most {most:g}.")
