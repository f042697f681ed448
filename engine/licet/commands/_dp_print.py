# SPDX-License-Identifier: Apache-2.0
"""Tables of `licet dp`. Every number is rounded outward, so what is printed still holds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import TYPE_CHECKING

from licet.commands import _catalogue
from licet.terminal import safe, wrap

if TYPE_CHECKING:
    from licet.dp.bracket import Bracket
    from licet.dp.events import Event

UNKNOWN = 3
REFUTED = 1
_DIGITS = 7


def table(rows: Sequence[tuple[str, str]]) -> None:
    """A name and a text on each line; a long text goes on below itself."""
    size = max(len(name) for name, _ in rows)
    for name, text in rows:
        _catalogue.print_lines(wrap(safe(text), f"{name:<{size}}  "))


def grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns of numbers, right-aligned under their names."""
    sizes = [max(len(cell) for cell in column) for column in zip(head, *rows, strict=True)]
    lines = ["  ".join(f"{cell:>{size}}" for cell, size in zip(row, sizes, strict=True)) for row in (head, *rows)]
    _catalogue.print_lines(line.rstrip() for line in lines)


def rounded(value: float, *, up: bool, digits: int = _DIGITS) -> str:
    """So many digits, away from what lies inside."""
    context = Context(prec=digits, rounding=ROUND_CEILING if up else ROUND_FLOOR)
    return f"{float(context.plus(Decimal(value))):.{digits}g}"


def span(found: Bracket) -> str:
    """`between A and B`, or which end there is."""
    low = None if found.lower is None else rounded(found.lower, up=False)
    high = None if found.upper is None else rounded(found.upper, up=True)
    if low is not None and high is not None:
        return f"between {low} and {high}"
    return f"at least {low}" if low is not None else f"at most {high}" if high is not None else "no number is supported"


def compared(found: Bracket, budget: float) -> str:
    """A budget against both ends."""
    if found.upper is not None and found.upper <= budget:
        return "kept"
    return "exceeded" if found.lower is not None and found.lower > budget else "not decided by these facts"


def event(found: Event) -> str:
    """The event in one line: its type and its fields."""
    from licet.dp.events import to_json

    return _plain(to_json(found))


def reason(code: str) -> str:
    """A reason of the accountant in words."""
    return code.replace("_", " ")


def _plain(value: object) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{key} {_plain(item)}" for key, item in value.items() if key != "type")
        return f"{value['type']} ({inner})"
    if isinstance(value, list):
        return "; ".join(map(_plain, value))
    return f"{value:.10g}" if isinstance(value, float) else str(value)
