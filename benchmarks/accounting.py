# SPDX-License-Identifier: Apache-2.0
"""The accountant against dp-accounting and prv-accountant, side by side in one run. Needs the `bench` extra."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from typing import NamedTuple

import dp_accounting
import measure
from dp_accounting import pld
from prv_accountant import PoissonSubsampledGaussianMechanism, PRVAccountant

from licet.dp import accountant
from licet.dp.events import PoissonGaussian

ROUNDS = 3
IMPORTS = 15


class Run(NamedTuple):
    """One training: noise, rate, steps and the delta that is asked."""

    sigma: float
    rate: float
    steps: int
    delta: float


# rate * steps >= 1 and 0.05 < epsilon < 100
GRID = [
    Run(sigma, rate, steps, delta)
    for sigma in (0.7, 1.0, 2.0, 4.0)
    for rate, steps, delta in (
        (0.0005, 20_000, 1e-6),
        (0.001, 30_000, 1e-7),
        (0.004, 5_000, 1e-8),
        (0.01, 1_000, 1e-5),
        (0.02, 10_000, 1e-6),
        (0.05, 2_000, 1e-9),
        (0.1, 300, 1e-5),
    )
]
PHASES = [Run(0.8 + 0.05 * number, 0.002 + 0.0005 * number, 100 + 40 * number, 1e-6) for number in range(50)]
NAMES = ("licet", "dp-accounting", "prv")


def main() -> None:
    """Print seconds, ratios and what each accountant answers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        practical()
        phases()
    imports()


def practical() -> None:
    """Each run alone: licet, dp-accounting's PLD on a grid of 1e-4, prv-accountant with an error of 0.05."""
    print(f"{len(GRID)} runs of DP-SGD, medians of {ROUNDS}, milliseconds")
    print(f"  {'sigma':>5} {'rate':>7} {'steps':>6} {'delta':>6} {'licet':>27} {'PLD 1e-4':>18} {'PRV 0.05':>25}")
    ratios: dict[str, list[float]] = {"dp-accounting": [], "prv": []}
    failed = 0
    for run in GRID:
        works = {"licet": lambda one: ours([one]), "dp-accounting": lambda one: theirs([one]), "prv": prv}
        seconds, answers = timed(works, run)
        failed += answers["prv"].startswith("fails")
        for name, found in ratios.items():
            if not answers[name].startswith("fails"):
                found.append(seconds[name] / seconds["licet"])
        shown = "  ".join(f"{seconds[name] * 1000:8.1f} {answers[name]:>18}" for name in NAMES)
        print(f"  {run.sigma:5} {run.rate:7} {run.steps:6} {run.delta:6.0e} {shown}")
    for name, found in ratios.items():
        worst = f"{min(found):.1f} at least ({len(found)} runs)"
        print(f"  {name}: {statistics.median(found):.0f} times as long at the median, {worst}")
    print(f"  prv-accountant gives no answer in {failed} of {len(GRID)}")


def phases() -> None:
    """One composition of 50 phases, each with its own noise and rate."""
    works = {"licet": lambda one: ours(varied(one)), "dp-accounting": lambda one: theirs(varied(one))}
    seconds, answers = timed(works, PHASES[0])
    print(f"\n{len(PHASES)} phases in one composition, medians of {ROUNDS}")
    for name, value in seconds.items():
        print(f"  {name:<14} {value * 1000:9.1f} ms   {value / seconds['licet']:6.1f} x licet   {answers[name]}")


def varied(first: Run) -> list[Run]:
    """The phases, moved as the first one is."""
    return [run._replace(sigma=run.sigma * first.sigma / PHASES[0].sigma) for run in PHASES]


def timed(works: dict[str, Callable[[Run], str]], run: Run) -> tuple[dict[str, float], dict[str, str]]:
    """Medians; they take turns, and each turn changes sigma in its tenth digit so that no answer is remembered."""
    seconds: dict[str, list[float]] = {name: [] for name in works}
    answers = {}
    for turn in range(ROUNDS):
        for name, work in works.items():
            start = time.perf_counter()
            answers[name] = work(run._replace(sigma=run.sigma * (1 + turn * 1e-10)))
            seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(values) for name, values in seconds.items()}, answers


def ours(runs: list[Run]) -> str:
    found = accountant.epsilon([PoissonGaussian(run.sigma, run.rate, run.steps) for run in runs], runs[0].delta)
    if found.lower is None or found.upper is None:
        return "fails: no bracket"
    return f"{found.lower:.5f}..+{found.upper - found.lower:.0e}"


def theirs(runs: list[Run]) -> str:
    found = pld.PLDAccountant(value_discretization_interval=1e-4)
    for run in runs:
        sampled = dp_accounting.PoissonSampledDpEvent(run.rate, dp_accounting.GaussianDpEvent(run.sigma))
        found.compose(dp_accounting.SelfComposedDpEvent(sampled, run.steps))
    return f"{found.get_epsilon(runs[0].delta):.5f}"


def prv(run: Run) -> str:
    """Its own errors are answers here: it refuses small deltas and some long runs."""
    law = PoissonSubsampledGaussianMechanism(noise_multiplier=run.sigma, sampling_probability=run.rate)
    try:
        found = PRVAccountant(prvs=[law], max_self_compositions=[run.steps], eps_error=0.05, delta_error=run.delta / 1000)
        low, _, high = found.compute_epsilon(delta=run.delta, num_self_compositions=[run.steps])
    except (RuntimeError, ValueError, ArithmeticError) as error:
        return f"fails: {type(error).__name__}"
    return f"{low:.4f}..{high:.4f}"


def imports() -> None:
    """What importing the accountant adds to numpy, relative to what numpy adds to Python."""
    names = {"python": "pass", "numpy": "import numpy", "licet": "import numpy, licet.dp.accountant"}
    seconds = measure.medians({name: [sys.executable, "-c", code] for name, code in names.items()}, rounds=IMPORTS)
    own, base = seconds["licet"] - seconds["numpy"], seconds["numpy"] - seconds["python"]
    print(f"\nimport, medians of {IMPORTS}")
    print(f"  numpy {base * 1000:.0f} ms, the accountant {own * 1000:.0f} ms more: {own / base:.2f} of numpy")
    code = "import sys, licet.dp.accountant; print('scipy' in sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()
    print(f"  scipy loaded: {loaded}")


if __name__ == "__main__":
    main()
