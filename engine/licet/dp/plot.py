# SPDX-License-Identifier: Apache-2.0
"""Epsilon over steps against a budget, as an SVG that needs nothing else and reads on light and on dark ground."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context
from html import escape
from typing import NamedTuple

from licet.errors import ParameterError
from licet.terminal import safe

_WIDTH, _HEIGHT = 760, 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 72, 118, 78, 58
_SIZE = f'width="{_WIDTH}" height="{_HEIGHT}"'
_STYLE = """\
svg { font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif }
.ground { fill: #fcfcfb } .title { fill: #1a1a19; font-size: 17px; font-weight: 600 }
.text { fill: #52514e } .grid { stroke: #e4e3df } .axis { stroke: #8b8a85 }
.band { fill: #2a78d6; fill-opacity: .16 } .upper { stroke: #2a78d6; stroke-width: 2; fill: none }
.lower { stroke: #2a78d6; stroke-width: 1.2; stroke-dasharray: 2 3; fill: none } .dot { fill: #2a78d6 }
.label { fill: #1a1a19; font-weight: 600 } .budget { stroke: #c2410c; stroke-width: 1.6; stroke-dasharray: 7 4 }
.limit { fill: #b03a0a; font-weight: 600; stroke: #fcfcfb; stroke-width: 4; paint-order: stroke }
@media (prefers-color-scheme: dark) {
.ground { fill: #1a1a19 } .title, .label { fill: #f4f3ef } .text { fill: #c3c2b7 } .grid { stroke: #33332f }
.axis { stroke: #7c7b75 } .band, .dot { fill: #5b9bea } .upper, .lower { stroke: #5b9bea }
.budget { stroke: #f08a4b } .limit { fill: #f6a36f; stroke: #1a1a19 }
}
"""


class Point(NamedTuple):
    """The bracket of epsilon after so many steps."""

    steps: float
    lower: float
    upper: float


def svg(points: Sequence[Point], *, title: str, subtitle: str = "", budget: float | None = None) -> str:
    """The picture. ParameterError for no points, or numbers that are not finite and from 0 on."""
    _check(points, budget)
    ordered = sorted(points)
    last = ordered[-1]
    frame = _Frame(_ceiling(last.steps), _ceiling(max([*(point.upper for point in ordered), budget or 0.0]) * 1.08))
    summary = f"epsilon after {last.steps:g} steps lies between {last.lower:.6g} and {last.upper:.6g}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" {_SIZE} role="img">',
        f"<title>{_text(title)}</title><desc>{_text(summary)}</desc><style>{_STYLE}</style>",
        f'<rect class="ground" {_SIZE}/>',
        f'<text class="title" x="{_LEFT - 44}" y="30">{_text(title)}</text>',
        f'<text class="text" x="{_LEFT - 44}" y="52">{_text(subtitle)}</text>',
        *frame.axes(),
        *_curve(frame, ordered),
        *([] if budget is None else _budget(frame, budget, last)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


class _Frame(NamedTuple):
    """The axes: what their ends stand for, and where a value lies on the page."""

    most_steps: float
    most_epsilon: float

    def x(self, steps: float) -> float:
        return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * steps / self.most_steps, 2)

    def y(self, epsilon: float) -> float:
        return round(_HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * epsilon / self.most_epsilon, 2)

    def axes(self) -> list[str]:
        floor, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
        parts = []
        for value in _ticks(self.most_epsilon):
            line = "axis" if value == 0 else "grid"
            parts.append(f'<line class="{line}" x1="{_LEFT}" x2="{right}" y1="{self.y(value)}" y2="{self.y(value)}"/>')
            parts.append(
                f'<text class="text" x="{_LEFT - 10}" y="{self.y(value) + 4}" text-anchor="end">{_number(value)}</text>'
            )
        for value in _ticks(self.most_steps):
            parts.append(f'<line class="axis" x1="{self.x(value)}" x2="{self.x(value)}" y1="{floor}" y2="{floor + 5}"/>')
            parts.append(
                f'<text class="text" x="{self.x(value)}" y="{floor + 21}" text-anchor="middle">{_number(value)}</text>'
            )
        middle = (_LEFT + right) / 2
        parts.append(f'<text class="text" x="{middle}" y="{_HEIGHT - 14}" text-anchor="middle">steps</text>')
        center = (_TOP + floor) / 2
        turned = f'transform="rotate(-90 22 {center})"'
        return [*parts, f'<text class="text" x="22" y="{center}" {turned} text-anchor="middle">epsilon</text>']


def _curve(frame: _Frame, points: Sequence[Point]) -> list[str]:
    upper = [(frame.x(point.steps), frame.y(point.upper)) for point in points]
    lower = [(frame.x(point.steps), frame.y(point.lower)) for point in points]
    parts = [f'<polygon class="band" points="{_path([*upper, *reversed(lower)])}"/>']
    if any(abs(one[1] - other[1]) > 1 for one, other in zip(upper, lower, strict=True)):
        parts.append(f'<polyline class="lower" points="{_path(lower)}"/>')
    x, y = upper[-1]
    parts.append(f'<polyline class="upper" points="{_path(upper)}"/><circle class="dot" cx="{x}" cy="{y}" r="4"/>')
    parts.append(f'<text class="label" x="{x + 10}" y="{y + 4}">\u03b5 \u2264 {_rounded(points[-1].upper, up=True)}</text>')
    below = lower[-1][1]
    if below - y > 18:
        label = f"\u03b5 \u2265 {_rounded(points[-1].lower, up=False)}"
        parts.append(f'<text class="text" x="{x + 10}" y="{below + 4}">{label}</text>')
    return parts


def _budget(frame: _Frame, budget: float, last: Point) -> list[str]:
    """The line, and its label over the left end: there the curve is low unless it is over the budget anyway."""
    y, right = frame.y(budget), _WIDTH - _RIGHT
    verdict = "within" if last.upper <= budget else "exceeded" if last.lower > budget else "undecided"
    label = f"budget {budget:.6g}: {verdict}"
    return [
        f'<line class="budget" x1="{_LEFT}" x2="{right}" y1="{y}" y2="{y}"/>',
        f'<text class="limit" x="{_LEFT + 8}" y="{round(y - 7, 2)}">{_text(label)}</text>',
    ]


def _ticks(most: float) -> list[float]:
    step = _nice(most / 5)
    return [index * step for index in range(math.floor(most / step * (1 + 1e-9)) + 1)]


def _ceiling(value: float) -> float:
    """The next multiple of a round step."""
    if value <= 0:
        return 1.0
    step = _nice(value / 5) / 2
    return math.ceil(value / step * (1 - 1e-12)) * step


def _nice(value: float) -> float:
    power: float = 10.0 ** math.floor(math.log10(value))
    return next(power * share for share in (1, 2, 2.5, 5, 10) if value <= power * share * (1 + 1e-9))


def _number(value: float) -> str:
    return f"{value:,.0f}" if 1000 <= value < 1e7 else f"{value:.6g}"


def _rounded(value: float, *, up: bool) -> str:
    """Four digits, outward."""
    rounding = ROUND_CEILING if up else ROUND_FLOOR
    return f"{Context(prec=4, rounding=rounding).create_decimal(value):g}"


def _path(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)


def _text(value: str) -> str:
    return escape(safe(value))


def _check(points: Sequence[Point], budget: float | None) -> None:
    values = [value for point in points for value in point] + ([] if budget is None else [budget])
    if not points or not all(math.isfinite(value) and 0 <= value <= 1e15 for value in values):
        raise ParameterError("there is nothing to draw", "Each step needs a bracket of finite numbers.")
    if any(point.lower > point.upper for point in points):
        raise ParameterError("a lower end above its upper end", "Give brackets of the accountant.")
