# SPDX-License-Identifier: Apache-2.0
"""What `licet ledger` prints for people. Numbers are rounded outward, so that no printed end is better than the true one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import TYPE_CHECKING

from licet.terminal import safe

if TYPE_CHECKING:
    from licet.dp.ledger import Entry, Head, Refused, Spend, Total, Verification

_DOWN, _UP = Context(prec=6, rounding=ROUND_FLOOR), Context(prec=6, rounding=ROUND_CEILING)


def recorded(spend: Spend) -> list[str]:
    lines = [f"recorded entry {entry.number}: {_event(entry)} on {entry.key}" for entry in spend.entries]
    return [*lines, *totals(spend.totals), f"head {spend.head.hash}"]


def refused(refusal: Refused) -> list[str]:
    return [safe(refusal.message), *totals(refusal.totals), f"do: {safe(refusal.hint)}"]


def totals(found: Sequence[Total]) -> list[str]:
    return [_total(total) for total in found]


def entries(found: Sequence[Entry], head: Head) -> list[str]:
    lines = [_line(entry) for entry in found] or ["no entries"]
    return [*lines, f"head {head.hash}"]


def verified(found: Verification) -> list[str]:
    verdict = "valid" if found.valid else "NOT VALID"
    lines = [f"{verdict}: {found.head.length} {'entry' if found.head.length == 1 else 'entries'}"]
    lines += [f"  {safe(problem)}" for problem in found.problems]
    return [*lines, *totals(found.totals), f"head {safe(found.head.hash)}"]


def _total(total: Total) -> str:
    epsilon = total.epsilon
    if epsilon.upper is None:
        spent = f"no number ({safe('; '.join(epsilon.reasons)) or 'unknown'})"
    else:
        spent = f"epsilon in [{_number(epsilon.lower or 0.0, _DOWN)}, {_number(epsilon.upper, _UP)}]"
    count = f"{total.entries} {'entry' if total.entries == 1 else 'entries'}"
    words = {True: "within", False: "OVER", None: "not shown to be within"}
    limit = "" if total.limit is None else f", {words[total.within]} the limit {total.limit.epsilon:g}"
    return f"{total.key}: {count}, {spent} at delta {total.delta:g}{limit}"


def _line(entry: Entry) -> str:
    artifact = safe(entry.artifact) if entry.artifact else "-"
    limit = f", limit {entry.limit.epsilon:g} at {entry.limit.delta:g}" if entry.limit else ""
    note = f" ({safe(entry.note)})" if entry.note else ""
    return f"{entry.number}  {entry.date}  {artifact}  {entry.key}  {_event(entry)}{limit}{note}"


def _event(entry: Entry) -> str:
    fields = entry.to_json()["event"]
    return safe(f"{fields.pop('type')} {' '.join(f'{name}={value}' for name, value in fields.items())}")


def _number(value: float, context: Context) -> str:
    return f"{context.create_decimal(Decimal(value)).normalize():f}"
