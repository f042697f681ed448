# SPDX-License-Identifier: Apache-2.0

import json
from typing import Any

import pytest
from dp_trainings import ABSENT, TRAINING, manifest, training

from licet.dp import events
from licet.dp.records import derive

# sigma 5, 100 steps, nothing sampled, at 1e-6: 10.997151.
FULL = {"dataset": "d", "sampling": {"method": "full_batch"}, "steps": 100, "noise_multiplier": 5.0, "clipping": {"per": "example"}}
BUDGET = {"epsilon": 12.0, "delta": 1e-6, "unit": "example", "adjacency": "add_remove"}
BASE = "/models/0/training/differential_privacy"
ENTRY = {"unit": "example", "adjacency": "add_remove", "event": events.Gaussian(5.0, 100), "artifact": "old"}


def section(**changes: Any) -> dict:
    return training(**{"phases": [FULL], "claim__epsilon": 11.0, **changes})


def facts(private: Any, *models: dict, parameters: Any = None, logs: Any = None, ledger: Any = None, **more: Any) -> dict:
    found = derive(manifest(private, *models, **more), parameters=parameters or {}, logs=logs, ledger=ledger)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    return found


def claim(private: Any, *models: dict, **more: Any) -> dict:
    return facts(private, *models, **more)["differential_privacy"]["m"]


def test_the_record_of_a_claim() -> None:
    assert claim(section()) == {
        "component": "m",
        "pointer": BASE,
        "claim": {"epsilon": 11.0, "delta": 1e-6, "unit": "example", "adjacency": "add_remove", "scope": "training", "released": None},
        "claimed": True,
        "verdict": "proved",
        "lower": 10.9971,
        "upper": 10.9972,
        "delta_times_units": 0.1,
        "units": 100000,
        "datasets": ["d"],
        "ledger": "none",
        "reasons": {},
    }


@pytest.mark.parametrize("private", [None, "no", 3])
def test_no_section_no_record(private: Any) -> None:
    assert facts(private)["differential_privacy"] == {}


@pytest.mark.parametrize("stated", [ABSENT, None])
def test_no_claim_is_undecided_and_says_nothing(stated: Any) -> None:
    found = claim(section(claim=stated))
    assert not found["claimed"] and found["verdict"] == "undecided" and found["reasons"] == {}
    assert found["lower"] is None and found["upper"] is None and found["ledger"] == "not_needed"


def test_reasons_point_into_the_manifest() -> None:
    found = claim(section(secure_rng=ABSENT, phases__0__steps=ABSENT))
    assert {code: reason["needs"] for code, reason in found["reasons"].items()} == {
        "insecure_rng": f"{BASE}/secure_rng",
        "missing_fact": f"{BASE}/phases/0/steps",
    }


def test_the_largest_number_of_units_counts() -> None:
    found = claim(section(claim__delta=1e-5, phases__0__units=3))
    assert (found["units"], found["delta_times_units"]) == (100000, 1.0)
    assert claim(section(units=None))["delta_times_units"] is None
    assert claim(section(claim__delta=None))["delta_times_units"] is None
    assert claim(section(claim__delta=0))["delta_times_units"] == 0


def test_hazards_of_the_manifest_reach_the_claim() -> None:
    base = {"name": "b", "derived_from": [{"dataset": "d", "relation": "trained_on"}]}
    edges = [{"model": "b", "relation": "finetune"}, {"dataset": "d", "relation": "trained_on"}]
    found = claim(section(), base, derived_from=edges)
    assert found["verdict"] == "undecided" and list(found["reasons"]) == ["scope_overlap"]
    private = {**base, "training": {"differential_privacy": section()}}
    composed = claim(section(), private, derived_from=edges)
    assert composed["verdict"] == "refuted" and list(composed["reasons"]) == ["releases_not_composed"]


def test_a_model_that_is_tuned_on_other_data_says_nothing_of_its_base() -> None:
    tuned = {"name": "t", "derived_from": [{"model": "m", "relation": "finetune"}, {"dataset": "other", "relation": "trained_on"}]}
    found = facts(section(), tuned, datasets=[{"name": "d", "privacy_budget": BUDGET}, {"name": "other"}])
    assert list(found["differential_privacy"]) == ["m"] and found["differential_privacy"]["m"]["verdict"] == "proved"
    assert found["privacy_budgets"]["d@dataset"]["models"] == ["m"]


def test_logs() -> None:
    declared = {"logs": {"noise": "noise.npz"}}
    assert list(claim(section(**declared))["reasons"]) == ["missing_fact"]
    refuting = {"state": "tested", "tests": [{"code": "log_noise_mismatch", "p": 1e-9, "refutes": True, "facts": {"z": 7.0}}]}
    found = claim(section(**declared), logs={f"{BASE}/logs/noise": refuting})
    assert found["verdict"] == "refuted" and found["reasons"]["log_noise_mismatch"]["facts"] == {"p": 1e-9, "z": 7.0}
    fitting = {"state": "tested", "tests": []}
    assert claim(section(**declared), logs={f"{BASE}/logs/noise": fitting})["verdict"] == "proved"


class TestBudgets:
    def budgets(self, **more: Any) -> dict:
        return facts(section(), **more)["privacy_budgets"]

    def test_of_a_dataset(self) -> None:
        found = self.budgets(datasets=[{"name": "e"}, {"name": "d", "privacy_budget": BUDGET}])
        assert list(found) == ["d@dataset"]
        assert found["d@dataset"]["pointer"] == "/datasets/1/privacy_budget" and found["d@dataset"]["upper"] == 10.9972

    def test_of_a_dataset_that_nobody_used(self) -> None:
        found = self.budgets(datasets=[{"name": "d"}, {"name": "e", "privacy_budget": BUDGET}])
        assert found["e@dataset"]["models"] == [] and found["e@dataset"]["lower"] == found["e@dataset"]["upper"] == 0.0

    def test_of_the_profile_where_the_dataset_has_none(self) -> None:
        found = self.budgets(parameters={"default_budget": BUDGET}, datasets=[{"name": "d"}, {"name": "unused"}])
        assert list(found) == ["d@profile"] and found["d@profile"]["pointer"] == "/datasets/0"
        own = self.budgets(parameters={"default_budget": BUDGET}, datasets=[{"name": "d", "privacy_budget": {}}])
        assert list(own) == ["d@dataset"] and own["d@dataset"]["limit"]["epsilon"] is None

    @pytest.mark.parametrize("default", [None, {}, {"epsilon": None, "delta": None, "unit": None, "adjacency": None}])
    def test_no_profile_budget(self, default: Any) -> None:
        assert self.budgets(parameters={"default_budget": default}) == {}

    def test_a_ledger_as_a_function_or_a_mapping(self) -> None:
        datasets = [{"name": "d", "privacy_budget": BUDGET}]
        by_call = self.budgets(datasets=datasets, ledger=lambda name: [ENTRY] if name == "d" else [])
        by_name = self.budgets(datasets=datasets, ledger={"d": [ENTRY]})
        assert by_call == by_name and by_call["d@dataset"]["ledger_events"] == 1
        assert self.budgets(datasets=datasets, ledger={})["d@dataset"]["ledger"] == "composed"

    def test_entries_on_what_the_dataset_was_made_from_count_at_worst(self) -> None:
        made = {"name": "d", "privacy_budget": BUDGET, "derived_from": [{"dataset": "raw", "relation": "derived"}]}
        found = self.budgets(datasets=[made, {"name": "raw"}], ledger={"raw": [ENTRY]})
        assert found["d@dataset"]["ledger_events"] == 1
        assert found["d@dataset"]["lower"] == 10.9971 and found["d@dataset"]["upper"] > 16

    def test_limits_of_the_ledger(self) -> None:
        bound = {**ENTRY, "limit": {"epsilon": 20.0, "delta": 1e-6}}
        found = self.budgets(ledger={"d": [bound, bound]})
        assert list(found) == ["d@ledger"]
        assert found["d@ledger"]["limit"] == {"epsilon": 20.0, "delta": 1e-6, "unit": "example", "adjacency": "add_remove"}

    def test_the_ledger_is_told_in_the_claim(self) -> None:
        assert claim(section(), ledger={})["ledger"] == "composed"
        assert claim(section(phases__0__dataset=ABSENT), derived_from=[])["ledger"] == "not_needed"


def test_a_manifest_without_anything() -> None:
    nothing = {"differential_privacy": {}, "privacy_budgets": {}}
    for empty in ({}, {"models": None, "datasets": None}, {"models": [None, {}], "datasets": ["x"]}):
        assert derive(empty, parameters={}) == nothing


def test_the_inputs_stay_as_they_are() -> None:
    before = json.dumps(TRAINING)
    claim(TRAINING)
    assert json.dumps(TRAINING) == before


@pytest.mark.parametrize("stated", [{}, {"epsilon": None, "delta": None}, "3"])
def test_an_empty_claim_is_an_incomplete_one(stated: Any) -> None:
    found = claim(section(claim=stated))
    assert found["claimed"] and found["verdict"] == "undecided" and "incomplete_claim" in found["reasons"]
