# SPDX-License-Identifier: Apache-2.0

import pytest
from dp_trainings import ABSENT, codes, phase

from licet.dp import events
from licet.dp.mechanisms import clipped_together, outcome
from licet.dp.values import Span

ONE = Span(1, 1)
PLAIN = events.PoissonGaussian(1.0, 0.01, 1000)


def test_a_phase_with_every_fact_is_one_event() -> None:
    found = outcome(phase(), ONE)
    assert found.best == [(PLAIN,)] and found.worst == PLAIN
    assert found.bare == 0 and found.supported and found.remarks == ()


@pytest.mark.parametrize("mechanism", ["none", "unlearning"])
def test_what_is_no_mechanism_is_not_supported(mechanism: str) -> None:
    found = outcome(phase(mechanism=mechanism), ONE)
    assert not found.supported and found.worst is None and found.best == [()]
    assert codes(found.remarks) == ["not_a_dp_mechanism"]


def test_an_unknown_mechanism_is_a_missing_fact() -> None:
    found = outcome(phase(training__mechanism=None), ONE)
    assert found.worst is None and [one.needs for one in found.remarks] == ["/phases/0/mechanism"]


class TestNoNoise:
    def test_the_unit_leaves_as_often_as_it_is_drawn(self) -> None:
        found = outcome(phase(noise_multiplier=0), ONE)
        assert found.bare == pytest.approx(1 - 0.99**1000)
        assert found.worst is None and codes(found.remarks) == ["noise_scale"]

    def test_in_every_epoch_for_certain(self) -> None:
        assert outcome(phase(noise_multiplier=0, sampling__method="shuffle"), ONE).bare == 1.0

    def test_rarely_when_rarely_drawn(self) -> None:
        rare = {"sampling": {"method": "poisson", "rate": 1e-9}, "batch_size": ABSENT, "epochs": ABSENT, "steps": 10}
        assert outcome(phase(noise_multiplier=0, **rare), ONE).bare == pytest.approx(1e-8)

    def test_some_noise_by_another_account_is_a_clash_and_not_none(self) -> None:
        found = outcome(phase(noise_multiplier=1, noise={"std": 0, "on": "sum"}), ONE)
        assert found.bare == 0 and found.best == [(PLAIN,)] and found.worst is None


class TestClippedTogether:
    @pytest.mark.parametrize(
        ("changes", "together"),
        [
            ({}, False),
            ({"microbatch_size": 32}, False),
            ({"clipping": ABSENT}, None),
            ({"clipping": {"norm": 1.0}}, None),
            ({"clipping": ABSENT, "microbatch_size": 1}, None),
            ({"clipping": ABSENT, "mechanism": "gaussian"}, False),
            ({"clipping": ABSENT, "mechanism": "gaussian", "microbatch_size": 8}, None),
            ({"clipping": ABSENT, "microbatch_size": 32}, None),
            ({"clipping__per": None}, None),
            ({"clipping__per": "microbatch"}, True),
            ({"clipping__per": "microbatch", "microbatch_size": 1}, False),
            ({"clipping__per": "batch"}, True),
        ],
    )
    def test_who_shares_a_clipped_gradient(self, changes: dict, together: bool | None) -> None:
        assert clipped_together(phase(**changes)) is together

    def test_twice_the_norm_at_worst_and_once_at_best(self) -> None:
        found = outcome(phase(clipping__per="microbatch", microbatch_size=32), ONE)
        assert found.best == [(PLAIN,)]
        assert found.worst == events.PoissonGaussian(0.5, 0.01, 1000)


class TestUnitsWithSeveralExamples:
    def test_every_example_is_drawn_on_its_own(self) -> None:
        found = outcome(phase(), Span(3, 3))
        assert found.best == [(events.Group(PLAIN, 3),)] and found.worst == events.Group(PLAIN, 3)

    def test_without_a_bound_there_is_no_upper_end(self) -> None:
        found = outcome(phase(), Span(1, None))
        assert found.best == [(PLAIN,)] and found.worst is None

    def test_very_many_examples_are_accounted_without_amplification(self) -> None:
        found = outcome(phase(noise_multiplier=1000.0), Span(1000, 1000))
        assert found.best == [(events.Group(events.PoissonGaussian(1000.0, 0.01, 1000), 64),)]
        assert found.worst == events.Gaussian(1.0, 1000)
        shuffled = outcome(phase(noise_multiplier=1000.0, sampling__method="shuffle"), Span(1000, 1000))
        assert shuffled.worst == events.Gaussian(0.5, 1000)


def test_noise_by_the_batch_that_was_drawn() -> None:
    found = outcome(phase(noise={"std": 0.001, "on": "mean", "divisor": "actual_batch"}), ONE)
    ((low,),) = found.best
    assert isinstance(low, events.PoissonGaussian) and low.rate < 0.01 and low.noise_multiplier > 1
    assert found.worst == events.Gaussian(0.0005, 1000)


def test_laplace_noise_on_everything() -> None:
    full = {"mechanism": "laplace", "sampling": {"method": "full_batch"}, "batch_size": ABSENT, "epochs": ABSENT, "steps": 3}
    found = outcome(phase(**full), ONE)
    assert found.best == [(events.Laplace(1.0, 3),)] and found.worst == events.Laplace(1.0, 3)
    assert outcome(phase(**full), Span(2, 2)).worst == events.Laplace(0.5, 3)


def test_laplace_noise_on_samples_has_an_upper_end_only() -> None:
    found = outcome(phase(mechanism="laplace"), ONE)
    assert found.best == [()] and found.worst == events.Laplace(0.5, 1000)
    silent = outcome(phase(mechanism="laplace", sampling=ABSENT, batch_size=ABSENT, epochs=ABSENT), ONE)
    assert [one.needs for one in silent.remarks] == ["/phases/0/sampling/method"]


def test_a_guarantee_beside_noise_contradicts_it() -> None:
    found = outcome(phase(rho=0.5), ONE)
    assert found.best == [(PLAIN,)] and found.worst is None
    assert codes(found.remarks) == ["inconsistent_parameters"]


@pytest.mark.parametrize("key", ["cap", "units"])
def test_truncation_needs_the_cap_and_the_units(key: str) -> None:
    changes = {"sampling": {"method": "truncated_poisson", "rate": 0.01, "cap": 1200}}
    changes |= {"sampling__cap": ABSENT} if key == "cap" else {"training__units": ABSENT}
    found = outcome(phase(**changes), ONE)
    assert {one.facts.get("fact") for one in found.remarks} == {key}
    assert found.worst == events.Gaussian(0.5, 1000)


def test_numbers_out_of_range_are_a_reason() -> None:
    found = outcome(phase(noise_multiplier=1e12), ONE)
    assert found.worst is None and found.best == [()]
    assert set(codes(found.remarks)) == {"unsupported_event"}
