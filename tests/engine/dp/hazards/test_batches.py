# SPDX-License-Identifier: Apache-2.0

import pytest
from dp_trainings import phase

from licet.dp.hazards.batches import drawn


@pytest.mark.parametrize(
    ("method", "code"),
    [
        ("shuffle", "shuffled_as_poisson"),
        ("fixed_batch", "fixed_batch_as_poisson"),
        ("truncated_poisson", "truncation_ignored"),
    ],
)
def test_batches_that_are_not_poisson(method: str, code: str) -> None:
    (found,) = drawn(phase(sampling__method=method))
    assert (found.code, found.effect, found.needs) == (code, "hazard", "/phases/0/sampling/method")


@pytest.mark.parametrize("method", ["poisson", "full_batch", "random_allocation", None])
def test_other_batches(method: str | None) -> None:
    assert drawn(phase(sampling__method=method)) == []


def test_a_cap_that_nothing_reaches_cuts_nothing_off() -> None:
    assert drawn(phase(sampling={"method": "truncated_poisson", "rate": 0.01, "cap": 100000})) == []
    assert drawn(phase(sampling={"method": "truncated_poisson", "rate": 0.01, "cap": 99999})) != []


def test_mechanisms_that_nothing_amplifies_do_not_care() -> None:
    assert drawn(phase(mechanism="dp_ftrl", sampling__method="shuffle")) == []
