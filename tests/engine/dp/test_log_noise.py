# SPDX-License-Identifier: Apache-2.0
"""Logged noise against its declared scale, and clipping."""

import math

import numpy as np
import pytest
from scipy import stats

from licet.dp import log_noise
from licet.dp.log_finding import Finding


def noise(scale: float, steps: int = 100, dims: int = 5000, seed: int = 0) -> dict[str, np.ndarray]:
    rows = np.random.default_rng(seed).normal(0, scale, (steps, dims))
    return {"squared_norm": (rows**2).sum(axis=1), "dimension": np.full(steps, float(dims))}


def norms(scale: float, seed: int = 0) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    clean, added = rng.normal(0, 3, (100, 5000)), rng.normal(0, scale, (100, 5000))
    found = {"noisy_squared_norm": ((clean + added) ** 2).sum(axis=1), "clean_squared_norm": (clean**2).sum(axis=1)}
    return {**found, "dimension": np.full(100, 5000.0)}


def found(columns: dict[str, np.ndarray], std: float = 1.0, repeated: int = 0) -> dict[str, Finding]:
    answer = log_noise.findings(columns, std, repeated)
    assert not isinstance(answer, str), answer
    assert all(one.code == "log_noise_mismatch" and 0 <= one.p <= 1 for one in answer)
    return {one.test: one for one in answer}


@pytest.mark.parametrize("seed", range(10))
def test_the_declared_noise_fits(seed: int) -> None:
    for scale in (1e-6, 1.0, 1e8):
        answer = found(noise(scale, 20, 2000, seed), scale)
        assert min(one.p for one in answer.values()) > 0.01


def test_the_figures_of_the_design() -> None:
    """500,000 numbers: 2 % too little noise is 20 standard deviations, 10 % is 100."""
    assert abs(float(found(noise(1.0))["scale"].facts["z"] or 0)) < 3
    assert found(noise(0.98))["scale"].facts["z"] == pytest.approx(-20, abs=3)
    assert found(noise(0.9))["scale"].facts["z"] == pytest.approx(-102, abs=4)
    assert found(noise(0.98))["scale"].p < 1e-60 and found(noise(1.02))["scale"].p < 1e-60


@pytest.mark.parametrize("dims", [1, 2, 5, 30, 1000, 10**6])
@pytest.mark.parametrize("z", [-5, -2, -0.5, 0.5, 2, 5])
def test_p_bounds_the_chi_square_tails(dims: int, z: float) -> None:
    square = max(1e-3 * dims, dims + z * math.sqrt(2 * dims))
    answer = found({"squared_norm": np.array([square]), "dimension": np.array([float(dims)])})["scale"]
    tail = min(stats.chi2.sf(square, dims), stats.chi2.cdf(square, dims))
    assert answer.p >= min(1, 2 * tail)
    if 2 <= dims <= 1000 and abs(z) == 5:  # beyond, the allowance for rounding is as large as the spread
        assert answer.p <= min(1, 2 * tail**0.5)


def test_noise_that_is_missing_now_and_then_is_not_averaged_away() -> None:
    columns = noise(1.0)
    columns["squared_norm"][::2] *= 2
    columns["squared_norm"][1::2] = 0
    columns["squared_norm"] *= columns["dimension"].sum() / columns["squared_norm"].sum()
    answer = found(columns)
    assert answer["scale"].p > 0.5 and answer["worst_step"].p < 1e-100


def test_no_noise_at_all() -> None:
    columns = {"squared_norm": np.zeros(10), "dimension": np.full(10, 50.0)}
    assert found(columns)["scale"].p < 1e-100


def test_single_precision_is_no_cheating() -> None:
    rows = np.random.default_rng(3).normal(0, 1, (50, 200_000)).astype(np.float16)
    squares = np.array([float((row.astype(np.float32) ** 2).sum(dtype=np.float32)) for row in rows])
    answer = found({"squared_norm": squares, "dimension": np.full(50, 2e5)})
    assert min(one.p for one in answer.values()) > 1e-3


def test_norms_only() -> None:
    assert min(one.p for one in found(norms(1.0)).values()) > 0.01
    assert found(norms(0.95))["norms"].p < 1e-12
    assert found(norms(1.05))["norms"].p < 1e-12
    assert found(norms(0.0))["norms"].p < 1e-100


@pytest.mark.parametrize("shift,dims", [(5.0, 10.0), (400.0, 20.0), (1e5, 1e3)])
def test_p_bounds_the_noncentral_tails(shift: float, dims: float) -> None:
    for z in (-4, -1, 1, 4):
        square = shift + dims + z * math.sqrt(2 * dims + 4 * shift)
        if square <= 0:
            continue
        columns = {"noisy_squared_norm": np.array([square]), "clean_squared_norm": np.array([shift])}
        answer = found({**columns, "dimension": np.array([dims])})["norms"]
        tail = min(stats.ncx2.sf(square, dims, shift), stats.ncx2.cdf(square, dims, shift))
        assert answer.p >= 2 * tail if abs(z) == 1 else 2 * tail <= answer.p <= 2 * tail**0.5 + 0.1


def test_what_is_not_usable() -> None:
    dims = {"dimension": np.ones(3)}
    for columns in (dims, {**dims, "noisy_squared_norm": np.ones(3)}, {"squared_norm": np.ones(3)}):
        assert isinstance(log_noise.findings(columns, 1.0), str)
    assert isinstance(log_noise.findings({**dims, "squared_norm": np.ones(3)}, None), str)
    assert log_noise.findings({"max_norm": np.ones(3)}, None) == []
    assert isinstance(log_noise.findings({**dims, "squared_norm": np.full(3, 1e308)}, 1e-150), str)


def test_noise_that_comes_twice() -> None:
    assert found(noise(1.0), repeated=1)["repeated"].p < 1e-100
    assert found({"squared_norm": np.ones(9), "dimension": np.ones(9)}, repeated=2)["repeated"].p == 1


def test_the_smallest_error_that_shows() -> None:
    dims = 5e5
    edge = log_noise.detectable(dims)
    for scale, refuted in ((1 - 1.1 * edge, True), (1 - 0.8 * edge, False)):
        answer = found({"squared_norm": np.array([scale**2 * dims]), "dimension": np.array([dims])})["scale"]
        assert (answer.p * 4 < 1e-4) == refuted


def test_clipping() -> None:
    def judged(columns: dict[str, np.ndarray], norm: float | None = 1.5) -> list[Finding]:
        answer = log_noise.clipping(columns, norm)
        assert not isinstance(answer, str)
        return answer

    (within,) = judged({"max_norm": np.array([1.5, 1.5 * (1 + 1e-7), 0.0])})
    assert within.p == 1 and within.facts == {"over": 0, "steps": 3}
    (over,) = judged({"max_norm": np.array([1.5, 1.5001, 9.0])})
    assert over.code == "clip_violated" and over.p == 0 and over.facts == {"over": 2, "steps": 3}
    (never,) = judged({"clip_fraction": np.zeros(4)}, None)
    assert never.p == 1 and never.facts["never_clipped"] is True
    (some,) = judged({"clip_fraction": np.array([0, 0.5])}, None)
    assert some.facts == {"idle": 1, "never_clipped": False, "steps": 2}
    assert isinstance(log_noise.clipping({"max_norm": np.ones(2)}, None), str)
    assert log_noise.clipping(noise(1.0), None) == []
