# SPDX-License-Identifier: Apache-2.0
"""Whether a claim of (epsilon, delta) follows from what a training declares, is impossible for it, or neither.

    proved     claim.epsilon >= the upper end, and nothing stands in the way
    refuted    claim.epsilon <  the lower end: some neighboring data sets exceed it; or an audit or a log refutes it
    undecided  otherwise

Ends are rounded outward to 6 significant digits before they are compared, so what is shown is what was decided by.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from licet.dp.certainty import Certainty, certain
from licet.dp.events import ADJACENCIES, Event
from licet.dp.hazards import completeness
from licet.dp.rdp import rdp_upper
from licet.dp.reading import Reading, exact
from licet.dp.remarks import Remark, remark, settled, strongest, table
from licet.dp.values import JSON, at, number, rounded, share, word

SAME_FIGURE = 1e-3


class Judged(NamedTuple):
    """A verdict with its ends and final remarks."""

    verdict: str
    lower: float | None
    upper: float | None
    remarks: list[Remark]


def verify_claim(claim: JSON | None, events: Reading | Event | Sequence[Event], *, base: str = "") -> JSON:
    """Judge a claim `{epsilon, delta, unit, adjacency, released}` against a reading (`events_from`) or against events.

    Returns `{"verdict", "epsilon": {"lower", "upper"}, "reasons": {code: {"effect", "needs", "facts"}}}`. An end is None
    where nothing supports a number; `needs` are pointers of facts below `base`.
    """
    found = judge(claim, events if isinstance(events, Reading) else exact(events))
    ends = {"lower": found.lower, "upper": found.upper}
    return {"verdict": found.verdict, "epsilon": ends, "reasons": table(found.remarks, base)}


def judge(claim: Any, reading: Reading, more: Iterable[Remark] = ()) -> Judged:
    """The same with remarks that others made; these count like the reading's own."""
    epsilon, delta = number(at(claim, "epsilon")), share(at(claim, "delta"))
    hidden = completeness.hidden(claim)
    known = _visible(outward(certain(reading, delta, _adjacency(claim), epsilon)), hidden)
    numbers = by_numbers(epsilon, known)
    remarks = [*reading.remarks, *more, *completeness.incomplete(claim), *hidden]
    if reading.worst is not None and known.upper is None and delta is not None and not known.infinite:
        remarks.append(remark("unsupported_event", "open", None, why="; ".join(known.why) or "no finite bound at this delta"))
    final = settled(remarks, numbers)
    final += _generic(final, numbers, epsilon, known)
    final += _mixed_up(claim, reading, numbers, epsilon, delta)
    verdict = strongest(final)
    if verdict == "proved" and delta and delta < 1:
        final += _same_as_rdp(reading, epsilon, delta, _adjacency(claim), known)
    lower, upper = (known.lower, known.upper) if reading.supported else (None, None)
    return Judged(verdict, lower, upper, final)


def by_numbers(epsilon: float | None, known: Certainty) -> str:
    """What the ends alone say."""
    if epsilon is None:
        return "undecided"
    if known.infinite or (known.lower is not None and epsilon < known.lower):
        return "refuted"
    return "proved" if known.upper is not None and epsilon >= known.upper else "undecided"


def outward(known: Certainty) -> Certainty:
    """The ends rounded outward."""
    return known._replace(lower=rounded(known.lower, up=False), upper=rounded(known.upper, up=True))


def _adjacency(claim: Any) -> str | None:
    return word(at(claim, "adjacency"), ADJACENCIES)


def _visible(known: Certainty, hidden: list[Remark]) -> Certainty:
    """The lower end is that of somebody who sees every iterate."""
    if not hidden:
        return known
    return known._replace(lower=None if known.upper is None else 0.0, infinite=False)


def _generic(final: list[Remark], numbers: str, epsilon: float | None, known: Certainty) -> list[Remark]:
    """Every verdict has a reason: the general one where no other says it."""
    verdict = strongest(final)
    if numbers == "refuted" and verdict != "refuted":
        facts = {"infinite": True} if known.infinite else {"lower": known.lower}
        return [remark("claim_below_lower", "refuted", None, claimed=epsilon, **facts)]
    if numbers == "undecided" and verdict == "proved":
        return [remark("bracket_straddles_claim", "undecided", None, claimed=epsilon, lower=known.lower, upper=known.upper)]
    return []


def _mixed_up(claim: Any, reading: Reading, numbers: str, epsilon: float | None, delta: float | None) -> list[Remark]:
    """A figure that is refuted under replace-one and would hold under add-or-remove."""
    if numbers != "refuted" or _adjacency(claim) != "replace_one":
        return []
    other = outward(certain(reading, delta, "add_remove"))
    if by_numbers(epsilon, other) != "proved":
        return []
    return [remark("adjacency_mismatch", "undecided", "/claim/adjacency", holds_under="add_remove")]


def _same_as_rdp(
    reading: Reading, epsilon: float | None, delta: float, adjacency: str | None, known: Certainty
) -> list[Remark]:
    """The claim is the bound of moments, and the truth is smaller."""
    if epsilon is None or known.upper is None or adjacency is None or epsilon <= known.upper * (1 + SAME_FIGURE):
        return []
    (worst, *others) = reading.worst or ((),)
    bound = None if others or not worst else rdp_upper(worst, delta, adjacency=adjacency)
    if bound is None or abs(epsilon - bound) > SAME_FIGURE * bound:
        return []
    return [remark("claim_equals_rdp_bound", "note", "/claim/epsilon", bound=rounded(bound, up=True), upper=known.upper)]
