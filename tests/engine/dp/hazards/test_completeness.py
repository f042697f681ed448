# SPDX-License-Identifier: Apache-2.0

import pytest
from dp_trainings import ABSENT, TRAINING, changed

from licet.dp.hazards.completeness import hidden, incomplete

CLAIM = TRAINING["claim"]


def test_a_claim_that_says_everything() -> None:
    assert incomplete(CLAIM) == [] and hidden(CLAIM) == []
    assert incomplete({**CLAIM, "epsilon": 0, "delta": 0}) == []


@pytest.mark.parametrize("key", ["epsilon", "delta", "unit", "adjacency"])
@pytest.mark.parametrize("value", [ABSENT, None, [], float("nan")])
def test_each_part_is_required(key: str, value: object) -> None:
    (found,) = incomplete(changed(CLAIM, **{key: value}))
    assert (found.code, found.effect, found.needs, found.facts) == ("incomplete_claim", "undecided", f"/claim/{key}", {"missing": key})


def test_epsilon_only() -> None:
    (found,) = incomplete({"epsilon": 3})
    assert found.facts == {"missing": "delta, unit, adjacency"} and found.needs == "/claim/delta"


def test_the_last_iterate() -> None:
    (found,) = hidden({**CLAIM, "released": "last_iterate"})
    assert (found.code, found.effect) == ("hidden_state_claim", "open")
    assert hidden({**CLAIM, "released": "all_iterates"}) == []
