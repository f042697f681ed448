# SPDX-License-Identifier: Apache-2.0
"""Logs are tested against what is declared for certain, and against nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from licet.dp.log_facts import declared

PHASE: dict[str, Any] = {
    "sampling": {"method": "poisson", "rate": 0.01},
    "steps": 1000,
    "noise_multiplier": 1.5,
    "clipping": {"norm": 2.0, "per": "example"},
}


def training(unit: str = "example", **over: Any) -> dict[str, Any]:
    return {"claim": {"unit": unit}, "units": 180_000, "mechanism": "dp_sgd", "phases": [{**PHASE, **over}]}


def test_what_is_declared_is_what_a_log_is_compared_with() -> None:
    [found] = declared(training())
    assert (found.sampling, found.units, found.rate, found.steps) == ("poisson", 180_000, 0.01, 1000)
    assert found.noise_std == 3.0 and found.clip_norm == 2.0


def test_layers_have_one_norm_together_and_a_multiplier_of_which_norm_nobody_says() -> None:
    [found] = declared(training(clipping={"norm": [3.0, 4.0], "per": "example"}))
    assert found.clip_norm == 5.0 and found.noise_std is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"sampling": {"method": "poisson"}}, "rate"),
        ({"steps": None}, "steps"),
        ({"noise_multiplier": None}, "noise_std"),
        ({"clipping": None}, "noise_std"),
        ({"clipping": {"norm": []}}, "clip_norm"),
        ({"sampling": None}, "sampling"),
        ({"batch_size": 9000}, "rate"),
    ],
)
def test_a_fact_that_is_missing_or_contradicted_is_unknown(change: dict[str, Any], field: str) -> None:
    [found] = declared(training(**change))
    assert getattr(found, field) is None


def test_a_user_with_several_examples_is_not_what_is_sampled() -> None:
    assert declared(training("user"))[0].units is None
    assert declared({**training("user"), "max_contributions_per_unit": 1})[0].units == 180_000
    assert declared({**training(), "max_contributions_per_unit": 3})[0].units is None
