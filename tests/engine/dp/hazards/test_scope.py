# SPDX-License-Identifier: Apache-2.0

from typing import Any

import pytest
from dp_trainings import ABSENT, manifest, training

from licet.dp.family import Family
from licet.dp.hazards.scope import overlapping, uncovered

TUNED = [{"model": "base", "relation": "finetune"}, {"dataset": "d", "relation": "trained_on"}]


def base(dataset: str, section: Any = None) -> dict:
    return {"name": "base", "derived_from": [{"dataset": dataset, "relation": "trained_on"}], "training": {"differential_privacy": section}}


def found(dataset: str, section: Any = None, **changes: Any) -> list[tuple[str, dict]]:
    whole = manifest(training(**changes), base(dataset, section), derived_from=TUNED, datasets=[{"name": "d"}, {"name": "web"}])
    family = Family(whole)
    return [(one.effect, one.facts) for one in overlapping(family.models[0], family)]


SEEN = [("undecided", {"model": "base", "dataset": "d"})]


@pytest.mark.parametrize("scope", ["finetuning", "alignment", "training", ABSENT])
def test_a_base_that_saw_the_data_without_protection(scope: object) -> None:
    assert found("d", claim__scope=scope) == SEEN
    assert found("web", claim__scope=scope) == []


def test_a_base_that_protected_them_is_outside_a_claim_on_fine_tuning_only() -> None:
    assert found("d", training(), claim__scope="finetuning") == SEEN
    assert found("d", training(), claim__scope="training") == []
    assert found("d", training(mechanism="none"), claim__scope="training") == SEEN


class TestDataThatNoPhaseNames:
    EDGES = [{"dataset": "d", "relation": "trained_on"}, {"dataset": "e", "relation": "trained_on"}]

    def found(self, kind: str | None, **changes: Any) -> list[dict]:
        datasets = [{"name": "d"}, {"name": "e", "source_kind": kind}]
        family = Family(manifest(training(**changes), derived_from=self.EDGES, datasets=datasets))
        return [one.facts for one in uncovered(family.models[0], family)]

    def test_is_asked_for(self) -> None:
        assert self.found("first_party") == self.found(None) == [{"fact": "phase on a dataset", "dataset": "e"}]

    def test_unless_it_is_public_or_synthetic(self) -> None:
        assert self.found("public_dataset") == self.found("synthetic") == []

    def test_unless_a_phase_may_use_it(self) -> None:
        assert self.found(None, phases__0__dataset=ABSENT) == []
        assert self.found(None, phases=[]) == []
