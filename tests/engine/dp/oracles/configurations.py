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


def families() -> list[JSON]:
    """Everything else that has an oracle: compositions, groups, replace-one, rare sampling, few steps, other noise."""
    return [*_phases(), *_users(), *_rare(), *_steps(), *_noises()]


def _phases() -> list[JSON]:
    draw = Draw(7)
    cases: list[JSON] = []
    for count in (2, 2, 3, 3, 4, 5, 5):
        events = [draw.poisson((10, 1e5)) for _ in range(count)]
        cases.append(case(f"phases-{len(cases)}", events, draw.delta()))
    mixed = [poisson(1.1, 0.01, 2000), {"type": "gaussian", "noise_multiplier": 3.0, "steps": 4}]
    two_runs = [poisson(1.0, 0.01, 1000), poisson(0.8, 0.002, 5000)]
    return [*cases, case("phases-gaussian", mixed, 1e-6), case("phases-two-runs", two_runs, 1e-6)]


def _users() -> list[JSON]:
    def group(size: int, *numbers: float) -> list[JSON]:
        return [{"type": "group", "event": poisson(numbers[0], numbers[1], int(numbers[2])), "size": size}]

    cases = [
        case("group-2", group(2, 4.0, 0.02048, 10000), 1e-5),
        case("group-3", group(3, 2.0, 0.01, 1000), 1e-8),
        case("group-5", group(5, 6.0, 0.003, 20000), 1e-6),
        case("group-8", group(8, 5.0, 0.05, 500), 1e-10),
    ]
    pairs = [(4.0, 0.02048, 10000, 1e-5), (1.0, 0.01, 1000, 1e-6), (2.0, 0.05, 2000, 1e-10), (0.8, 0.003, 5000, 1e-8)]
    pairs += [(5.0, 0.1, 300, 1e-14), (3.0, 0.001, 100000, 1e-7)]
    replaced = [
        case(f"replace-{i}", [poisson(sigma, rate, steps)], delta, "replace_one")
        for i, (sigma, rate, steps, delta) in enumerate(pairs)
    ]
    return [*cases, *replaced]


def _rare() -> list[JSON]:
    """rate * steps <= 1, delta from 1e-9 on; first those of the design notes."""
    named = [(0.5, 1e-5, 100, 1e-9), (0.5, 1e-5, 100, 1e-5), (0.5, 1e-4, 100, 1e-5), (0.6, 1e-4, 100, 1e-5)]
    named.append((1.0, 1e-4, 100, 1e-9))
    draw = Draw(11)
    for _ in range(20):
        rate = draw.number(1e-5, 1e-2)
        named.append((draw.number(0.5, 3), rate, round(draw.number(10, 1 / rate, 12)), draw.number(1e-9, 1e-5, 3)))
    return [case(f"rare-{i:02}", [poisson(sigma, rate, steps)], delta) for i, (sigma, rate, steps, delta) in enumerate(named)]


def _steps() -> list[JSON]:
    draw = Draw(13)
    cases: list[JSON] = []
    for steps in (1,) * 6 + (2,) * 6:
        delta = 1e-14 if not cases else draw.delta()
        cases.append(case(f"steps-{steps}-{len(cases)}", [poisson(draw.number(0.5, 3), draw.number(1e-4, 0.9), steps)], delta))
    return cases


def _noises() -> list[JSON]:
    def gaussian(sigma: float, steps: int) -> JSON:
        return {"type": "gaussian", "noise_multiplier": sigma, "steps": steps}

    def laplace(scale: float, steps: int) -> JSON:
        return {"type": "laplace", "scale": scale, "steps": steps}

    return [
        case("gaussian-1", [gaussian(1.0, 1)], 1e-5),
        case("gaussian-100", [gaussian(5.0, 100)], 1e-6),
        case("gaussian-two", [gaussian(2.0, 3), gaussian(7.0, 40)], 1e-14),
        case("laplace-1", [laplace(1.0, 1)], 1e-6),
        case("laplace-2", [laplace(1.5, 2)], 1e-5),
        case("laplace-10", [laplace(2.0, 10)], 1e-6),
        case("laplace-gaussian", [laplace(1.0, 1), gaussian(1.0, 1)], 1e-6),
    ]


def known_false_bounds() -> list[JSON]:
    """Where dp-accounting 0.6.0 answers an "upper bound" that is too low, or a number far off."""
    rows = [
        (2.0, 0.05, 2000, 1e-10),
        (2.0, 0.05, 2000, 1e-12),
        (2.0, 0.05, 2000, 1e-14),
        (0.614, 4.0835e-5, 100000, 1.1e-10),
        (0.5, 1e-5, 1000000, 1e-9),
        (0.6, 0.01, 100000, 1e-9),
        (1.0, 0.01, 1000, 1e-14),
    ]
    return [case(f"false-{i}", [poisson(*row[:3])], row[3]) for i, row in enumerate(rows)]
