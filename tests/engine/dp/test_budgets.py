# SPDX-License-Identifier: Apache-2.0

from typing import Any

import pytest
from dp_trainings import manifest, training

from licet.dp import events
from licet.dp.budgets import Account, limit, record
from licet.dp.entries import rows
from licet.dp.family import Family

# sigma 5, 100 steps, nothing sampled, at 1e-6: 10.997151; 200 steps: 16.860440 (mpmath).
FULL = {"dataset": "d", "sampling": {"method": "full_batch"}, "steps": 100, "noise_multiplier": 5.0, "clipping": {"per": "example"}}
LIMIT = {"epsilon": 12.0, "delta": 1e-6, "unit": "example", "adjacency": "add_remove"}
EDGE = [{"dataset": "d", "relation": "trained_on"}]
ENTRY = {"unit": "example", "adjacency": "add_remove", "event": events.Gaussian(5.0, 100), "artifact": "old"}


def section(**changes: Any) -> dict:
    return training(**{"phases": [FULL], "claim__epsilon": 11.0, **changes})


def model(name: str, private: Any) -> dict:
    return {"name": name, "derived_from": EDGE, "training": {"differential_privacy": private}}


def spent(*models: dict, ledger: list[dict] | None = None, stated: dict | None = None, **changes: Any) -> dict:
    family = Family({**manifest(section(**changes), *models)})
    account = Account("d", family.models, None if ledger is None else rows(ledger))
    return record(account, limit("dataset", "/datasets/0/privacy_budget", stated or LIMIT), family)


def test_one_model() -> None:
    assert spent() == {
        "component": "d",
        "pointer": "/datasets/0/privacy_budget",
        "source": "dataset",
        "limit": LIMIT,
        "lower": 10.9971,
        "upper": 10.9972,
        "claimed": 11.0,
        "models": ["m"],
        "unaccounted": [],
        "ledger": "none",
        "ledger_events": 0,
        "reasons": {},
    }


def test_models_and_the_ledger_are_composed() -> None:
    two = spent(model("n", section()))
    assert two["models"] == ["m", "n"] and two["lower"] == 16.8604
    ledger = spent(ledger=[ENTRY])
    assert (ledger["lower"], ledger["upper"], ledger["ledger"], ledger["ledger_events"]) == (two["lower"], two["upper"], "composed", 1)
    both = spent(model("n", section()), ledger=[ENTRY, {**ENTRY, "event": events.PureDP(0.1)}])
    assert both["lower"] > two["lower"] and both["ledger_events"] == 2


def test_the_entry_of_the_model_itself_is_not_counted_again() -> None:
    found = spent(ledger=[{**ENTRY, "artifact": "m"}])
    assert (found["lower"], found["ledger"], found["ledger_events"]) == (10.9971, "composed", 0)
    older = spent(ledger=[{**ENTRY, "artifact": "m"}, {**ENTRY, "artifact": "m", "event": events.Gaussian(5.0, 50)}])
    assert older["ledger_events"] == 1 and older["lower"] > 11


@pytest.mark.parametrize("private", [None, {}, {"claim": {"epsilon": 1}}, training(phases=[{**FULL, "steps": None}]), training(tuning=None)])
def test_a_model_that_cannot_be_accounted_leaves_no_upper_end(private: Any) -> None:
    found = spent(model("n", private))
    assert found["unaccounted"] == ["n"] and found["upper"] is None and found["lower"] >= 10.9971


def test_training_without_differential_privacy_is_no_budget_kept() -> None:
    found = spent(model("n", {"mechanism": "none"}))
    assert found["reasons"]["training_without_dp"] == {
        "effect": "refuted",
        "needs": "/models/1/training/differential_privacy",
        "facts": {"model": "n"},
    }
    assert found["unaccounted"] == ["n"]


def test_noise_of_zero_keeps_no_budget() -> None:
    found = spent(phases__0__noise_multiplier=0)
    assert found["lower"] is None and found["upper"] is None and found["unaccounted"] == ["m"]
    assert found["reasons"]["noise_scale"]["effect"] == "refuted"


def test_another_unit_is_not_comparable() -> None:
    found = spent(claim__unit="user")
    assert found["upper"] is None and found["claimed"] is None and found["unaccounted"] == ["m"]
    assert found["reasons"]["unit_not_bounded"]["needs"] == "/models/0/training/differential_privacy/claim/unit"
    assert spent(ledger=[{**ENTRY, "unit": "user"}])["reasons"]["unit_not_bounded"]["needs"] == "/datasets/0/privacy_budget"


def test_a_budget_of_users_and_a_claim_on_examples() -> None:
    users = {**LIMIT, "unit": "user"}
    one = spent(stated=users, max_contributions_per_unit=1)
    assert (one["lower"], one["claimed"], one["reasons"]) == (10.9971, 11.0, {})
    two = spent(stated=users, max_contributions_per_unit=2)
    assert two["lower"] > 25 and two["claimed"] is None and two["reasons"] == {}
    unknown = spent(stated=users, max_contributions_per_unit=None)
    assert unknown["upper"] is None and list(unknown["reasons"]) == ["unit_not_bounded"]


def test_another_adjacency_is_recomputed_and_said() -> None:
    found = spent(stated={**LIMIT, "adjacency": "replace_one"})
    assert found["lower"] > 20 and found["claimed"] is None
    assert found["reasons"]["adjacency_mismatch"]["facts"]["budget_adjacency"] == "replace_one"


@pytest.mark.parametrize(
    ("changes", "claimed"),
    [
        ({}, 11.0),
        ({"claim__delta": 1e-5}, 11.0),
        ({"claim__delta": 1e-7}, None),
        ({"claim__delta": None}, 11.0),
        ({"claim__unit": None}, 11.0),
        ({"claim__epsilon": None}, None),
    ],
)
def test_claims_are_compared_in_the_budget_s_own_terms(changes: dict, claimed: float | None) -> None:
    assert spent(**changes)["claimed"] == claimed
    assert spent(model("n", section(claim__epsilon=40)), **changes)["claimed"] == 40


def test_a_budget_without_delta_has_no_numbers() -> None:
    found = spent(stated={**LIMIT, "delta": None})
    assert found["lower"] is None and found["upper"] is None and found["limit"]["delta"] is None
    broken = spent(stated={"epsilon": "12", "delta": float("nan"), "unit": 3, "adjacency": "both"})
    assert broken["limit"] == {"epsilon": None, "delta": None, "unit": None, "adjacency": None}


def test_an_entry_that_cannot_be_read_leaves_no_upper_end() -> None:
    found = spent(ledger=[{**ENTRY, "event": {"type": "magic"}}])
    assert found["upper"] is None and found["reasons"]["unsupported_event"]["effect"] == "undecided"
    unsupported = spent(ledger=[{**ENTRY, "event": events.Unsupported("magic")}])
    assert unsupported["upper"] is None and unsupported["reasons"]["unsupported_event"]["effect"] == "undecided"
