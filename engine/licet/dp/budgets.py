# SPDX-License-Identifier: Apache-2.0
"""Privacy budgets: every release on a dataset, of the manifest's models and of the ledger, composed at the budget's delta.

A ledger entry is not counted beside the model that it records: of the entries whose artifact is the model's name, one
whose event is what the model takes from the dataset is that model. Any other entry of that name is another release (an
earlier version: a retrained or removed model does not refund what it spent).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from licet.dp.certainty import certain
from licet.dp.claims import outward
from licet.dp.entries import Row, counted, taken
from licet.dp.events import ADJACENCIES
from licet.dp.family import Family, Model
from licet.dp.reading import Reading
from licet.dp.remarks import Remark, remark, settled, table
from licet.dp.spending import on, owned, together
from licet.dp.values import JSON, at, name, number, share, word

Ledger = Callable[[str], Iterable[JSON]] | Mapping[str, Iterable[JSON]]
LIMIT = ("epsilon", "delta", "unit", "adjacency")


class Limit(NamedTuple):
    """A budget: where it comes from, its place in the manifest, and what it says (None: it does not)."""

    source: str
    pointer: str
    epsilon: float | None
    delta: float | None
    unit: str | None
    adjacency: str | None


class Account(NamedTuple):
    """A dataset with the models that were trained on it and the ledger's rows; `rows` is None without a ledger."""

    dataset: str
    models: list[Model]
    rows: list[Row] | None


def limit(source: str, pointer: str, stated: Any) -> Limit:
    """A budget as it is stated."""
    adjacency = word(at(stated, "adjacency"), ADJACENCIES)
    epsilon, delta = number(at(stated, "epsilon")), share(at(stated, "delta"))
    return Limit(source, pointer, epsilon, delta, name(at(stated, "unit")), adjacency)


def record(account: Account, asked: Limit, family: Family) -> JSON:
    """The facts of one budget."""
    taken_by = {one.name: on(one, account.dataset, family, asked.unit, asked.adjacency) for one in account.models}
    rows = counted(account.rows or [], [(one.name, _own(one, account.dataset, family)) for one in account.models])
    spent = [taken(row, asked.unit, asked.adjacency) for row in rows]
    known = outward(certain(together([*taken_by.values(), *spent]), asked.delta, asked.adjacency))
    unaccounted = [one.name for one in account.models if taken_by[one.name].worst is None]
    remarks = [*_of_models(account, asked, taken_by), *_of_rows(spent, asked)]
    return {
        "component": account.dataset,
        "pointer": asked.pointer,
        "source": asked.source,
        "limit": {key: getattr(asked, key) for key in LIMIT},
        "lower": known.lower,
        "upper": known.upper,
        "claimed": _claimed(account.models, asked),
        "models": [one.name for one in account.models],
        "unaccounted": unaccounted,
        "ledger": "none" if account.rows is None else "composed",
        "ledger_events": len(rows),
        "reasons": table(settled(remarks, "undecided"), ""),
    }


def _own(model: Model, dataset: str, family: Family) -> Reading:
    return on(model, dataset, family, None, None)


def _of_models(account: Account, asked: Limit, taken_by: Mapping[str, Reading]) -> list[Remark]:
    found = []
    for one in account.models:
        unit, adjacency, claim = one.claim("unit"), one.claim("adjacency"), f"{one.pointer}/claim"
        if one.without_privacy:
            found.append(remark("training_without_dp", "refuted", one.pointer, model=one.name))
        elif one.training is not None and owned(one, asked.unit) is None:
            found.append(remark("unit_not_bounded", "undecided", f"{claim}/unit", model=one.name, claimed_unit=unit))
        if one.training is not None and None not in (asked.adjacency, adjacency) and adjacency != asked.adjacency:
            facts = {"model": one.name, "claimed_adjacency": adjacency, "budget_adjacency": asked.adjacency}
            found.append(remark("adjacency_mismatch", "undecided", f"{claim}/adjacency", **facts))
        if asked.delta is not None and taken_by[one.name].bare > asked.delta:
            found.append(remark("noise_scale", "refuted", f"{one.pointer}/phases", model=one.name, noise_multiplier=0))
    return found


def _of_rows(spent: Sequence[Reading], asked: Limit) -> list[Remark]:
    """Entries of the ledger that cannot be put into the budget's terms."""
    return [one._replace(needs=asked.pointer) for reading in spent for one in reading.remarks]


def _claimed(models: Iterable[Model], asked: Limit) -> float | None:
    """The largest epsilon that is claimed in the budget's own terms: a smaller delta, another unit or adjacency is not."""
    found = []
    for one in models:
        epsilon, delta = number(one.claim("epsilon")), share(one.claim("delta"))
        adjacencies = (one.claim("adjacency"), asked.adjacency)
        units = one.claim("unit") is not None and owned(one, asked.unit) != 1
        other = units or (None not in adjacencies and adjacencies[0] != adjacencies[1])
        smaller = delta is not None and asked.delta is not None and delta < asked.delta
        if epsilon is not None and not other and not smaller:
            found.append(epsilon)
    return max(found, default=None)
