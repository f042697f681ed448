# SPDX-License-Identifier: Apache-2.0

from typing import Any

import pytest
from dp_trainings import manifest, training

from licet.dp.family import Family
from licet.dp.hazards.releases import inherited

# One release: sigma 5, 100 steps, nothing sampled: 10.997151 at 1e-6; two together: 16.747.
FULL = {"phases": [{"dataset": "d", "sampling": {"method": "full_batch"}, "steps": 100, "noise_multiplier": 5.0, "clipping": {"per": "example"}}]}
TUNED = [{"model": "base", "relation": "finetune"}, {"dataset": "d", "relation": "trained_on"}]


def found(epsilon: float, *, dataset: str = "d", earlier: dict | None = None, **changes: Any) -> list[tuple[str, str]]:
    before = training(**{**FULL, "phases__0__dataset": dataset, **(earlier or {})})
    base = {"name": "base", "training": {"differential_privacy": before}}
    section = training(**FULL, claim__epsilon=epsilon, **changes)
    family = Family(manifest(section, base, derived_from=TUNED, datasets=[{"name": "d"}, {"name": "e"}]))
    return [(one.code, one.effect) for one in inherited(family.models[0], family)]


def test_a_base_on_the_same_data_counts() -> None:
    assert found(11.0) == [("releases_not_composed", "refuted")]
    assert found(17.0) == []


def test_a_claim_on_the_fine_tuning_is_about_the_fine_tuning() -> None:
    assert found(11.0, claim__scope="finetuning") == []


def test_other_data_do_not() -> None:
    assert found(11.0, dataset="e") == []


@pytest.mark.parametrize("earlier", [{"tuning": None}, {"claim__unit": "user"}, {"phases__0__steps": None}])
def test_what_is_not_known_of_the_base_is_open(earlier: dict) -> None:
    assert found(17.0, earlier=earlier) == [("releases_not_composed", "undecided")]


def test_a_guarantee_of_the_base_proves_but_does_not_refute() -> None:
    stated = {"phases": [{"dataset": "d", "epsilon": 5.0, "delta": 1e-8}]}
    assert found(11.0, earlier=stated) == [("releases_not_composed", "undecided")]


def test_a_model_without_such_a_base() -> None:
    family = Family(manifest(training(**FULL)))
    assert inherited(family.models[0], family) == []
