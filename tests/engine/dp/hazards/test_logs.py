# SPDX-License-Identifier: Apache-2.0

from typing import Any

import pytest
from dp_trainings import training

from licet.dp.hazards.logs import contradicting

BASE = "/models/0/training/differential_privacy"
SIZES = f"{BASE}/logs/batch_sizes"
REFUTING = {"code": "log_batch_sizes_not_poisson", "p": 1e-9, "refutes": True, "facts": {"z": 9.1, "test": "mean", "rows": [1]}}


def found(results: Any, **changes: Any) -> list[tuple[str, str, str | None]]:
    section = training(logs={"batch_sizes": "sizes.csv"}, **changes)
    return [(one.code, one.effect, one.needs) for one in contradicting(section, BASE, results)]


def test_a_log_that_contradicts_refutes() -> None:
    results = {SIZES: {"state": "tested", "tests": [REFUTING, {**REFUTING, "refutes": False}]}}
    assert found(results) == [("log_batch_sizes_not_poisson", "refuted", "/logs/batch_sizes")]
    (one,) = contradicting(training(logs={"batch_sizes": "x"}), BASE, results)
    assert one.facts == {"z": 9.1, "test": "mean", "p": 1e-9}


def test_a_log_that_fits_says_nothing() -> None:
    assert found({SIZES: {"state": "tested", "tests": [{**REFUTING, "refutes": False}]}}) == []
    assert found({SIZES: {"state": "tested", "tests": []}}) == []


@pytest.mark.parametrize("results", [{}, {SIZES: None}, {SIZES: {}}, {SIZES: {"state": "missing", "tests": []}}, {SIZES: {"state": "unchecked"}}, {SIZES: {"state": "untested"}}])
def test_a_log_that_was_not_tested_is_open(results: Any) -> None:
    assert found(results) == [("missing_fact", "undecided", "/logs/batch_sizes")]


def test_sizes_of_batches_that_are_not_said_to_be_poisson_contradict_nothing() -> None:
    assert found({SIZES: {"state": "tested", "tests": [REFUTING]}}, phases__0__sampling__method="shuffle") == []


def test_what_else_a_log_holds() -> None:
    for code in ("log_noise_mismatch", "clip_violated"):
        results = {f"{BASE}/logs/noise": {"state": "tested", "tests": [{"code": code, "p": 0.0, "refutes": True}]}}
        section = training(logs={"noise": {"path": "noise.npz"}, "batch_sizes": None})
        assert [one.code for one in contradicting(section, BASE, results)] == [code]


def test_no_logs() -> None:
    assert contradicting(training(), BASE, {}) == []
    unknown = {SIZES: {"state": "tested", "tests": [{"code": "mood", "refutes": True}]}}
    assert found(unknown) == []


def test_a_log_of_other_steps_than_declared_is_of_another_training() -> None:
    for rows in (1, 999, 3000):
        result = {"state": "tested", "tests": [], "steps": {"batch_sizes": rows}}
        assert found({SIZES: result}) == [("inconsistent_parameters", "contradiction", "/logs/batch_sizes")]
    assert found({SIZES: {"state": "tested", "tests": [], "steps": {"batch_sizes": 1000}}}) == []
