# SPDX-License-Identifier: Apache-2.0
"""Cuts, steps and windows: what the certified part takes for granted, and that the choice is a sensible one."""

from __future__ import annotations

import math

import numpy as np
import pytest

from licet.dp.rare_pair import Pair
from licet.dp.rare_plan import chernoff, levels, reversed_tilt, rough, sketch, tilt_for, window

RARE = rough(Pair(0.5, 1e-5), 1000, 1e-8)


def test_the_table_ends_where_jumps_no_longer_matter() -> None:
    x = RARE.x[-1:]
    beyond = RARE.pair.excess(RARE.pair.between(np.append(x, x + 9))[0].sum(1, keepdims=True), np.array([RARE.top]))
    assert 1000 * beyond[0] == pytest.approx(1e-15, rel=1e-3)


def test_log_moments_of_a_table_without_sampling_noise() -> None:
    """At rate 1/2 and large noise the loss is nearly normal: K(z) is close to z (z+1) variance / 2."""
    table = rough(Pair(20.0, 0.5), 100, 1e-6)
    variance = 100 * 0.25 / 400
    for sign, moments in ((1, table.up), (-1, table.down)):
        inside = (table.z > 0.3) & (table.z < 20)
        z = sign * table.z[inside]
        assert moments[inside] == pytest.approx(z * (z + 1) * variance / 2, rel=0.05)
    assert chernoff(table) == pytest.approx(1.1, abs=0.3)


def test_a_tilt_is_taken_only_where_rounding_would_matter() -> None:
    assert tilt_for(rough(Pair(0.5, 1e-4), 1000, 1e-3), 0.1, 8192) == 0
    assert tilt_for(rough(Pair(1.0, 1e-3), 1000, 1e-9), 0.5, 8192) > 1
    assert reversed_tilt(rough(Pair(1.0, 1e-3), 1000, 1e-9), 0.3, 8192) > 1


def test_a_window_holds_single_jumps_and_all_of_the_sum() -> None:
    frame = window(RARE, 2.0, 0.5)
    assert frame.high - frame.low >= RARE.top - RARE.pair.floor
    assert frame.low >= 1000 * RARE.pair.floor
    assert frame.right > 0 < frame.left
    assert frame.image > 2.0
    assert window(RARE, 4.0, 0.5).high >= frame.high


def test_levels_fit_into_each_other() -> None:
    frame = window(RARE, 0.0, 0.5)
    coarse, inner = levels(RARE, frame, 0.0, 8192)
    assert inner is not None
    end = float(RARE.pair.loss(np.array(coarse.base.x)))
    for level in (coarse, *inner):
        assert level.base.reach >= level.first * level.step
        assert level.base.reach == pytest.approx(level.first * level.step, rel=1e-6)
        assert level.first % 2 == 1
    for level in inner:
        assert level.base.x < coarse.base.x
        steps = (end - level.base.loss) / level.step
        assert steps == pytest.approx(round(steps), abs=1e-6)
        assert round(steps) % 2 == 1
    assert coarse.step * 8192 == pytest.approx(frame.high - max(frame.low, 1000 * coarse.base.loss), rel=1e-2)


def test_steps_without_rare_jumps_need_no_cluster() -> None:
    table = rough(Pair(6.0, 1e-2), 300, 1e-6)
    coarse, inner = levels(table, window(table, 30.0, 0.1), 30.0, 8192)
    assert (coarse.first, inner) == (0, None)
    assert coarse.base.x == -math.inf


def test_a_sketch_is_one_level() -> None:
    level = sketch(RARE, window(RARE, 0.0, 0.0), 2048)
    assert level.first == 3
    assert level.base.reach == pytest.approx(3 * level.step, rel=1e-6)
