# SPDX-License-Identifier: Apache-2.0
"""Lower bounds on epsilon from one audited training run.

Each of `canaries` examples was put into the training set by a fair coin; an attack then guessed for `guesses` of them which
way the coin fell, and `correct` guesses were right. Many right guesses contradict a small epsilon.

A low bound proves nothing: a better attack may find more. The threshold that decides which canaries are guessed must
not be picked on the scores that are counted here.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from statistics import NormalDist

import numpy as np

from licet.dp import binomial
from licet.dp.bracket import checked_delta
from licet.errors import ParameterError

SIGNIFICANCE = 0.05
MOST_CANARIES = 10**9
_WIDTH = 1e-9
_TINY = sys.float_info.min


def one_run(canaries: int, guesses: int, correct: int, delta: float, significance: float = SIGNIFICANCE) -> float:
    """The largest epsilon that the run refutes at the given significance; 0 where it refutes none.

    Holds for every mechanism (Steinke, Nasr, Jagielski: Privacy Auditing with One Training Run, arXiv:2305.08846).
    ParameterError unless correct <= guesses <= canaries and delta and significance lie in (0, 1).
    """
    level = _checked(canaries, guesses, correct, delta, significance)
    if 2 * correct <= guesses and level <= 0.5:
        return 0.0  # no better than a coin
    return _largest(lambda epsilon: math.log(_p_value(epsilon, canaries, guesses, correct, delta) / level))


def p_value(epsilon: float, canaries: int, guesses: int, correct: int, delta: float) -> float:
    """How likely so many right guesses are, at most, under an (epsilon, delta)-private mechanism (same source)."""
    _checked(canaries, guesses, correct, delta, SIGNIFICANCE)
    if isinstance(epsilon, bool) or not isinstance(epsilon, (int, float)) or not 0 <= epsilon < math.inf:
        raise ParameterError(f"epsilon is {epsilon!r}", "It is a number from 0 on.")
    return _p_value(float(epsilon), canaries, guesses, correct, delta)


def one_run_fdp(canaries: int, guesses: int, correct: int, delta: float, significance: float = SIGNIFICANCE) -> float:
    """As `one_run`, for mechanisms whose trade-off curve is that of a Gaussian; usually larger.

    Assumes that curve, so it must not refute a claim about another mechanism
    (Mahloujifar, Melis, Chaudhuri: Auditing f-Differential Privacy in One Run, arXiv:2410.22235).
    """
    level = _checked(canaries, guesses, correct, delta, significance)
    if correct == 0:
        return 0.0
    return _largest(lambda epsilon: -_excess(_gaussian_mu(epsilon, delta), canaries, guesses, correct, level))


def _checked(canaries: int, guesses: int, correct: int, delta: float, significance: float) -> float:
    checked_delta(delta)
    for name, value, most in (
        ("canaries", canaries, MOST_CANARIES),
        ("guesses", guesses, canaries),
        ("correct", correct, guesses),
    ):
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            hint = f"It is a whole number from 0 to {most}: no more are correct than guessed, nor guessed than canaries."
            raise ParameterError(f"{name} is {value!r}", hint)
    if canaries == 0:
        raise ParameterError("canaries is 0", "An audit needs at least one canary.")
    if isinstance(significance, bool) or not isinstance(significance, (int, float)) or not 0 < significance < 1:
        raise ParameterError(f"significance is {significance!r}", "It is a number above 0 and below 1, such as 0.05.")
    return float(significance)


def _largest(excess: Callable[[float], float]) -> float:
    """The last epsilon with a negative excess: doubling, then regula falsi with halved ends (Illinois)."""
    low, high = 0.0, 1.0
    at_low = excess(low)
    if at_low >= 0:
        return 0.0
    while (at_high := excess(high)) < 0:
        low, at_low, high = high, at_high, high * 2
    kept = 0
    while high - low > (width := _WIDTH * max(1.0, low)):
        step = (high - low) * at_low / (at_low - at_high)
        middle = low + min(max(step, width / 2), high - low - width / 2)  # never nearer: the last steps close the bracket
        found = excess(middle)
        if found < 0:
            low, at_low, at_high, kept = middle, found, at_high / (2 if kept < 0 else 1), -1
        else:
            high, at_high, at_low, kept = middle, found, at_low / (2 if kept > 0 else 1), 1
    return low


def _p_value(epsilon: float, canaries: int, guesses: int, correct: int, delta: float) -> float:
    """beta + 2 m delta alpha, beta = Pr[B >= v], alpha = max_i Pr[v-i <= B < v]/i, B of r coins with odds e^epsilon."""
    first, masses = binomial.masses(guesses, epsilon)
    split = min(correct - first, len(masses))
    if split <= 0:
        return 1.0
    beyond = split == len(masses) and correct > first + len(masses) - 1
    beta = _chernoff(guesses, correct, epsilon) if beyond else float(masses[split:].sum())
    below = np.cumsum(masses[:split][::-1])
    distance = correct - np.arange(first + split - 1, first - 1, -1)
    return min(1.0, max(_TINY, beta + 2 * canaries * delta * float((below / distance).max())))


def _chernoff(trials: int, value: int, log_odds: float) -> float:
    """An upper bound on Pr[B >= value] far above the mean: exp(-trials KL)."""
    share = value / trials
    entropy = sum(part * math.log(part) for part in (share, 1 - share) if part > 0)
    relative = entropy + math.log1p(math.exp(-log_odds)) + (1 - share) * log_odds
    return math.exp(-trials * max(0.0, relative))


def _excess(mu: float, canaries: int, guesses: int, correct: int, level: float) -> float:
    """Above 0 when the Gaussian trade-off curve mu is refuted (algorithm audit_rh_with_cap of arXiv:2410.22235)."""
    wanted = guesses / canaries
    right, wrong = level * correct / canaries, level * (guesses - correct) / canaries
    inverse, shift, erfc, root = NormalDist().inv_cdf, mu, math.erfc, math.sqrt(2)
    for left in range(correct - 1, -1, -1):
        raised = erfc((shift - inverse(right)) / root) / 2
        if raised <= wrong:
            break
        right += left / (guesses - left) * (raised - wrong)
        wrong = raised
        if right + wrong > wanted:  # neither ever falls again
            break
    return right + wrong - wanted


def _gaussian_mu(epsilon: float, delta: float) -> float:
    """The mu = 1/sigma of the Gaussian mechanism that is exactly (epsilon, delta)-private, by bisection."""
    low, high = 0.0, 1.0
    while _gaussian_delta(epsilon, high) < delta:
        low, high = high, high * 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _gaussian_delta(epsilon, middle) < delta else (low, middle)
    return high


def _gaussian_delta(epsilon: float, mu: float) -> float:
    """Phi(a) - e^epsilon Phi(-b), a = mu/2 - epsilon/mu, b = mu/2 + epsilon/mu; e^epsilon never appears."""
    if mu == 0:
        return 0.0
    a, b = mu / 2 - epsilon / mu, mu / 2 + epsilon / mu
    scale = math.exp(-a * a / 2) / 2
    second = scale * _erfcx(b / math.sqrt(2))
    return math.erfc(-a / math.sqrt(2)) / 2 - second if a > 0 else scale * _erfcx(-a / math.sqrt(2)) - second


def _erfcx(x: float) -> float:
    """exp(x^2) erfc(x) for x >= 0."""
    if x < 25:
        return math.exp(x * x) * math.erfc(x)
    inverse = 1 / (2 * x * x)
    return (1 - inverse * (1 - 3 * inverse * (1 - 5 * inverse))) / (x * math.sqrt(math.pi))
