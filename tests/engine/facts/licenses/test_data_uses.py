# SPDX-License-Identifier: Apache-2.0
"""Data that a model learned from: what is shared, and which position is open."""

from typing import Any

import pytest
from cases import facts, manifest, model
from in_process import derive

DATA = {"name": "d", "modified": False}


def use(license: str, relation: str = "trained_on", mode: str = "internal", **more: object) -> dict[str, Any]:
    models = [model(derived_from=[{"dataset": "d", "relation": relation}])]
    found = facts(models=models, datasets=[{**DATA, "license": license, **more}], deployment={"mode": mode})
    return found["data_uses"]["m<d"]


@pytest.mark.parametrize(
    ("license", "position"),
    [("CC-BY-4.0", None), ("CC-BY-NC-4.0", "nc_training_data"), ("CC-BY-SA-4.0", "share_alike_training_data")],
)
def test_open_positions(license: str, position: str | None) -> None:
    granted = use(license)["granted"]
    assert (granted["holds"], granted["position"]) == (None if position else True, position)


def test_handing_on_the_model_shares_and_serving_it_does_not() -> None:
    kept = [use("CC-BY-SA-4.0", mode=mode, made_available=False) for mode in ("internal", "hosted", "weights")]
    assert [one["shared"]["holds"] for one in kept] == [False, False, True]
    assert use("CC-BY-SA-4.0", mode=None)["shared"]["holds"] is None
    assert use("CC-BY-SA-4.0", made_available=True)["shared"]["holds"] is True


def test_only_data_under_texts_that_speak_of_it_have_a_record() -> None:
    models = [model(derived_from=[{"dataset": "d", "relation": "trained_on"}])]
    assert facts(models=models, datasets=[{**DATA, "license": "MIT"}])["data_uses"] == {}


def test_a_position_that_was_taken_is_not_open() -> None:
    models = [model(derived_from=[{"dataset": "d", "relation": "trained_on"}])]
    made = manifest(models=models, datasets=[{**DATA, "license": "CC-BY-SA-4.0"}])
    assert derive(made, profile="internal")[1]["data_uses"]["m<d"]["granted"]["holds"] is True
    assert derive(made, profile="strict")[1]["data_uses"]["m<d"]["granted"]["holds"] is False
