# SPDX-License-Identifier: Apache-2.0
"""What a manifest's trainings spend, and when that is not settled."""

from __future__ import annotations

from typing import Any

import pytest

from licet.dp.events import Compose, Gaussian, Group, PoissonGaussian, Repeat, parts
from licet.dp.ledger import Key, Limit, Refused, manifests
from licet.dp.ledger.manifests import Wanted
from licet.errors import ParameterError, UsageError

JSON = dict[str, Any]
DIGEST = "sha256:" + "a" * 64
TODAY = Wanted("2026-11-23")
PHASE: JSON = {
    "dataset": "tickets",
    "sampling": {"method": "poisson", "rate": 0.01},
    "batch_size": 1800,
    "steps": 300,
    "noise_multiplier": 1.0,
    "clipping": {"per": "example"},
    "clipping": {"norm": 1.0, "per": "example"},
}
STATED: JSON = {
    "claim": {"epsilon": 3.0, "delta": 1e-6, "unit": "example", "adjacency": "add_remove"},
    "units": 180_000,
    "max_contributions_per_unit": 1,
    "mechanism": "dp_sgd",
    "secure_rng": True,
    "phases": [PHASE],
    "tuning": {"runs": 1, "distribution": "fixed"},
}
EVENT = PoissonGaussian(1.0, 0.01, 300)


def manifest(*, dataset: JSON | None = None, models: list[JSON] | None = None, **changes: Any) -> JSON:
    stated = {**STATED, **changes}
    named = [{"name": "bot", "training": {"differential_privacy": stated}}] if models is None else models
    return {"models": named, "datasets": [{"name": "tickets", **(dataset or {})}, {"name": "calls"}]}


def test_one_training() -> None:
    (found,) = manifests.releases(manifest(), DIGEST, TODAY._replace(note="n"))
    assert found.key == Key("tickets", "example", "add_remove")
    assert found.event == EVENT
    assert (found.artifact, found.manifest_digest, found.date, found.note, found.limit) == ("bot", DIGEST, "2026-11-23", "n", None)


def test_phases_on_one_dataset_are_one_release_and_others_are_apart() -> None:
    phases = [PHASE, {**PHASE, "steps": 100}, {**PHASE, "dataset": "calls", "noise_multiplier": 2.0}]
    found = manifests.releases(manifest(phases=phases), DIGEST, TODAY)
    assert [one.key.dataset for one in found] == ["tickets", "calls"]
    assert set(parts(found[0].event)) == {EVENT, PoissonGaussian(1.0, 0.01, 100)}
    assert found[1].event == PoissonGaussian(2.0, 0.01, 300)


def test_tuning_is_spent_too() -> None:
    (found,) = manifests.releases(manifest(tuning={"runs": 12, "distribution": "fixed"}), DIGEST, TODAY)
    assert found.event == Repeat(EVENT, "fixed", 12.0)


def test_a_unit_with_several_examples_is_a_group() -> None:
    claim = {**STATED["claim"], "unit": "user"}
    (found,) = manifests.releases(manifest(claim=claim, max_contributions_per_unit=3), DIGEST, TODAY)
    assert found.key.unit == "user"
    assert isinstance(found.event, Group) and found.event.size == 3


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"tuning": None}, "tuning_not_counted"),
        ({"tuning": {"runs": 12}}, "tuning_not_counted"),
        ({"phases": [{**PHASE, "steps": None}]}, "missing_fact"),
        ({"phases": [{**PHASE, "noise_multiplier": None}]}, "missing_fact"),
        ({"phases": [{**PHASE, "sampling": {"method": None, "rate": 0.01}}]}, ""),
        ({"phases": [{**PHASE, "steps": 300, "epochs": 90}]}, "inconsistent_parameters"),
        ({"mechanism": "unlearning"}, "not_a_dp_mechanism"),
        ({"mechanism": "none"}, "not_a_dp_mechanism"),
        ({"seed_published": True}, "seed_published"),
    ],
)
def test_what_is_not_settled_is_not_recorded(changes: JSON, code: str) -> None:
    with pytest.raises(Refused) as caught:
        manifests.releases(manifest(**changes), DIGEST, TODAY)
    assert not caught.value.over
    assert "nothing was written" in caught.value.message and code in caught.value.message


@pytest.mark.parametrize(
    ("changed", "wanted", "words"),
    [
        (manifest(models=[]), TODAY, "no model with differential privacy"),
        (manifest(models=[{"name": "bot", "training": None}]), TODAY, "no model"),
        (manifest(), TODAY._replace(model="bat"), "no model 'bat'"),
        (manifest(), TODAY._replace(dataset="calls"), "no training on 'calls'"),
        (manifest(phases=[{**PHASE, "dataset": None}]), TODAY, "phase 0 .* names no dataset"),
        (manifest(phases=None), TODAY, "no phases"),
        (manifest(claim=None), TODAY, "names no unit"),
        (manifest(claim={**STATED["claim"], "adjacency": None}), TODAY, "names no adjacency"),
        (manifest(), TODAY._replace(unit="user"), "claim says 'example'"),
        (manifest(), TODAY._replace(adjacency="replace_one"), "claim says 'add_remove'"),
    ],
)
def test_what_names_no_account(changed: JSON, wanted: Wanted, words: str) -> None:
    with pytest.raises(UsageError, match=words) as caught:
        manifests.releases(changed, DIGEST, wanted)
    assert caught.value.hint


def test_unit_and_adjacency_may_be_said_by_the_caller() -> None:
    claim = {"epsilon": 3.0, "delta": 1e-6}
    (found,) = manifests.releases(manifest(claim=claim), DIGEST, TODAY._replace(unit="example", adjacency="replace_one"))
    assert found.key == Key("tickets", "example", "replace_one")


def test_one_model_of_several() -> None:
    other = {**STATED, "phases": [{**PHASE, "sampling": {"method": "full_batch"}, "batch_size": None}]}
    models = [{"name": "bot", "training": {"differential_privacy": STATED}}, {"name": "bat", "training": {"differential_privacy": other}}]
    assert [one.artifact for one in manifests.releases(manifest(models=models), DIGEST, TODAY)] == ["bot", "bat"]
    (found,) = manifests.releases(manifest(models=models), DIGEST, TODAY._replace(model="bat"))
    assert found.event == Gaussian(1.0, 300)


def test_the_datasets_budget_is_the_limit() -> None:
    budget = {"epsilon": 8, "delta": 1e-6, "unit": "example", "adjacency": "add_remove"}
    (found,) = manifests.releases(manifest(dataset={"privacy_budget": budget}), DIGEST, TODAY)
    assert found.limit == Limit(8.0, 1e-6)
    (found,) = manifests.releases(manifest(dataset={"privacy_budget": budget}), DIGEST, TODAY._replace(limit=Limit(3.0, 1e-5)))
    assert found.limit == Limit(3.0, 1e-5)
    (found,) = manifests.releases(manifest(dataset={"privacy_budget": {"epsilon": 8, "delta": 1e-6}}), DIGEST, TODAY)
    assert found.limit == Limit(8.0, 1e-6)
    for silent in (None, {}, {"epsilon": None, "delta": None}):
        assert manifests.releases(manifest(dataset={"privacy_budget": silent}), DIGEST, TODAY)[0].limit is None


@pytest.mark.parametrize(
    ("budget", "error"),
    [
        ({"epsilon": 8, "delta": 1e-6, "unit": "user", "adjacency": "add_remove"}, UsageError),
        ({"epsilon": 8, "delta": 1e-6, "unit": "example", "adjacency": "replace_one"}, UsageError),
        ({"epsilon": 8}, UsageError),
        ({"delta": 1e-6}, UsageError),
        ({"unit": "example"}, UsageError),
        ({"epsilon": 8, "delta": 0}, ParameterError),
    ],
)
def test_a_budget_that_cannot_be_compared_is_no_missing_budget(budget: JSON, error: type[Exception]) -> None:
    with pytest.raises(error):
        manifests.releases(manifest(dataset={"privacy_budget": budget}), DIGEST, TODAY)


def test_what_is_recorded_is_one_event() -> None:
    (found,) = manifests.releases(manifest(phases=[PHASE, PHASE]), DIGEST, TODAY)
    assert isinstance(found.event, Compose | PoissonGaussian)
