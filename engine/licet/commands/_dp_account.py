# SPDX-License-Identifier: Apache-2.0
"""`licet dp epsilon`, `delta` and `sigma`: one bracket, printed outward."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from licet.commands import _catalogue, _dp_events, _dp_plot, _dp_print
from licet.commands import _dp_flags as flags

if TYPE_CHECKING:
    from licet.dp.bracket import Bracket
    from licet.dp.events import Event

JSON = dict[str, Any]
Answer = tuple["Bracket", JSON, list[tuple[str, str]]]
_NUMBERS = {"epsilon": ("sigma", "delta", "budget"), "delta": ("sigma", "epsilon"), "sigma": ("epsilon", "delta")}


def add_arguments(parser: argparse.ArgumentParser, action: str) -> None:
    flags.add(parser, *_NUMBERS[action])
    _dp_events.add_arguments(parser)
    if action != "delta":
        parser.add_argument("--plot", metavar="FILE.svg", help="draw epsilon over the steps")


def run(args: argparse.Namespace) -> int:
    bracket, answer, rows = {"epsilon": _epsilon, "delta": _delta, "sigma": _sigma}[args.action](args)
    if args.format == "json":
        _catalogue.print_json(answer)
    else:
        _dp_print.table([*rows, *(("because", _dp_print.reason(one)) for one in bracket.reasons)])
    return _dp_print.UNKNOWN if bracket.upper is None or bracket.lower is None else 0


def _epsilon(args: argparse.Namespace) -> Answer:
    delta, budget = flags.needed(args, "delta"), flags.number(args, "budget")
    adjacency = flags.word(args, "adjacency", flags.ADJACENCIES)
    events = _dp_events.read(args)
    from licet.dp.accountant import epsilon

    found = epsilon(events, delta, adjacency=adjacency)
    rows = [("epsilon", _dp_print.span(found)), ("delta", f"{delta:g}"), *_described(events, adjacency, found)]
    if budget is not None:
        rows.insert(1, ("budget", f"{budget:g}: {_dp_print.compared(found, budget)}"))
    _dp_plot.write(args, events, delta, adjacency, budget)
    return found, {"delta": delta, **found.to_json()}, rows


def _delta(args: argparse.Namespace) -> Answer:
    epsilon = flags.needed(args, "epsilon")
    adjacency = flags.word(args, "adjacency", flags.ADJACENCIES)
    events = _dp_events.read(args)
    from licet.dp.accountant import delta

    found = delta(events, epsilon, adjacency=adjacency)
    rows = [("delta", _dp_print.span(found)), ("epsilon", f"{epsilon:g}"), *_described(events, adjacency, found)]
    return found, {"delta": {"lower": found.lower, "upper": found.upper}}, rows


def _sigma(args: argparse.Namespace) -> Answer:
    epsilon, delta = flags.needed(args, "epsilon"), flags.needed(args, "delta")
    adjacency = flags.word(args, "adjacency", flags.ADJACENCIES)
    template = _dp_events.read(args, sigma=1.0)
    from licet.dp import accountant, calibration

    start = accountant.epsilon(template, delta, adjacency=adjacency)
    if start.upper is None and start.lower is None:
        answer = {"sigma": None, "epsilon": {"lower": None, "upper": None}}
        return start, answer, [("sigma", "no number is supported"), *_described(template, adjacency, start)]
    found = accountant.sigma_for(template, epsilon, delta, adjacency=adjacency)
    events = tuple(calibration.scaled(one, found.factor) for one in template)
    rows = [
        ("sigma", f"{_dp_print.rounded(found.sigma, up=True)} ({_dp_print.rounded(found.failing, up=False)} is not enough)"),
        *([("factor", f"all noise of the file times {_dp_print.rounded(found.factor, up=True)}")] if args.events else []),
        ("epsilon", f"{_dp_print.span(found.bracket)}, to keep {epsilon:g}"),
        ("delta", f"{delta:g}"),
        *_described(events, adjacency, found.bracket),
    ]
    _dp_plot.write(args, events, delta, adjacency, epsilon)
    ends = {"lower": found.bracket.lower, "upper": found.bracket.upper}
    return found.bracket, {"sigma": found.sigma, "epsilon": ends}, rows


def _described(events: tuple[Event, ...], adjacency: str, found: Bracket) -> list[tuple[str, str]]:
    return [("adjacency", adjacency), *(("event", _dp_print.event(one)) for one in events), ("method", found.method)]
