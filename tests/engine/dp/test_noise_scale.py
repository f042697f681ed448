# SPDX-License-Identifier: Apache-2.0

import math
from typing import Any

import numpy as np
import pytest
from dp_trainings import ABSENT, phase

from licet.dp.declared import Phase
from licet.dp.noise_scale import SHARE, Noise, noise
from licet.dp.schedule import schedule
from licet.dp.values import Span

EXPECTED = {"std": 0.002, "on": "mean", "divisor": "expected_batch"}


def found(**changes: Any) -> Noise:
    one: Phase = phase(**changes)
    return noise(one, schedule(one))


def close(span: Span, low: float | None, high: float | None) -> bool:
    return span == (pytest.approx(low), pytest.approx(high))


def seen(one: Noise) -> list[tuple[str, str]]:
    return [(item.code, item.effect) for item in one.remarks]


def test_a_multiplier_stands_for_itself_and_zero_is_zero() -> None:
    assert found() == Noise(Span(1.0, 1.0))
    assert found(noise_multiplier=0) == Noise(Span(0.0, 0.0))


@pytest.mark.parametrize("value", [ABSENT, None, "1", float("nan"), -1])
def test_without_noise_facts_nothing_is_known(value: object) -> None:
    one = found(noise_multiplier=value)
    assert one.multiplier == Span(None, None)
    assert seen(one) == [("missing_fact", "open")]


@pytest.mark.parametrize(
    ("stated", "norm", "multiplier"),
    [
        ({"std": 3.0, "on": "sum"}, 1.5, 2.0),
        (EXPECTED, 0.5, 4.0),
        ({"std": 2e-5, "on": "mean", "divisor": "dataset"}, 1.0, None),
        ({"std": 3.0, "on": "sum"}, [3.0, 4.0], 0.6),
    ],
)
def test_noise_as_it_is_added(stated: dict, norm: object, multiplier: float | None) -> None:
    one = found(noise_multiplier=ABSENT, noise=stated, clipping__norm=norm)
    assert close(one.multiplier, *((1.0, 2.0) if multiplier is None else (multiplier, multiplier)))
    assert one.remarks == ()


@pytest.mark.parametrize("adjacency", ["replace_one", "zero_out"])
def test_the_size_of_the_dataset_is_a_sound_divisor_where_neighbors_share_it(adjacency: str) -> None:
    stated = {"std": 2e-5, "on": "mean", "divisor": "dataset"}
    one = found(noise_multiplier=ABSENT, noise=stated, training__claim__adjacency=adjacency)
    assert close(one.multiplier, 2.0, 2.0)


def test_both_ways_of_saying_it_must_agree() -> None:
    assert found(noise_multiplier=2.0, noise=EXPECTED).remarks == ()
    assert found(noise_multiplier=2.01, noise=EXPECTED).remarks == ()
    clash = found(noise_multiplier=1.0, noise=EXPECTED)
    assert close(clash.multiplier, 1.0, 2.0) and seen(clash) == [("noise_scale", "clash")]
    silent = found(noise_multiplier=1.0, noise={"std": 0, "on": "sum"})
    assert close(silent.multiplier, 0.0, 1.0) and seen(silent) == [("noise_scale", "clash")]


def test_noise_on_the_sum_that_is_stated_as_noise_on_the_mean_is_a_clash() -> None:
    """Row 5: the multiplier forgets the batch."""
    one = found(noise_multiplier=1.0, noise={"std": 1.0, "on": "mean", "divisor": "expected_batch"})
    assert close(one.multiplier, 1.0, 1000.0) and seen(one) == [("noise_scale", "clash")]


def test_a_multiplier_by_one_layers_norm_is_a_clash_of_layers() -> None:
    one = found(noise_multiplier=1.0, noise={"std": 1.0, "on": "sum"}, clipping__norm=[1.0, 1.0, 1.0, 1.0])
    assert close(one.multiplier, 0.5, 1.0) and seen(one) == [("layer_sensitivity", "clash")]
    agreeing = found(noise_multiplier=0.5, noise={"std": 1.0, "on": "sum"}, clipping__norm=[1.0, 1.0, 1.0, 1.0])
    assert agreeing == Noise(Span(0.5, 0.5))


def test_a_multiplier_for_layers_may_be_that_of_each() -> None:
    one = found(clipping__norm=[1.0, 2.0, 3.0, 4.0])
    assert close(one.multiplier, 0.5, 1.0) and seen(one) == [("layer_sensitivity", "hazard")]
    assert found(clipping__norm=[4.0]).remarks == ()


@pytest.mark.parametrize(
    ("stated", "needs", "low", "high"),
    [
        ({"std": 2.0}, "noise/on", None, None),
        ({"std": 2.0, "on": "mean"}, "noise/divisor", None, None),
        ({"std": 2.0, "on": None, "divisor": "expected_batch"}, "noise/on", 2.0, 2000.0),
        ({"std": 2.0, "on": "mean", "divisor": "dataset"}, "units", None, None),
    ],
)
def test_what_is_not_said_leaves_every_reading(stated: dict, needs: str, low: float | None, high: float | None) -> None:
    units = {"training__units": ABSENT} if needs == "units" else {}
    one = found(noise_multiplier=ABSENT, noise=stated, **units)
    assert close(one.multiplier, low, high)
    assert [item.needs for item in one.remarks] == [f"/phases/0/{needs}"]


@pytest.mark.parametrize(
    ("noise", "needs"),
    [({"std": 0.002}, "on"), ({"std": 0.002, "on": None}, "on"), ({"std": 0.002, "on": "mean"}, "divisor"), ({"std": 0.002, "on": "mean", "divisor": None}, "divisor")],
)
def test_a_multiplier_does_not_say_how_the_noise_is_added(noise: dict, needs: str) -> None:
    one = found(noise_multiplier=2.0, noise=noise)
    assert one.multiplier.low is None and [item.needs for item in one.remarks] == [f"/phases/0/noise/{needs}"]


def test_a_multiplier_stands_where_the_noise_cannot_be_read() -> None:
    assert found(noise_multiplier=2.0, noise={"std": 0.002}, clipping=ABSENT) == Noise(Span(2.0, 2.0))


def test_a_standard_deviation_without_a_norm_is_no_multiplier() -> None:
    one = found(noise_multiplier=ABSENT, noise={"std": 1.0, "on": "sum"}, clipping=ABSENT)
    assert one.multiplier == Span(None, None)
    assert [item.needs for item in one.remarks] == ["/phases/0/clipping/norm"]


class TestTheBatchThatWasDrawn:
    STATED = {"std": 0.001, "on": "mean", "divisor": "actual_batch"}

    def test_its_size_is_known_where_it_never_changes(self) -> None:
        for method in ("fixed_batch", "shuffle"):
            one = found(noise_multiplier=1.0, noise=self.STATED, sampling__method=method)
            assert one.remarks == () and close(one.multiplier, 1.0, 1.0)

    def test_elsewhere_nothing_is_amplified_and_the_shift_is_twice_the_norm(self) -> None:
        one = found(noise_multiplier=1.0, noise=self.STATED)
        assert one.multiplier.low == pytest.approx(0.0005) and not one.amplified and one.share == SHARE
        assert seen(one) == [("actual_batch_divisor", "hazard")]

    def test_the_high_end_covers_the_batches_that_are_drawn(self) -> None:
        """At least the stated share of batches is no larger than the multiplier's high end allows."""
        one = found(noise_multiplier=1.0, noise=self.STATED)
        most = (one.multiplier.high or 0) / 0.001 - 1
        drawn = np.random.default_rng(1).binomial(99_999, 0.01, 200_000)
        assert (drawn <= most).mean() >= SHARE
        assert most < 1200

    def test_without_its_standard_deviation_nothing_is_known(self) -> None:
        one = found(noise={"on": "mean", "divisor": "actual_batch"})
        assert one.multiplier == Span(None, None)

    def test_other_ways_of_drawing_have_no_lower_end(self) -> None:
        one = found(noise=self.STATED, sampling__method="truncated_poisson", sampling__cap=1200)
        assert one.multiplier == (pytest.approx(0.0005), None)

    def test_on_a_sum_no_divisor_matters(self) -> None:
        stated = {"std": 1.0, "on": "sum", "divisor": "actual_batch"}
        assert found(noise=stated) == Noise(Span(1.0, 1.0))


def test_the_length_of_layers_is_the_root_of_the_sum_of_squares() -> None:
    norms = [0.3, 0.5, 0.7]
    one = found(noise_multiplier=ABSENT, noise={"std": 1.0, "on": "sum"}, clipping__norm=norms)
    assert close(one.multiplier, *(2 * [1 / math.hypot(*norms)]))
