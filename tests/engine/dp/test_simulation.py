# SPDX-License-Identifier: Apache-2.0
"""A made-up run: it learns, it reports what happened, and it spends what the accountant says."""

import math
from typing import Any

import pytest

from licet.dp import simulation
from licet.dp.accountant import epsilon
from licet.dp.events import PoissonGaussian
from licet.dp.simulation import Plan
from licet.errors import ParameterError

PLAN = Plan(1.0, 0.05, 12, 1e-5)


def test_the_rows() -> None:
    rows = list(simulation.run(PLAN, rows=4))
    assert [row.step for row in rows] == [1, 3, 6, 9, 12]
    for row in rows:
        assert row.epsilon == epsilon(PoissonGaussian(1.0, 0.05, row.step), 1e-5)
        assert 40 < row.batch_size < 180 and 0 <= row.clip_fraction <= 1 and 0 < row.avg_clip_factor <= 1
        assert 0 < row.noise_magnitude < 0.1 and 0 < row.loss < 2
    assert rows[-1].accuracy > 0.7 and rows[-1].loss < math.log(2)


def test_the_seed_decides() -> None:
    one, same, other = (list(simulation.run(PLAN._replace(seed=seed), rows=2)) for seed in (1, 1, 2))
    assert one == same != other


def test_more_noise_is_louder_and_cheaper() -> None:
    (*_, quiet), (*_, loud) = simulation.run(PLAN, rows=1), simulation.run(PLAN._replace(noise_multiplier=8.0), rows=1)
    assert loud.noise_magnitude > 3 * quiet.noise_magnitude
    assert loud.epsilon.upper is not None and quiet.epsilon.upper is not None and loud.epsilon.upper < quiet.epsilon.upper


def test_batches_may_be_empty() -> None:
    rows = list(simulation.run(PLAN._replace(units=3, rate=1e-6), rows=2))
    assert rows[-1].batch_size == 0 and rows[-1].avg_clip_factor == 1.0


@pytest.mark.parametrize("field", Plan._fields)
@pytest.mark.parametrize("bad", [math.nan, math.inf, -1, "1", None, True])
def test_numbers_out_of_range(field: str, bad: Any) -> None:
    if (field, bad) == ("lr", -1):
        return
    with pytest.raises(ParameterError):
        list(simulation.run(PLAN._replace(**{field: bad})))


@pytest.mark.parametrize("change", [{"steps": 10**12}, {"units": 10**12}, {"units": 10**6, "features": 10**6}])
def test_a_run_that_would_not_end(change: dict[str, Any]) -> None:
    with pytest.raises(ParameterError, match="too long"):
        list(simulation.run(PLAN._replace(**change)))
