# SPDX-License-Identifier: Apache-2.0
"""The registry's shape: its fields, numbers where the accountant has them, null where nobody said."""

from __future__ import annotations

from typing import Any

import pytest

from licet.dp.events import Compose, Event, Gaussian, PureDP, Unsupported, ZCDP
from licet.dp.ledger import Account, Entry, Limit, budget, chain, export, records

# github.com/opendp/deployments-registry-data, schemas/deployments-schema.yaml and deployments/, read 2026-11-24.
FIELDS: dict[str, Any] = {
    "product": {"name", "data_curators", "intended_use", "data_product_type", "data_product_region", "description", "publication_date", "data_product_sector"},
    "dp_flavor": {"name", "input_metric", "bound_on_input_distance", "output_measure", "bound_on_output_distance", "data_domain", "unprotected_quantities"},
    "privacy_loss": {"privacy_unit", "privacy_unit_description", "privacy_parameters", "privacy_parameters_description"},
    "model": {
        "model_name", "model_name_description", "actors", "release_type", "release_type_description", "data_source_type",
        "data_source_type_description", "access_type", "access_type_description",
    },
    "accounting": {"post_processing", "composition"},
    "implementation": {"pre_processing_eda_hyperparameter_tuning", "mechanisms", "justification"},
    "resources": {"sources", "registry_authors"},
}  # fmt: skip
FLAVORS = {"Pure DP", "Approximate DP", "Zero-concentrated DP", "Renyi DP", "Custom"}


def accounts(*events: Event, limit: Limit | None = None) -> list[Account]:
    entries: list[Entry] = []
    for event in events:
        made = records.release(
            event, dataset="tickets", unit="user_day", adjacency="add_remove", date="2026-11-23", artifact="Support Bot 2", note="first",
            manifest_digest="sha256:" + "a" * 64, limit=limit,
        )  # fmt: skip
        entries.append(chain.following(chain.head_of(entries), made))
    return list(budget.accounts(entries).values())


def test_the_fields_are_the_registrys() -> None:
    (record,) = export.records(accounts(Gaussian(1.0)), 1e-5)
    assert set(record) == {"url_slug", "status", "tier", "deployment"}
    assert {name: set(part) for name, part in record["deployment"].items()} == FIELDS
    assert record["url_slug"] == "support-bot-2-2026" and record["status"] == "Draft"


def test_numbers_are_the_accountants() -> None:
    first, second = export.records(accounts(Gaussian(1.0), Gaussian(1.0), limit=Limit(10.0, 1e-5)))
    loss = first["deployment"]["privacy_loss"]
    assert loss["privacy_unit"] == "User-day-level"
    assert loss["privacy_parameters"] == {"epsilon": pytest.approx(4.377178, abs=1e-5), "delta": 1e-5, "rho": None}
    assert "All 2 recorded releases" in second["deployment"]["accounting"]["composition"]
    assert first["deployment"]["implementation"]["mechanisms"] == "gaussian noise_multiplier 1.0, steps 1"
    assert first["deployment"]["product"]["publication_date"] == "2026-11-23"


@pytest.mark.parametrize(
    ("event", "flavor"),
    [(PureDP(0.5), "Pure DP"), (ZCDP(0.1, 2), "Zero-concentrated DP"), (Compose((ZCDP(0.1), Gaussian(1.0))), "Approximate DP"), (Gaussian(1.0), "Approximate DP")],
)
def test_flavors(event: Event, flavor: str) -> None:
    (record,) = export.records(accounts(event), 1e-5)
    assert record["deployment"]["dp_flavor"]["name"] == flavor and flavor in FLAVORS
    rho = record["deployment"]["privacy_loss"]["privacy_parameters"]["rho"]
    assert rho == (pytest.approx(0.2) if flavor == "Zero-concentrated DP" else None)


@pytest.mark.parametrize(("events", "delta"), [([Gaussian(1.0)], None), ([Unsupported("novel")], 1e-5)])
def test_without_a_number_there_is_none(events: list[Event], delta: float | None) -> None:
    (record,) = export.records(accounts(*events), delta)
    assert record["deployment"]["privacy_loss"]["privacy_parameters"] == {"epsilon": None, "delta": None, "rho": None}
    assert "no number" in record["deployment"]["accounting"]["composition"]


def test_nothing_recorded_is_nothing_exported() -> None:
    assert export.records([]) == []
