# SPDX-License-Identifier: Apache-2.0

import pytest
from dp_trainings import phase

from licet.dp.hazards.batch_dependence import mixed


@pytest.mark.parametrize("value", [True, None, "no"])
@pytest.mark.parametrize(("place", "fact"), [("batch_dependent", "batch_dependent"), ("clipping__adaptive", "clipping.adaptive")])
def test_what_mixes_examples_or_may(value: object, place: str, fact: str) -> None:
    (found,) = mixed(phase(**{place: value}))
    assert (found.code, found.effect, found.facts["fact"]) == ("batch_dependent_computation", "undecided", fact)
    assert found.needs == f"/phases/0/{fact.replace('.', '/')}"


def test_what_does_not() -> None:
    assert mixed(phase(batch_dependent=False, clipping__adaptive=False)) == mixed(phase()) == []
