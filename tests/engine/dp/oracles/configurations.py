# SPDX-License-Identifier: Apache-2.0
"""The configurations whose epsilon the fixtures hold: drawn from fixed seeds, none rejected."""

from __future__ import annotations

from typing import Any

import numpy as np

JSON = dict[str, Any]
COUNT = 220


def poisson(sigma: float, rate: float, steps: int) -> JSON:
    """The JSON form of an event."""
    return {"type": "poisson_gaussian", "noise_multiplier": sigma, "rate": rate, "steps": steps}


def case(name: str, events: list[JSON], delta: float, adjacency: str = "add_remove") -> JSON:
    """One entry of a fixture, before it has a value."""
    return {"id": name, "events": events, "delta": delta, "adjacency": adjacency}


def containment() -> list[JSON]:
    """sigma 0.5-6, rate 1e-5-0.2, steps 100-1e6, delta 1e-14-1e-5, each log-uniform."""
    draw = Draw(20241123)
    return [case(f"random-{number:03}", [draw.poisson()], draw.delta()) for number in range(COUNT)]


class Draw:
    """Log-uniform numbers of few digits from a fixed seed."""

    def __init__(self, seed: int) -> None:
        self._random = np.random.default_rng(seed)

    def number(self, low: float, high: float, digits: int = 4) -> float:
        """Log-uniform in [low, high]."""
        return float(f"{np.exp(self._random.uniform(np.log(low), np.log(high))):.{digits}g}")

    def poisson(self, steps: tuple[float, float] = (100, 1e6)) -> JSON:
        """A phase of DP-SGD."""
        return poisson(self.number(0.5, 6), self.number(1e-5, 0.2), round(self.number(*steps, digits=12)))

    def delta(self) -> float:
        """1e-14 to 1e-5."""
        return self.number(1e-14, 1e-5, 3)
