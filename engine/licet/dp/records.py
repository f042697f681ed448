# SPDX-License-Identifier: Apache-2.0
"""The tables of the facts about differential privacy: `differential_privacy` by model, `privacy_budgets` by dataset.

Pure. The ledger is a function or mapping from a dataset's name to its entries, `{unit, adjacency, event, artifact,
manifest_digest, limit}`; logs are what testing them gave, by pointer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from licet.dp import budgets
from licet.dp.budgets import Account, Ledger, Limit
from licet.dp.claims import judge
from licet.dp.declared import phases
from licet.dp.entries import Row, rows
from licet.dp.family import Family, Model
from licet.dp.hazards import logs as logged
from licet.dp.hazards.releases import inherited
from licet.dp.hazards.scope import overlapping, uncovered
from licet.dp.remarks import table
from licet.dp.training import events_from
from licet.dp.values import JSON, at, count, listed, name, number, section, share, times

CLAIM = ("epsilon", "delta", "unit", "adjacency", "scope", "released")


def derive(
    manifest: JSON, *, parameters: Mapping[str, Any], logs: Mapping[str, JSON] | None = None, ledger: Ledger | None = None
) -> JSON:
    """`{"differential_privacy": {model: record}, "privacy_budgets": {"dataset@source": record}}`."""
    family = Family(manifest)
    claims = {
        model.name: _claim(model, family, logs or {}, ledger)
        for model in family.models
        if model.training is not None
    }
    return {"differential_privacy": claims, "privacy_budgets": dict(_budgets(family, parameters, ledger))}


def _claim(model: Model, family: Family, logs: Mapping[str, JSON], ledger: Ledger | None) -> JSON:
    stated = section(model.training, "claim")
    claimed = at(model.training, "claim") is not None
    plain = {key: _plain(key, stated.get(key)) for key in CLAIM}
    units = _units(model)
    found: JSON = {"verdict": "undecided", "lower": None, "upper": None, "reasons": {}}
    if claimed:
        more = [
            *overlapping(model, family),
            *uncovered(model, family),
            *inherited(model, family),
            *logged.contradicting(model.training, model.pointer, logs),
        ]
        judged = judge(stated, events_from(model.training, family.datasets), more)
        reasons = table(judged.remarks, model.pointer)
        found = {"verdict": judged.verdict, "lower": judged.lower, "upper": judged.upper, "reasons": reasons}
    return {
        "component": model.name,
        "pointer": model.pointer,
        "claim": plain,
        "claimed": claimed,
        "delta_times_units": times(plain["delta"], units) if units and plain["delta"] is not None else None,
        "units": units,
        "datasets": model.phases_on,
        "ledger": "not_needed" if not claimed or not model.trained_on else "none" if ledger is None else "composed",
        **found,
    }


def _plain(key: str, value: Any) -> Any:
    if key in ("epsilon", "delta"):
        return number(value) if key == "epsilon" else share(value)
    return name(value)


def _units(model: Model) -> int | None:
    """The largest number of units that is stated: delta has to be small for each of them."""
    stated = [count(at(model.training, "units")), *(phase.count("units") for phase in phases(model.training))]
    return max((one for one in stated if one is not None), default=None)


def _budgets(family: Family, parameters: Mapping[str, Any], ledger: Ledger | None) -> Iterator[tuple[str, JSON]]:
    for index, dataset in enumerate(family.datasets):
        title = name(dataset.get("name")) or f" /datasets/{index}"
        models = [one for one in family.models if any(family.holdings.overlap(title, used) for used in one.trained_on)]
        account = Account(title, models, None if ledger is None else _rows(title, family, ledger))
        for position, asked in enumerate(_limits(index, dataset, account, parameters)):
            key = f"{title}@{asked.source}"
            yield key if position == 0 else f"{key}/{position}", budgets.record(account, asked, family)


def _limits(index: int, dataset: JSON, account: Account, parameters: Mapping[str, Any]) -> Iterator[Limit]:
    """The dataset's own budget, else the profile's where something is released from it; and those of the ledger."""
    place, default = f"/datasets/{index}", parameters.get("default_budget")
    if dataset.get("privacy_budget") is not None:
        yield budgets.limit("dataset", f"{place}/privacy_budget", dataset["privacy_budget"])
    elif number(at(default, "epsilon")) is not None and (account.models or account.rows):
        yield budgets.limit("profile", place, default)
    bound = [row for row in account.rows or [] if row.limit and row.sure]
    stated = {(row.unit, row.adjacency, at(row.limit, "epsilon"), at(row.limit, "delta")) for row in bound}
    for unit, adjacency, epsilon, delta in sorted(stated, key=repr):
        yield budgets.limit("ledger", place, {"epsilon": epsilon, "delta": delta, "unit": unit, "adjacency": adjacency})


def _rows(dataset: str, family: Family, ledger: Ledger) -> list[Row]:
    """Entries on the dataset and on others of the manifest that may hold its units."""
    names = (name(data.get("name")) for data in family.datasets)
    every = dict.fromkeys([dataset, *(one for one in names if one and family.holdings.overlap(dataset, one))])
    found: list[Row] = []
    for one in every:
        entries = listed(list((ledger(one) if callable(ledger) else ledger.get(one)) or ()))
        found += rows(entries, sure=family.holdings.holds(one, dataset) and family.holdings.holds(dataset, one))
    return found
