# SPDX-License-Identifier: Apache-2.0
"""Logs against declared facts: states, correction for many tests, phases, and what may not be asked."""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from licet.dp import logs
from licet.dp.logs import BatchSizes, Declared, Noise
from licet.errors import ParameterError

POISSON = Declared("poisson", 50_000, 0.01, 200, noise_std=2.0, clip_norm=1.0)


def sizes(values: Any) -> BatchSizes:
    return BatchSizes(np.array(values), "sha256:a")


def good_sizes(steps: int = 200, seed: int = 1) -> BatchSizes:
    return sizes(np.random.default_rng(seed).binomial(50_000, 0.01, steps))


def noise(scale: float = 2.0, steps: int = 200, **more: np.ndarray) -> Noise:
    rows = np.random.default_rng(2).normal(0, scale, (steps, 400))
    return Noise({"squared_norm": (rows**2).sum(axis=1), "dimension": np.full(steps, 400.0), **more}, steps, "sha256:b")


def refuting(result: dict[str, Any]) -> set[tuple[str, str]]:
    return {(test["code"], test["facts"]["test"]) for test in result["tests"] if test["refutes"]}


def test_logs_that_fit() -> None:
    result = logs.tested([POISSON], batch_sizes=good_sizes(), noise=noise(max_norm=np.full(200, 0.99)))
    assert result["state"] == "tested" and not refuting(result) and result["untested"] == []
    assert {test["code"] for test in result["tests"]} == {
        "log_batch_sizes_not_poisson", "log_noise_mismatch", "clip_violated"
    }  # fmt: skip
    assert result["steps"] == {"batch_sizes": 200, "noise": 200}
    assert result["digests"] == {"batch_sizes": "sha256:a", "noise": "sha256:b"}
    json.dumps(result, allow_nan=False)


def test_logs_that_do_not() -> None:
    result = logs.tested([POISSON], batch_sizes=sizes([500] * 200), noise=noise(1.5, max_norm=np.full(200, 1.2)))
    assert refuting(result) == {
        ("log_batch_sizes_not_poisson", "dispersion"),
        ("log_batch_sizes_not_poisson", "constant"),
        ("log_noise_mismatch", "scale"),
        ("log_noise_mismatch", "worst_step"),
        ("clip_violated", "norm"),
    }


def test_holm() -> None:
    """The i-th smallest of n p-values counts n - i times: in the call alone with another phase, the least one twice as much."""
    odd = sizes([500] * 5)
    least = min(test["p"] for test in logs.tested([POISSON], batch_sizes=odd)["tests"])
    both = logs.tested([POISSON._replace(steps=5), POISSON], batch_sizes=sizes([*odd.sizes, *good_sizes().sizes]))
    assert min(test["p"] for test in both["tests"]) == pytest.approx(2 * least)
    assert least < 1e-4
    assert max(test["p"] for test in both["tests"]) == 1.0


def test_many_phases_need_stronger_evidence() -> None:
    """Four equal sizes refute a run of four steps, and not one phase of four hundred."""
    assert refuting(logs.tested([POISSON], batch_sizes=sizes([500] * 4)))
    phases = [POISSON._replace(steps=5)] + [POISSON._replace(steps=2)] * 400
    values = np.concatenate([[500] * 4, np.random.default_rng(5).binomial(50_000, 0.01, 800)])
    assert not refuting(logs.tested(phases, batch_sizes=sizes(values)))


def test_rows_are_given_to_phases_in_order() -> None:
    shuffle = Declared("shuffle", 50_000, 0.01, 100)
    both = sizes([*good_sizes(200).sizes, *([500] * 100)])
    assert not refuting(logs.tested([POISSON, shuffle], batch_sizes=both))
    assert refuting(
        logs.tested([POISSON._replace(steps=100), shuffle._replace(sampling="poisson", steps=200)], batch_sizes=both)
    )
    unfit = logs.tested([POISSON, shuffle._replace(steps=99)], batch_sizes=both)
    assert unfit["state"] == "untested" and unfit["tests"] == [] and len(unfit["untested"]) == 2


@pytest.mark.parametrize("field", ["sampling", "units", "rate"])
def test_a_missing_fact_leaves_sizes_untested(field: str) -> None:
    result = logs.tested([POISSON._replace(**{field: None})], batch_sizes=sizes([500] * 200))
    assert result["state"] == "untested" and result["tests"] == [] and result["untested"][0]["log"] == "batch_sizes"


def test_other_missing_facts() -> None:
    truncated = POISSON._replace(sampling="truncated_poisson")
    assert logs.tested([truncated], batch_sizes=good_sizes())["state"] == "untested"
    assert logs.tested([truncated._replace(cap=600)], batch_sizes=good_sizes())["state"] == "tested"
    assert logs.tested([POISSON._replace(noise_std=None)], noise=noise())["state"] == "untested"
    clipped = logs.tested([POISSON._replace(noise_std=None)], noise=noise(max_norm=np.full(200, 1.2)))
    assert clipped["state"] == "untested" and refuting(clipped) == {("clip_violated", "norm")}
    only_clipping = Noise({"max_norm": np.full(200, 1.2)}, 200, "x")
    assert logs.tested([POISSON._replace(noise_std=None)], noise=only_clipping)["state"] == "tested"
    assert logs.tested([POISSON._replace(clip_norm=None)], noise=only_clipping)["state"] == "untested"
    assert logs.tested([POISSON])["state"] == "untested"
    assert logs.tested([POISSON], batch_sizes=sizes([]))["state"] == "untested"


@pytest.mark.parametrize("sampling", ["shuffle", "fixed_batch", "random_allocation", "full_batch"])
def test_equal_sizes_are_no_news_where_batches_are_not_poisson(sampling: str) -> None:
    result = logs.tested([POISSON._replace(sampling=sampling)], batch_sizes=sizes([500] * 200))
    assert result["state"] == "tested" and result["tests"] == [] == result["untested"]


def test_one_log_of_a_result() -> None:
    result = logs.tested([POISSON._replace(noise_std=None)], batch_sizes=sizes([500] * 200), noise=noise())
    assert {test["log"] for test in logs.of_log(result, "batch_sizes")["tests"]} == {"batch_sizes"}
    assert logs.of_log(result, "batch_sizes")["state"] == "tested"
    assert logs.of_log(result, "noise")["tests"] == [] and logs.of_log(result, "noise")["state"] == "untested"


def test_from_files(tmp_path: Path) -> None:
    (tmp_path / "sizes.csv").write_text("batch_size\n" + "500\n" * 50)
    np.save(tmp_path / "noise.npy", np.random.default_rng(3).normal(0, 2.0, (50, 300)))
    result = logs.tested(
        [POISSON], batch_sizes=logs.read_batch_sizes(tmp_path / "sizes.csv"), noise=logs.read_noise(tmp_path / "noise.npy")
    )
    assert {code for code, _ in refuting(result)} == {"log_batch_sizes_not_poisson"}


def test_repeated_noise(tmp_path: Path) -> None:
    rows = np.random.default_rng(3).normal(0, 2.0, (50, 300))
    rows[7] = rows[6]
    np.save(tmp_path / "noise.npy", rows)
    found = logs.read_noise(tmp_path / "noise.npy")
    assert refuting(logs.tested([POISSON], noise=found)) == {("log_noise_mismatch", "repeated")}


BAD = [math.nan, math.inf, -1, 0, "1", True, [1]]


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("field", ["units", "rate", "steps", "cap", "noise_std", "clip_norm"])
def test_declared_numbers_are_in_range(field: str, bad: Any) -> None:
    with pytest.raises(ParameterError, match=field):
        logs.tested([POISSON._replace(**{field: bad})], batch_sizes=good_sizes())


@pytest.mark.parametrize("bad", [*BAD, 1, 0.9, None])
def test_the_significance_is_in_range(bad: Any) -> None:
    with pytest.raises(ParameterError):
        logs.tested([POISSON], batch_sizes=good_sizes(), significance=bad)


def test_without_a_phase_nothing_is_tested() -> None:
    result = logs.tested([], batch_sizes=good_sizes(), noise=noise())
    assert result["state"] == "untested" and set(result["states"].values()) == {"untested"} and result["tests"] == []


@pytest.mark.parametrize("std", [1e-300, 1e-160, 1e160, 1e300])
def test_noise_out_of_all_proportion(std: float) -> None:
    result = logs.tested([Declared(noise_std=std)], noise=noise())
    assert (result["state"] == "untested") != bool(refuting(result))


def test_true_logs_are_seldom_refuted() -> None:
    """All tests together, at a significance that would show: at most 5 % of runs that did what they declared."""
    refuted = 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        rows = rng.normal(0, 2, (30, 50))
        answer = logs.tested(
            [Declared("poisson", 1000, 0.01, 30, noise_std=2.0)],
            batch_sizes=sizes(rng.binomial(1000, 0.01, 30)),
            noise=Noise({"squared_norm": (rows**2).sum(axis=1), "dimension": np.full(30, 50.0)}, 30, "x"),
            significance=0.05,
        )
        refuted += bool(refuting(answer))
    assert refuted <= 200 * 0.05 + 9
