# SPDX-License-Identifier: Apache-2.0

import pytest
from dp_trainings import ABSENT, codes, training

from licet.dp.hazards.randomness import weak


@pytest.mark.parametrize("value", [False, None, ABSENT, "true", 1])
def test_only_true_is_secure(value: object) -> None:
    (found,) = weak(training(secure_rng=value))
    assert (found.code, found.effect, found.needs) == ("insecure_rng", "undecided", "/secure_rng")
    assert found.facts == {"secure_rng": "not secure" if value is False else "not known"}


def test_a_guarantee_of_somebody_else_has_its_own_noise() -> None:
    guarantees = [{"dataset": "d", "rho": 0.1}, {"dataset": "d", "epsilon": 1}]
    assert weak(training(secure_rng=ABSENT, phases=guarantees)) == []
    assert codes(weak({"phases": []})) == ["insecure_rng"]


@pytest.mark.parametrize("value", [True, None])
def test_a_seed_that_is_public_or_may_be(value: object) -> None:
    assert codes(weak(training(seed_published=value))) == ["seed_published"]
    assert weak(training(seed_published=False)) == []
