# SPDX-License-Identifier: Apache-2.0
"""What a training comes to: the best and the worst case that its declared facts allow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from licet.dp.events import Compose, Event, Group, Repeat, Unsupported, parts
from licet.dp.remarks import Remark, remark
from licet.dp.tuning import Runs

Alternative = tuple[Event, ...]  # composed; an empty one reveals nothing
NOTHING: tuple[Alternative, ...] = ((),)  # one alternative, an empty one


@dataclass(frozen=True, slots=True)
class Reading:
    """Two ends for the accountant, and what was noticed.

    best: shards. Of each shard, whatever is true reveals at least as much as one of its alternatives; the whole reveals
    at least as much as the strongest shard (a unit is for certain in the data of one shard).
    worst: alternatives, of which one reveals at least as much as whatever is true; None where nothing bounds it.
    runs: how often the best case was run, with the best run released; None where that is not known.
    bare: chance that the unit leaves without any noise. supported: whether every mechanism can be accounted for.
    """

    best: tuple[tuple[Alternative, ...], ...]
    worst: tuple[Alternative, ...] | None
    remarks: tuple[Remark, ...] = ()
    runs: Runs | None = None
    bare: float = 0.0
    supported: bool = True


def exact(events: Event | Sequence[Event]) -> Reading:
    """Events of which everything is known."""
    given = parts(events if isinstance(events, Event) else Compose(tuple(events)))
    reasons = [reason for event in given for reason in _unsupported(event)]
    known = tuple(event for event in given if not list(_unsupported(event)))
    remarks = tuple(remark("unsupported_event", "open", why=reason) for reason in reasons)
    return Reading(((known,),), None if reasons else (given,), remarks, supported=not reasons)


def _unsupported(event: Event) -> Iterator[str]:
    if isinstance(event, Unsupported):
        yield event.reason
    elif isinstance(event, Compose):
        for one in event.events:
            yield from _unsupported(one)
    elif isinstance(event, Repeat | Group):
        yield from _unsupported(event.event)
