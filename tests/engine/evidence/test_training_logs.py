# SPDX-License-Identifier: Apache-2.0
"""Logs are tested where they are there and the ones that were named; whatever else is found is said in a word."""

from __future__ import annotations

import copy
import hashlib
from pathlib import Path
from typing import Any

import pytest
from cases import manifest, model
from dp_trainings import TRAINING

from licet.evidence import training_logs

PLACE = "/models/0/training/differential_privacy/logs/batch_sizes"
CONSTANT = "batch_size\n" + "1000\n" * 1000


def state(folder: Path, stated: Any, **over: Any) -> Any:
    training = {**copy.deepcopy(TRAINING), "logs": {"batch_sizes": stated}, **over}
    return training_logs.tested(manifest(models=[model(training={"differential_privacy": training})]), folder)[PLACE]


def test_constant_batches_refute_batches_drawn_by_chance(tmp_path: Path) -> None:
    (tmp_path / "sizes.csv").write_text(CONSTANT)
    found = state(tmp_path, "sizes.csv")
    assert found["state"] == "tested"
    assert [test["code"] for test in found["tests"] if test["refutes"]][:1] == ["log_batch_sizes_not_poisson"]


def test_the_digest_decides_which_log_is_meant(tmp_path: Path) -> None:
    (tmp_path / "sizes.csv").write_text(CONSTANT)
    right = hashlib.sha256(CONSTANT.encode()).hexdigest()
    assert state(tmp_path, {"path": "sizes.csv", "sha256": right})["state"] == "tested"
    assert state(tmp_path, {"path": "sizes.csv", "sha256": f"sha256:{right.upper()}"})["state"] == "tested"
    assert state(tmp_path, {"path": "sizes.csv", "sha256": "0" * 64})["state"] == "differs"


@pytest.mark.parametrize(
    ("stated", "word"),
    [("none.csv", "missing"), ({"sha256": "0" * 64}, "missing"), ({"path": None}, "missing"), (".", "missing"), ("bad.csv", "unreadable")],
)
def test_a_log_that_is_none_is_not_tested(stated: Any, word: str, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("batch_size\nmany\n")
    assert state(tmp_path, stated) == {"state": word, "tests": []}


def test_what_is_declared_decides_what_can_be_tested(tmp_path: Path) -> None:
    (tmp_path / "sizes.csv").write_text(CONSTANT)
    assert state(tmp_path, "sizes.csv", units=None)["state"] == "untested"
