# SPDX-License-Identifier: Apache-2.0
"""`--plot FILE.svg`: the bracket of epsilon after each part of the steps."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.errors import UsageError

if TYPE_CHECKING:
    from licet.dp.bracket import Bracket
    from licet.dp.events import Event

_SHARES = (1 / 64, 1 / 32, *(part / 20 for part in range(1, 21)))  # closer where it is steep


def write(args: argparse.Namespace, events: Sequence[Event], delta: float, adjacency: str, budget: float | None) -> None:
    """Draw the events, if `--plot` asks for it."""
    if args.plot is None:
        return
    from licet.dp.accountant import epsilon

    _check(args.plot)
    total = sum(map(_steps, events))
    marks = sorted({1, *(max(1, round(total * share)) for share in _SHARES)})
    brackets = ((mark, epsilon(prefix(events, mark), delta, adjacency=adjacency)) for mark in marks)
    save(args.plot, brackets, title=f"Epsilon after {total:,} steps", subtitle=f"delta {delta:g}, {adjacency}", budget=budget)


def save(file: str, brackets: Iterable[tuple[int, Bracket]], *, title: str, subtitle: str, budget: float | None) -> None:
    """Write the picture of brackets by step; steps without a number are left out."""
    from licet.dp.plot import Point, svg

    found = [(step, one.lower, one.upper) for step, one in brackets]
    points = [Point(step, low, high) for step, low, high in found if low is not None and high is not None]
    if not points:
        raise UsageError("there is nothing to draw: no number is supported", "Leave out --plot to see why.")
    text = svg(points, title=title, subtitle=subtitle, budget=budget)
    try:
        Path(file).write_text(text, "utf-8")
    except (OSError, ValueError) as error:
        raise UsageError(f"{file}: cannot be written: {error}", "Name a file in a folder that is there.") from error


def prefix(events: Sequence[Event], steps: int) -> tuple[Event, ...]:
    """The events as far as the first `steps` steps go."""
    kept: list[Event] = []
    for event in events:
        if steps <= 0:
            break
        kept.append(_first(event, min(steps, _steps(event))))
        steps -= _steps(event)
    return tuple(kept)


def _check(file: str) -> None:
    if not file.lower().endswith(".svg"):
        raise UsageError(f"--plot {file} is no .svg", "Name a file that ends in .svg.")


def _steps(event: Event) -> int:
    """Steps of an event; one where it is a single release."""
    inner = getattr(event, "event", None)
    return int(getattr(event if inner is None else inner, "steps", 1))


def _first(event: Event, steps: int) -> Event:
    from licet.dp.events import Group, Repeat, Tree

    if isinstance(event, (Repeat, Tree)):
        return event
    if isinstance(event, Group):
        return replace(event, event=_first(event.event, steps))
    if not hasattr(event, "steps"):
        return event
    cut: dict[str, Any] = {"steps": steps}
    return replace(event, **cut)
