# SPDX-License-Identifier: Apache-2.0
"""`licet dp simulate`: clipping, noise and epsilon of a small run, step by step."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from licet.commands import _catalogue, _dp_events, _dp_plot, _dp_print
from licet.commands import _dp_flags as flags

if TYPE_CHECKING:
    from licet.dp.simulation import Row

_DEFAULTS: dict[str, Any] = {"sigma": 1.0, "delta": 1e-5, "units": 2000, "features": 10, "clip_norm": 1.0, "lr": 0.5, "seed": 0}
_ROWS = 20
_HEAD = ("step", "batch", "clipped", "factor", "noise", "loss", "accuracy", "epsilon <=")


def add_arguments(parser: argparse.ArgumentParser, action: str) -> None:
    parser.epilog = "Without rate, steps, batch size and epochs: rate 0.05, 200 steps."
    flags.add(parser, *_DEFAULTS, "rate", "steps", "batch_size", "epochs", "budget")
    parser.add_argument("--plot", metavar="FILE.svg", help="draw epsilon over the steps")


def run(args: argparse.Namespace) -> int:
    from licet.dp import simulation

    given = {name: flags.number(args, name) for name in _DEFAULTS}
    chosen = {name: _DEFAULTS[name] if value is None else value for name, value in given.items()}
    rate, steps = _schedule(args, chosen["units"])
    plan = simulation.Plan(chosen.pop("sigma"), rate, steps, chosen.pop("delta"), **chosen)
    rows = list(simulation.run(plan, rows=_ROWS))
    if args.plot is not None:
        budget = flags.number(args, "budget")
        said = f"simulated: noise {plan.noise_multiplier:g}, rate {plan.rate:g}, delta {plan.delta:g}"
        _dp_plot.save(
            args.plot,
            [(row.step, row.epsilon) for row in rows],
            title=f"Epsilon after {steps:,} steps",
            subtitle=said,
            budget=budget,
        )
    if args.format == "json":
        _catalogue.print_json({"plan": plan._asdict(), "steps": [_record(row) for row in rows]})
    else:
        _dp_print.grid(_HEAD, [_cells(row) for row in rows])
        _dp_print.table([("made up", "random data and a known seed: clipping and noise as in training, nothing to release")])
    last = rows[-1].epsilon
    return _dp_print.UNKNOWN if last.lower is None or last.upper is None else 0


def _schedule(args: argparse.Namespace, units: int) -> tuple[float, int]:
    rate, steps, batch, epochs = (flags.number(args, name) for name in ("rate", "steps", "batch_size", "epochs"))
    rate = 0.05 if rate is None and batch is None else rate
    steps = 200 if steps is None and epochs is None else steps
    return _dp_events.schedule(_dp_events.Given(1.0, "poisson", rate, steps, units, batch, epochs, None, None))


def _record(row: Row) -> dict[str, Any]:
    return {**row._asdict(), "epsilon": {"lower": row.epsilon.lower, "upper": row.epsilon.upper}}


def _cells(row: Row) -> tuple[str, ...]:
    spent = "?" if row.epsilon.upper is None else _dp_print.rounded(row.epsilon.upper, up=True, digits=5)
    shares = (f"{100 * row.clip_fraction:.0f} %", f"{row.avg_clip_factor:.3f}", f"{row.noise_magnitude:.4f}", f"{row.loss:.4f}")
    return (str(row.step), str(row.batch_size), *shares, f"{100 * row.accuracy:.1f} %", spent)
