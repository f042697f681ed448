# SPDX-License-Identifier: Apache-2.0
"""Privacy claims for people: what was claimed, what was recomputed, what is left of the claim."""

from collections.abc import Iterator, Mapping
from typing import Any

from licet.terminal import Paint, number, safe, wrap

_LEFT = {"proved": "proved", "refuted": "refuted", "undecided": "not decided"}
_COLORS = {"proved": "green", "refuted": "red", "undecided": "yellow"}


def privacy_lines(facts: Mapping[str, Any], paint: Paint) -> Iterator[str]:
    """One line for each claim of differential privacy."""
    claims = facts["differential_privacy"]
    if claims:
        yield ""
        yield paint("DIFFERENTIAL PRIVACY, recomputed from what is declared", "bold cyan")
    for claim in claims:
        verdict = claim["verdict"]
        yield from wrap(f"{safe(claim['model'])}: claimed {_claimed(claim['claim'])}; {_found(claim['epsilon'])}", "  ")
        yield from wrap(paint(_LEFT[verdict], _COLORS[verdict]) + _why(claim["reasons"]), "    ")


def _claimed(claim: Mapping[str, Any]) -> str:
    epsilon, delta, unit = (claim[key] for key in ("epsilon", "delta", "unit"))
    return f"epsilon {_number(epsilon)} at delta {_number(delta)} per {'unit nobody named' if unit is None else safe(unit)}"


def _found(epsilon: Mapping[str, Any]) -> str:
    lower, upper = epsilon["lower"], epsilon["upper"]
    if lower is None and upper is None:
        return "no number follows from the declared facts"
    if upper is None:
        return f"epsilon is at least {_number(lower)}"
    if not lower:
        return f"epsilon is at most {_number(upper)}"
    return f"epsilon lies between {_number(lower)} and {_number(upper)}"


def _number(value: float | None) -> str:
    return "not stated" if value is None else number(value)


def _why(reasons: list[str]) -> str:
    return f" ({', '.join(map(safe, reasons))})" if reasons else ""
