# SPDX-License-Identifier: Apache-2.0
"""Records in the shape of the OpenDP deployments registry (github.com/opendp/deployments-registry-data, read 2026-11-24).

One record for each entry. What the ledger does not know is null: somebody has to fill it in, and the registry's own
schema accepts no null. Fields and enumerated words are those of its `deployments/*.yaml` and `schemas/` as stored then.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from licet import __version__
from licet.dp.bracket import Bracket, nothing
from licet.dp.events import ZCDP, Event, Laplace, PureDP, parts, to_json
from licet.dp.ledger import budget
from licet.dp.ledger.records import Account, Entry

JSON = dict[str, Any]
MODEL = (
    "model_name",
    "model_name_description",
    "actors",
    "release_type",
    "release_type_description",
    "data_source_type",
    "data_source_type_description",
    "access_type",
    "access_type_description",
)
METRICS = {
    "add_remove": "Symmetric distance: one unit is added or removed",
    "replace_one": "Change-one distance: one unit is replaced by another",
    "zero_out": "One unit's contribution is replaced by zero",
}


def records(accounts: Sequence[Account], delta: float | None = None) -> list[JSON]:
    """A record for each entry, by number; parameters at `delta`, else at the smallest delta of the account's limits."""
    found = [
        (entry.number, _record(account, entry, delta or (account.limits[0].delta if account.limits else None)))
        for account in accounts
        for entry in account.entries
    ]
    return [record for _, record in sorted(found, key=lambda pair: pair[0])]


def _record(account: Account, entry: Entry, delta: float | None) -> JSON:
    event = entry.privacy_event()
    name = entry.artifact or f"{entry.dataset} release {entry.number}"
    return {
        "url_slug": "-".join(re.findall(r"[a-z0-9]+", f"{name} {entry.date[:4]}".lower())),
        "status": "Draft",
        "tier": None,
        "deployment": {
            "product": _product(name, entry),
            "dp_flavor": _flavor(event, entry.adjacency),
            "privacy_loss": _loss(entry, event, delta),
            "model": dict.fromkeys(MODEL),
            "accounting": {"post_processing": None, "composition": _composition(account, delta)},
            "implementation": {
                "pre_processing_eda_hyperparameter_tuning": None,
                "mechanisms": "; ".join(_words(part) for part in parts(event)),
                "justification": None,
            },
            "resources": {"sources": _source(entry), "registry_authors": None},
        },
    }


def _product(name: str, entry: Entry) -> JSON:
    return {
        "name": name,
        "data_curators": None,
        "intended_use": None,
        "data_product_type": None,
        "data_product_region": None,
        "description": entry.note,
        "publication_date": entry.date,
        "data_product_sector": None,
    }


def _flavor(event: Event, adjacency: str) -> JSON:
    return {
        "name": _name(event),
        "input_metric": METRICS[adjacency],
        "bound_on_input_distance": "1",
        "output_measure": None,
        "bound_on_output_distance": None,
        "data_domain": None,
        "unprotected_quantities": None,
    }


def _name(event: Event) -> str:
    every = parts(event)
    if all(isinstance(part, (PureDP, Laplace)) for part in every):
        return "Pure DP"
    return "Zero-concentrated DP" if all(isinstance(part, ZCDP) for part in every) else "Approximate DP"


def _loss(entry: Entry, event: Event, delta: float | None) -> JSON:
    alone = nothing("no delta") if delta is None else budget.composed([event], delta, entry.key)
    return {
        "privacy_unit": f"{entry.unit.replace('_', '-').capitalize()}-level",
        "privacy_unit_description": METRICS[entry.adjacency],
        "privacy_parameters": {"epsilon": alone.upper, "delta": delta if alone.upper is not None else None, "rho": _rho(event)},
        "privacy_parameters_description": _bracket("This release alone", alone, delta),
    }


def _rho(event: Event) -> float | None:
    every = parts(event)
    rhos = [part.rho * part.steps for part in every if isinstance(part, ZCDP)]
    return sum(rhos) if len(rhos) == len(every) else None


def _composition(account: Account, delta: float | None) -> str:
    total = nothing("no delta") if delta is None else budget.composed(account.events(), delta, account.key)
    count = len(account.entries)
    words = _bracket(f"All {count} recorded releases of {account.key} composed", total, delta)
    return f"{words} Accountant: licet {__version__}."


def _bracket(what: str, bracket: Bracket, delta: float | None) -> str:
    if bracket.upper is None:
        return f"{what}: no number ({'; '.join(bracket.reasons) or 'unknown'})."
    return f"{what}: epsilon between {bracket.lower} and {bracket.upper} at delta {delta} ({bracket.method})."


def _words(part: Event) -> str:
    fields = {**to_json(part)}
    return f"{fields.pop('type')} {', '.join(f'{name} {value}' for name, value in fields.items())}".strip()


def _source(entry: Entry) -> str | None:
    return f"Manifest {entry.manifest_digest}" if entry.manifest_digest else None
