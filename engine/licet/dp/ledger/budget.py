# SPDX-License-Identifier: Apache-2.0
"""Accounts out of entries, the limits that hold for them, and whether a composition keeps those limits.

Every limit that any entry of an account names stays in force. So a later caller can tighten a limit and can never raise
or drop one, and the order of callers does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from licet.dp.bracket import Bracket
from licet.dp.events import Event
from licet.dp.ledger.records import Account, Entry, Key, Limit, Refused, Release, Total


def accounts(entries: Iterable[Entry]) -> dict[Key, Account]:
    """The accounts, in the order of their first entry."""
    grouped: dict[Key, list[Entry]] = {}
    for entry in entries:
        grouped.setdefault(entry.key, []).append(entry)
    return {key: Account(key, tuple(found), strictest(entry.limit for entry in found)) for key, found in grouped.items()}


def strictest(limits: Iterable[Limit | None]) -> tuple[Limit, ...]:
    """The limits that no other one implies, by delta: (3, 1e-6) implies (8, 1e-6) and (3, 1e-5)."""
    every = {limit for limit in limits if limit is not None}
    kept = [one for one in every if not any(_implies(other, one) for other in every - {one})]
    return tuple(sorted(kept, key=lambda limit: limit.delta))


def spent(account: Account, delta: float, limit: Limit | None = None) -> Total:
    """The composition of everything on the account."""
    return Total(account.key, len(account.entries), delta, composed(account.events(), delta, account.key), limit)


def composed(events: Sequence[Event], delta: float, key: Key) -> Bracket:
    """The accountant's two-sided answer for all events together."""
    from licet.dp.accountant import epsilon

    return epsilon(list(events), delta, adjacency=key.adjacency)


def judged(before: dict[Key, Account], releases: Sequence[Release]) -> tuple[Total, ...]:
    """The totals with the releases, at every limit that holds then; Refused when one is not shown to be kept."""
    totals: list[Total] = []
    for key in dict.fromkeys(release.key for release in releases):
        mine = [release for release in releases if release.key == key]
        account = before.get(key, Account(key, (), ()))
        events = [*account.events(), *(release.event for release in mine)]
        for limit in strictest((*account.limits, *(release.limit for release in mine))):
            bracket = composed(events, limit.delta, key)
            totals.append(Total(key, len(events), limit.delta, bracket, limit))
    _refuse(tuple(totals))
    return tuple(totals)


def _refuse(totals: tuple[Total, ...]) -> None:
    over = [total for total in totals if total.within is False]
    if over:
        hint = "Spend less, or do without this release. A limit is never raised in its ledger (docs/ledger.md)."
        raise Refused(f"{_limits(over)} would be exceeded; nothing was written", hint, totals, over=True)
    open_ = [total for total in totals if total.within is None]
    if open_:
        why = "; ".join(dict.fromkeys(reason for total in open_ for reason in total.epsilon.reasons))
        message = f"no number shows that {_limits(open_)} is kept ({why or 'unknown'}); nothing was written"
        raise Refused(message, "State the facts that the accountant lacks.", totals, over=False)


def _limits(totals: Sequence[Total]) -> str:
    limits = (f"epsilon {one.limit.epsilon:g} at delta {one.limit.delta:g} of {one.key}" for one in totals if one.limit)
    return f"the limit of {' and '.join(limits)}"


def _implies(strict: Limit, loose: Limit) -> bool:
    return strict.epsilon <= loose.epsilon and strict.delta <= loose.delta
