# SPDX-License-Identifier: Apache-2.0
"""The ledger as callers see it: add, total, list, verify, and what the gate composes with a manifest's own phases.

Every answer first checks the whole chain: a number is never computed from rows that were changed, and nothing is added
behind them.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Callable, Sequence

from licet.dp.bracket import checked_delta
from licet.dp.events import Event
from licet.dp.ledger import budget, chain, records
from licet.dp.ledger.records import JSON, Account, Entry, Head, Limit, Release, Spend, Total, Verification
from licet.dp.ledger.store import Rows, Store
from licet.errors import InputError, LicetError, UsageError
from licet.terminal import safe


def open_ledger(url: str) -> Ledger:
    """The ledger at a URL. Nothing is opened or created before it is used; UsageError when the URL is none."""
    return Ledger(Store(url))


class Ledger:
    """One ledger. Each call is one transaction; an InputError means that the database cannot be read or written."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.shown = store.address.shown

    def add(
        self,
        event: Event,
        *,
        dataset: str,
        unit: str,
        adjacency: str,
        date: str,
        artifact: str | None = None,
        manifest_digest: str | None = None,
        note: str | None = None,
        limit: Limit | None = None,
    ) -> Spend:
        """Record one release of an artifact on an ISO day, or nothing at all; Refused where a limit would not be kept."""
        made = records.release(
            event,
            dataset=dataset,
            unit=unit,
            adjacency=adjacency,
            date=date,
            artifact=artifact,
            manifest_digest=manifest_digest,
            note=note,
            limit=limit,
        )
        return self.add_all([made])

    def add_all(self, releases: Sequence[Release]) -> Spend:
        """Record several releases together: all of them or none."""
        if not releases:
            raise UsageError("there is nothing to record", "Name at least one release.")
        totals: tuple[Total, ...] = ()

        def spend(entries: Rows, head: Head | None) -> Rows:
            nonlocal totals
            _intact(entries, head)
            totals = budget.judged(budget.accounts(entries), releases)
            end, new = chain.head_of(entries), []
            for release in releases:
                new.append(chain.following(end, release))
                end = Head(new[-1].number, new[-1].hash)
            return tuple(new)

        written = self._store.append(spend)
        return Spend(written, totals, Head(written[-1].number, written[-1].hash))

    def total(
        self, *, dataset: str, unit: str | None = None, adjacency: str | None = None, delta: float | None = None
    ) -> tuple[Total, ...]:
        """What an account has spent: at `delta` (default: that of its limit), then at the limits with another delta.

        Unit and adjacency may be left out where the dataset has one account. A dataset without entries is an error: a
        name that nobody recorded has not spent zero, it is unknown.
        """
        every = self.accounts()
        account = _only(_matching(every, dataset, unit, adjacency), dataset, every)
        asked = checked_delta(delta) if delta is not None else None
        if asked is None and not account.limits:
            raise UsageError(f"{account.key} has no limit that names a delta", "Pass --delta.")
        at_limits = [budget.spent(account, limit.delta, limit) for limit in account.limits]
        if asked is None:
            return tuple(at_limits)
        same = [total for total in at_limits if total.delta == asked]
        first = same[0] if same else budget.spent(account, asked)
        return (first, *(total for total in at_limits if total is not first))

    def list(
        self, *, dataset: str | None = None, unit: str | None = None, adjacency: str | None = None
    ) -> tuple[tuple[Entry, ...], Head]:
        """The entries of the accounts that fit, in order, and the head of the whole ledger."""
        entries, head = self._read()
        fitting = _matching(tuple(budget.accounts(entries).values()), dataset, unit, adjacency)
        wanted = {account.key for account in fitting}
        return tuple(entry for entry in entries if entry.key in wanted), head

    def accounts(
        self, *, dataset: str | None = None, unit: str | None = None, adjacency: str | None = None
    ) -> tuple[Account, ...]:
        """The accounts that fit, with their entries and limits."""
        return _matching(tuple(budget.accounts(self._read()[0]).values()), dataset, unit, adjacency)

    def events_for(self, dataset: str) -> tuple[Account, ...]:
        """The accounts of a dataset, one for each unit and adjacency; empty when the ledger knows nothing of it."""
        return self.accounts(dataset=dataset)

    def snapshot(self) -> Callable[[str], Sequence[JSON]]:
        """One reading of the whole ledger, as a function from a dataset's name to its entries in JSON form (the gate's)."""
        entries = self._read()[0]
        return lambda dataset: [one.to_json() for one in entries if one.dataset == unicodedata.normalize("NFC", dataset)]

    def verify(self, expected_head: str | None = None) -> Verification:
        """Check every hash and the head, and compose every account that has a limit again.

        `expected_head` is the hash of a head that was printed earlier and kept elsewhere: it must still be in the chain.
        """
        expected = None if expected_head is None else records.digest(expected_head)
        entries, head = self._store.read()
        found = chain.problems(entries, head, expected)
        totals: list[Total] = []
        if not found:
            for account in budget.accounts(entries).values():
                found += _recomputed(account, totals)
        return Verification(tuple(found), chain.head_of(entries), tuple(totals))

    def _read(self) -> tuple[Rows, Head]:
        entries, head = self._store.read()
        _intact(entries, head)
        return entries, chain.head_of(entries)


def _intact(entries: Rows, head: Head | None) -> None:
    if found := chain.problems(entries, head):
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise InputError(f"the ledger was changed: {safe(found[0])}{more}", "See `licet ledger verify`; restore a backup.")


def _recomputed(account: Account, totals: list[Total]) -> list[str]:
    """What the accountant of today says against the account's limits; its totals are added to the list."""
    try:
        events = account.events()
        found = [budget.spent(account, limit.delta, limit) for limit in account.limits] if events else []
    except (LicetError, ValueError) as error:
        return [f"{account.key}: an event cannot be computed: {safe(str(error))}"]
    totals += found
    words = {False: "has spent more than its limit", None: "has a limit and an event without a number"}
    return [f"{account.key} {words[total.within]}" for total in found if total.within is not True]


def _matching(
    accounts: Sequence[Account], dataset: str | None, unit: str | None, adjacency: str | None
) -> tuple[Account, ...]:
    name = None if dataset is None else records.text("dataset", dataset)
    asked = (name, unit, adjacency)
    return tuple(one for one in accounts if all(want in (None, got) for want, got in zip(asked, one.key, strict=True)))


def _only(found: Sequence[Account], dataset: str, every: Sequence[Account]) -> Account:
    if len(found) == 1:
        return found[0]
    if found:
        names = "; ".join(str(account.key) for account in found)
        raise UsageError(f"several accounts fit: {names}", "Name --unit and --adjacency.")
    near = difflib.get_close_matches(dataset, [account.key.dataset for account in every], n=1)
    hint = f"Did you mean {safe(near[0])!r}?" if near else "`licet ledger list` shows what is recorded."
    raise UsageError(f"nothing is recorded for {safe(dataset)!r} with this unit and adjacency", hint)

