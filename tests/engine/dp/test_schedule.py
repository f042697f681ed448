# SPDX-License-Identifier: Apache-2.0

import pytest
from dp_trainings import ABSENT, codes, phase

from licet.dp.schedule import schedule
from licet.dp.values import Span

ONLY = {"sampling__rate": ABSENT, "batch_size": ABSENT, "epochs": ABSENT, "steps": ABSENT}


def test_facts_that_agree() -> None:
    found = schedule(phase())
    assert found == (Span(0.01, 0.01), Span(1000, 1000), 100000, Span(1000, 1000), ())


@pytest.mark.parametrize(
    "known",
    [
        {"sampling__rate": 0.01, "steps": 1000},
        {"batch_size": 1000, "steps": 1000},
        {"sampling__rate": 0.01, "epochs": 10},
        {"batch_size": 1000, "epochs": 10},
        {"epochs": 10, "steps": 1000},
    ],
)
def test_two_facts_determine_the_others(known: dict) -> None:
    found = schedule(phase(**{**ONLY, **known}))
    assert found.rate == Span(0.01, 0.01)
    assert found.steps == Span(1000, 1000)
    assert found.remarks == ()


def test_missing_facts_are_open_and_not_zero() -> None:
    found = schedule(phase(**ONLY))
    assert found.rate == Span(None, None) and found.steps == Span(1, None)
    assert [(one.code, one.effect, one.needs) for one in found.remarks] == [
        ("missing_fact", "open", "/phases/0/sampling/rate"),
        ("missing_fact", "open", "/phases/0/steps"),
    ]


@pytest.mark.parametrize("rate", [None, "0.01", float("nan"), 1.5, -0.1])
def test_a_rate_that_is_no_share_is_derived_from_the_batch(rate: object) -> None:
    assert schedule(phase(sampling__rate=rate)).rate == Span(0.01, 0.01)


@pytest.mark.parametrize(("batch", "units"), [(1000, 100001), (999, 99999), (1005, 100000), (1, 101)])
def test_rounding_to_whole_numbers_is_no_contradiction_and_both_values_are_kept(batch: int, units: int) -> None:
    found = schedule(phase(batch_size=batch, training__units=units))
    assert found.remarks == ()
    assert found.rate == Span(min(0.01, batch / units), max(0.01, batch / units))


@pytest.mark.parametrize(
    ("changes", "rate", "steps", "needs"),
    [
        ({"batch_size": 2000}, Span(0.01, 0.02), Span(1000, 1000), "sampling/rate"),
        ({"steps": 300}, Span(0.01, 0.01), Span(300, 1000), "steps"),
        ({"epochs": 30}, Span(0.01, 0.01), Span(1000, 3000), "steps"),
        ({"sampling__rate": 0}, Span(None, 1), Span(1000, 1000), "sampling/rate"),
        ({"batch_size": 200000}, Span(None, 1), Span(1000, 1000), "sampling/rate"),
        ({"epochs": 0}, Span(0.01, 0.01), Span(None, None), "epochs"),
        ({"training__units": 1000}, Span(0.01, 1), Span(1000, 1000), "sampling/rate"),
        ({"epochs": 5000, "batch_size": ABSENT, "sampling__rate": ABSENT}, Span(None, 1), Span(1000, 1000), "epochs"),
    ],
)
def test_contradictions_keep_both_ends(changes: dict, rate: Span, steps: Span, needs: str) -> None:
    found = schedule(phase(**changes))
    assert (found.rate, found.steps) == (rate, steps)
    assert ("inconsistent_parameters", "contradiction") in {(one.code, one.effect) for one in found.remarks}
    assert found.remarks[0].needs == f"/phases/0/{needs}"


def test_everything_each_time_is_rate_one() -> None:
    full = {"sampling": {"method": "full_batch"}, "batch_size": ABSENT, "steps": 10}
    assert schedule(phase(**full))[:2] == (Span(1, 1), Span(10, 10))
    assert schedule(phase(**{**full, "batch_size": 100000})).remarks == ()
    clash = schedule(phase(**{**full, "batch_size": 1000, "epochs": ABSENT}))
    assert clash.rate == Span(0.01, 1) and codes(clash.remarks) == ["inconsistent_parameters"]
    stated = schedule(phase(**{**full, "sampling": {"method": "full_batch", "rate": 0.5}, "epochs": ABSENT}))
    assert stated.rate == Span(0.5, 1) and codes(stated.remarks) == ["inconsistent_parameters"]


def test_the_last_batch_of_an_epoch_is_dropped_or_kept() -> None:
    found = schedule(phase(**{**ONLY, "sampling__rate": 0.3, "epochs": 4, "training__units": 10}))
    assert found.steps == Span(12, 16)
    assert schedule(phase(**{**ONLY, "sampling__rate": 0.3, "epochs": 4, "steps": 14, "training__units": 10})).remarks == ()


class TestAccumulation:
    def test_the_rate_says_which_batch_is_meant(self) -> None:
        before = schedule(phase(batch_size=250, gradient_accumulation=4))
        after = schedule(phase(batch_size=1000, gradient_accumulation=4))
        assert before.rate == after.rate == Span(0.01, 0.01)
        assert before.remarks == after.remarks == ()

    def test_so_do_the_epochs(self) -> None:
        found = schedule(phase(batch_size=250, gradient_accumulation=4, sampling__rate=ABSENT))
        assert found.rate == Span(0.01, 0.01) and found.remarks == ()

    def test_where_nothing_says_it_both_are_run(self) -> None:
        found = schedule(phase(batch_size=250, gradient_accumulation=4, sampling__rate=ABSENT, epochs=ABSENT))
        assert found.rate == Span(0.0025, 0.01)
        assert [one.needs for one in found.remarks] == ["/phases/0/sampling/rate"]

    def test_an_unknown_number_of_batches_may_be_any(self) -> None:
        found = schedule(phase(gradient_accumulation=None, sampling__rate=ABSENT, epochs=ABSENT))
        assert found.rate == Span(0.01, 1.0)
        assert codes(found.remarks) == ["missing_fact"]


class TestUnitsWithSeveralExamples:
    def test_a_derived_rate_lies_between_that_of_the_examples_and_that_of_the_units(self) -> None:
        found = schedule(phase(sampling__rate=ABSENT), Span(4, 4))
        assert found.rate == Span(0.0025, 0.01)

    def test_nothing_is_certain_where_nobody_knows_how_many(self) -> None:
        assert schedule(phase(sampling__rate=ABSENT), Span(1, None)).rate == Span(None, 0.01)

    def test_a_stated_rate_is_that_of_an_example(self) -> None:
        found = schedule(phase(sampling__rate=0.0025, epochs=ABSENT), Span(4, 4))
        assert found.rate == Span(0.0025, 0.0025) and found.remarks == ()
        assert codes(schedule(phase(sampling__rate=0.001), Span(4, 4)).remarks)[:1] == ["inconsistent_parameters"]


def test_the_expected_batch_without_units_is_the_stated_one() -> None:
    assert schedule(phase(training__units=None)).batch == Span(1000, 1000)
    assert schedule(phase(training__units=None, gradient_accumulation=4)).batch == Span(1000, None)
    assert schedule(phase(training__units=None, batch_size=None)).batch == Span(None, None)
