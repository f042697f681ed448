# SPDX-License-Identifier: Apache-2.0

from typing import Any

import pytest
from dp_trainings import ABSENT, codes, phase

from licet.dp import events
from licet.dp.correlated import matrix, tree

SCHEMA = {"participation": {"min_separation": 100, "max_participations": 10}, "sampling": ABSENT, "batch_size": ABSENT, "epochs": ABSENT}
TREE = events.Tree(1.0, 1000, 100, 10)


def test_a_tree_with_its_schema_is_one_event_at_both_ends() -> None:
    found = tree(phase(**SCHEMA))
    assert found.best == [(TREE,)] and found.worst == TREE and found.remarks == ()


def test_a_tree_does_not_need_a_rate() -> None:
    assert codes(tree(phase(**{**SCHEMA, "steps": None})).remarks) == ["missing_fact"]
    assert tree(phase(**{**SCHEMA, "steps": None})).worst is None


@pytest.mark.parametrize("key", ["min_separation", "max_participations"])
@pytest.mark.parametrize("make", [tree, matrix])
def test_without_a_participation_schema_nothing_is_known(key: str, make: Any) -> None:
    found = make(phase(**{**SCHEMA, "sensitivity": 2.0, f"participation__{key}": ABSENT}))
    assert found.best == [()] and found.worst is None
    assert ("participation_unknown", "undecided", f"/phases/0/participation/{key}") in {(one.code, one.effect, one.needs) for one in found.remarks}


def test_sampling_may_amplify_so_only_the_upper_end_stays() -> None:
    found = tree(phase(**{**SCHEMA, "sampling": {"method": "poisson", "rate": 0.01}}))
    assert found.best == [()] and found.worst == TREE


def test_a_matrix_needs_the_sensitivity_of_its_encoder() -> None:
    found = matrix(phase(**SCHEMA, sensitivity=2.5))
    assert found.best == [(events.Matrix(2.5, 1.0),)] and found.worst == events.Matrix(2.5, 1.0)
    for broken in (ABSENT, None, 0, "2", float("inf")):
        found = matrix(phase(**SCHEMA, sensitivity=broken))
        assert found.worst is None and [one.needs for one in found.remarks] == ["/phases/0/sensitivity"]


@pytest.mark.parametrize("make", [tree, matrix])
def test_without_noise_the_unit_leaves_for_certain(make: Any) -> None:
    found = make(phase(**SCHEMA, sensitivity=1.0, noise_multiplier=0))
    assert found.bare == 1.0 and found.worst is None
    assert "noise_scale" in codes(found.remarks)
