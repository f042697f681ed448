# SPDX-License-Identifier: Apache-2.0
"""What one phase comes to."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from licet.dp.declared import Phase
from licet.dp.events import Event
from licet.dp.remarks import Remark, remark
from licet.errors import ParameterError

T = TypeVar("T")


class Outcome(NamedTuple):
    """`best`: alternatives; `worst`: one event or None (unbounded); `bare`: chance that the unit leaves without noise.

    `supported` is false where the mechanism is nothing that anybody here can account for.
    """

    best: list[tuple[Event, ...]]
    worst: Event | None
    bare: float
    supported: bool
    remarks: tuple[Remark, ...]


NOTHING = Outcome([()], None, 0.0, True, ())


def unknown(phase: Phase, *keys: str) -> Outcome:
    """Nothing follows without this fact."""
    found = remark("missing_fact", "open", phase.place(*keys), fact=".".join(keys), phase=phase.index)
    return NOTHING._replace(remarks=(found,))


def attempted(build: Callable[[], T], otherwise: T) -> tuple[T, list[Remark]]:
    """What `build` makes; where no mechanism can have such numbers, the reason for it."""
    try:
        return build(), []
    except ParameterError as error:
        return otherwise, [remark("unsupported_event", "open", None, why=error.message)]
