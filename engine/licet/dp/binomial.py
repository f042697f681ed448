# SPDX-License-Identifier: Apache-2.0
"""Masses of a binomial distribution where they matter, without factorials."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

NEGLECTED = 74.0  # less than e^-74 on either side lies outside
_STEEPEST = 700.0  # the exponential of more overflows; a coin of such odds never falls the other way


def masses(trials: int, log_odds: float) -> tuple[int, Array]:
    """The first value and the masses from there on, for `trials` coins whose odds are e^log_odds.

    Neighboring masses have a simple ratio, so the sum of their logarithms gives all of them up to a factor. The window is
    Bernstein's: what lies outside on one side is below e^-74. Relative error about 1e-12.
    """
    log_odds = max(-_STEEPEST, min(_STEEPEST, log_odds))
    chance = 1 / (1 + math.exp(-log_odds))
    mean, variance = trials * chance, trials * chance / (1 + math.exp(log_odds))
    reach = NEGLECTED / 3 + math.sqrt((NEGLECTED / 3) ** 2 + 2 * NEGLECTED * variance)
    first, last = max(0, math.floor(mean - reach)), min(trials, math.ceil(mean + reach))
    value = np.arange(first + 1, last + 1, dtype=float)
    logs = np.concatenate([[0.0], np.cumsum(np.log((trials + 1 - value) / value) + log_odds)])
    found = np.exp(logs - logs.max())
    return first, found / found.sum()
