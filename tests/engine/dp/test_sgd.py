# SPDX-License-Identifier: Apache-2.0
"""One DP-SGD step: clipping, noise on the expected batch, and gradients of every kind."""

import math
from typing import Any

import numpy as np
import pytest

from licet.dp import dp_sgd_step
from licet.errors import ParameterError


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_the_call_of_the_course() -> None:
    gradients = [rng(seed).normal(size=10) * scale for seed, scale in enumerate([0.5, 2.0, 0.3, 1.5])]
    result = dp_sgd_step(gradients, clip_norm=1.0, noise_scale=0.5, lr=0.01)
    assert {"update", "avg_clip_factor", "noise_magnitude", "clip_fraction"} <= set(result)
    assert result["update"].shape == (10,)
    assert 0 < result["avg_clip_factor"] < 1 and 0 < result["noise_magnitude"] < 2


def test_without_noise_it_is_the_mean_of_clipped_gradients() -> None:
    gradients = [np.array([3.0, 4.0]), np.array([0.3, 0.4]), np.array([0.0, 0.0]), np.array([-30.0, 0.0])]
    result = dp_sgd_step(gradients, 2.0, 0.0, 0.1)
    clipped = np.array([[1.2, 1.6], [0.3, 0.4], [0, 0], [-2, 0]])
    assert result["update"] == pytest.approx(-0.1 * clipped.mean(axis=0))
    assert result["avg_clip_factor"] == pytest.approx((0.4 + 1 + 1 + 2 / 30) / 4)
    assert result["clip_fraction"] == 0.5 and result["noise_magnitude"] == 0.0


def test_a_list_and_an_array_are_the_same() -> None:
    gradients = rng().normal(size=(6, 3, 4))
    one = dp_sgd_step(list(gradients), 1.0, 1.0, 0.5, rng=rng(1))
    other = dp_sgd_step(np.asfortranarray(gradients), 1.0, 1.0, 0.5, rng=rng(1))
    nested = dp_sgd_step(gradients.tolist(), 1.0, 1.0, 0.5, rng=rng(1))
    assert one["update"].shape == (3, 4)
    assert (one["update"] == other["update"]).all() and (one["update"] == nested["update"]).all()


def test_scalar_parameters() -> None:
    assert dp_sgd_step([3.0, -0.5], 1.0, 0.0, 1.0)["update"] == pytest.approx(-0.25)


def test_gradients_are_left_as_they_are() -> None:
    gradients = np.array([[np.nan, 1.0], [3.0, 4.0]])
    dp_sgd_step(gradients, 1.0, 1.0, 0.1)
    assert np.isnan(gradients[0, 0]) and gradients[1].tolist() == [3.0, 4.0]


@pytest.mark.parametrize("count", [0, 1, 40, 63, 64, 300])
def test_noise_and_divisor_do_not_depend_on_the_batch(count: int) -> None:
    """The divisor mistake: what is not a fixed number tells how many examples there were."""
    result = dp_sgd_step(np.zeros((count, 5)), 2.0, 1.5, 1.0, expected_batch_size=64, rng=rng(3))
    alone = rng(3).normal(0.0, 1.0, 5) * 1.5 * 2.0 / 64
    assert result["update"] == pytest.approx(-alone) and result["noise_std"] == 1.5 * 2.0 / 64
    assert result["noise_magnitude"] == pytest.approx(np.linalg.norm(alone))


def test_one_example_moves_the_step_by_no_more_than_the_norm_over_the_expected_batch() -> None:
    gradients = rng().normal(size=(30, 8)) * 10
    for size in (1, 29, 30):
        with_it = dp_sgd_step(gradients[: size + 1][:30], 0.7, 1.0, 0.1, expected_batch_size=20, rng=rng(1))["update"]
        without = dp_sgd_step(gradients[:size], 0.7, 1.0, 0.1, expected_batch_size=20, rng=rng(1))["update"]
        assert np.linalg.norm(with_it - without) <= 0.1 * 0.7 / 20 * (1 + 1e-12)


def test_an_empty_batch_still_adds_noise() -> None:
    result = dp_sgd_step(np.zeros((0, 4)), 1.0, 1.0, 0.1, expected_batch_size=10, rng=rng())
    assert (result["update"] != 0).all() and result["noise_magnitude"] > 0
    assert result["avg_clip_factor"] == 1.0 and result["clip_fraction"] == 0.0


def test_the_noise_has_its_standard_deviation() -> None:
    noise = -dp_sgd_step(np.zeros((0, 200_000)), 2.0, 3.0, 1.0, expected_batch_size=4, rng=rng())["update"]
    assert noise.std() == pytest.approx(1.5, rel=0.01) and abs(noise.mean()) < 0.02


def test_each_call_has_its_own_noise() -> None:
    updates = [dp_sgd_step(np.zeros((1, 3)), 1.0, 1.0, 1.0)["update"] for _ in range(2)]
    assert (updates[0] != updates[1]).all()


@pytest.mark.parametrize("size", [1e308, 1e200, 1e-200, 5e-324])
def test_very_large_and_very_small_gradients(size: float) -> None:
    result = dp_sgd_step(np.full((2, 1000), size), 1.0, 0.0, 1.0)
    expected = 1 / math.sqrt(1000) if size > 1 else size
    assert result["update"] == pytest.approx(np.full(1000, -expected), rel=1e-9, abs=0)
    assert result["clip_fraction"] == (1.0 if size > 1 else 0.0)


@pytest.mark.parametrize("broken", [np.nan, np.inf, -np.inf])
def test_an_example_that_is_not_finite_counts_as_zero(broken: float) -> None:
    gradients = np.array([[0.3, 0.4], [broken, 1.0], [0.1, broken]])
    result = dp_sgd_step(gradients, 1.0, 0.0, 1.0)
    assert result["update"] == pytest.approx([-0.1, -0.4 / 3]) and result["non_finite"] == 2


@pytest.mark.parametrize("bad", [math.nan, math.inf, -1, "1", None, True, [1]])
def test_numbers_out_of_range(bad: Any) -> None:
    for name in ("clip_norm", "noise_scale", "expected_batch_size"):
        values: dict[str, Any] = {"clip_norm": 1.0, "noise_scale": 1.0, "lr": 0.1, "expected_batch_size": 2, name: bad}
        if name == "expected_batch_size" and bad is None:
            continue
        with pytest.raises(ParameterError, match=name):
            dp_sgd_step([np.ones(2)], **values)
    if bad != -1:
        with pytest.raises(ParameterError, match="lr"):
            dp_sgd_step([np.ones(2)], 1.0, 1.0, bad)


@pytest.mark.parametrize("name", ["clip_norm", "expected_batch_size"])
def test_zero_divides_nothing(name: str) -> None:
    with pytest.raises(ParameterError, match=name):
        dp_sgd_step([np.ones(2)], **{"clip_norm": 1.0, "noise_scale": 1.0, "lr": 1.0, "expected_batch_size": 1.0, name: 0})


@pytest.mark.parametrize(
    "gradients",
    [
        [],
        [np.ones(2), np.ones(3)],
        ["a"],
        [[1, None]],
        np.ones((3, 0)),
        [{}],
        5,
        np.array(1.0),
        np.array([[1j]]),
        np.array([[None]]),
    ],
)
def test_what_is_no_batch(gradients: Any) -> None:
    with pytest.raises(ParameterError):
        dp_sgd_step(gradients, 1.0, 1.0, 0.1)
    with pytest.raises(ParameterError):
        dp_sgd_step(np.zeros((0, 3)), 1.0, 1.0, 0.1)


def test_a_step_beyond_all_numbers() -> None:
    with pytest.raises(ParameterError, match="larger than a number"):
        dp_sgd_step([np.ones(2)], 1e300, 1e300, 0.1)


def test_ten_thousand_examples_are_fast() -> None:
    import time

    gradients = rng().normal(size=(10_000, 100))
    started = time.process_time()
    dp_sgd_step(gradients, 1.0, 1.0, 0.1)
    assert time.process_time() - started < 0.5
