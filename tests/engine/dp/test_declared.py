# SPDX-License-Identifier: Apache-2.0

import pytest
from dp_trainings import ABSENT, phase

from licet.dp.declared import Phase, phases


@pytest.mark.parametrize(
    ("data", "around", "mechanism"),
    [
        ({"rho": 0.5}, "dp_sgd", "zcdp"),
        ({"epsilon": 1}, "dp_sgd", "pure_dp"),
        ({"epsilon": 1, "delta": 1e-6}, None, "approx_dp"),
        ({"epsilon": 1, "delta": None}, None, "approx_dp"),
        ({"noise_multiplier": 1}, "gaussian", "gaussian"),
        ({"noise_multiplier": 1}, None, None),
        ({"noise_multiplier": 1, "rho": 1}, "dp_sgd", "dp_sgd"),
        ({"rho": 1, "mechanism": "laplace"}, "dp_sgd", "laplace"),
        ({"rho": 1, "mechanism": None}, "dp_sgd", None),
        ({"noise_multiplier": 1, "mechanism": "magic"}, "dp_sgd", None),
    ],
)
def test_a_phase_has_its_own_mechanism_or_shows_it_or_inherits_it(data: dict, around: str | None, mechanism: str | None) -> None:
    assert Phase({"mechanism": around}, 0, data).mechanism == mechanism


def test_a_guarantee_beside_noise_is_mixed_unless_it_says_what_it_is() -> None:
    assert Phase({}, 0, {"rho": 1, "sampling": {"method": "poisson"}}).mixed
    assert not Phase({}, 0, {"rho": 1, "mechanism": "zcdp", "noise_multiplier": 1}).mixed
    assert not Phase({}, 0, {"rho": 1}).mixed


def test_units_that_nobody_knows_are_not_those_of_the_training() -> None:
    assert phase().units == 100000
    assert phase(units=5).units == 5
    assert phase(units=None).units is None


def test_noise_on_everything_draws_no_batches_but_silence_on_sampling_elsewhere_is_unknown() -> None:
    assert Phase({"mechanism": "gaussian"}, 0, {"noise_multiplier": 1}).method == "full_batch"
    assert Phase({"mechanism": "gaussian"}, 0, {"noise_multiplier": 1, "batch_size": 4}).method is None
    assert Phase({"mechanism": "gaussian"}, 0, {"noise_multiplier": 1, "sampling": None}).method is None
    assert Phase({"mechanism": "dp_sgd"}, 0, {"noise_multiplier": 1}).method is None
    assert phase(sampling__method="raffle").method is None


@pytest.mark.parametrize("norm", [0, -1, [], [1, 0], [1, "2"], "1", None, [1, float("nan")], True, [1e200] * 3])
def test_norms_that_are_none_are_unknown(norm: object) -> None:
    assert phase(clipping__norm=norm).norms is None


def test_norms() -> None:
    assert phase(clipping__norm=2).norms == [2.0]
    assert phase(clipping__norm=[3, 4]).norms == [3.0, 4.0]
    assert phase(clipping=ABSENT).norms is None


def test_places_are_pointers_below_the_section() -> None:
    assert phase().place("sampling", "rate") == "/phases/0/sampling/rate"
    assert phase().has("sampling", "rate") and not phase().has("sampling", "cap")
    assert phase(sampling__cap=None).has("sampling", "cap")


def test_an_entry_that_is_no_object_is_a_phase_of_which_nothing_is_known() -> None:
    found = phases({"phases": [None, {"rho": 1}]})
    assert [one.data for one in found] == [{}, {"rho": 1}]
    assert [one.index for one in found] == [0, 1]
    assert phases(None) == [] and phases({"phases": "x"}) == []


def test_batches_with_a_cap_are_cut_off_whatever_they_are_called() -> None:
    capped = {"phases": [{"sampling": {"method": "poisson", "rate": 0.01, "cap": 900}}]}
    assert phases(capped)[0].method == "truncated_poisson"
    assert phases({"phases": [{"sampling": {"method": "poisson", "rate": 0.01, "cap": None}}]})[0].method == "poisson"
