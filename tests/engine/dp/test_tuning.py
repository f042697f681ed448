# SPDX-License-Identifier: Apache-2.0

import pytest
from dp_trainings import ABSENT, codes, training

from licet.dp import events
from licet.dp.tuning import ANY, Runs, composed, repeated, tuning


def test_one_fixed_run_is_no_tuning() -> None:
    assert tuning(training()) == (Runs("fixed", 1.0), (Runs("fixed", 1.0),), ())


@pytest.mark.parametrize("stated", [ABSENT, None, {}, "none", {"distribution": "fixed"}, {"runs": None, "distribution": "poisson"}, {"runs": "3"}])
def test_nobody_spoke_of_runs(stated: object) -> None:
    found = tuning(training(tuning=stated))
    assert found.known is None and found.possible is None
    assert [(one.code, one.effect) for one in found.remarks] == [("tuning_not_counted", "open")]


@pytest.mark.parametrize(
    ("stated", "runs"),
    [
        ({"runs": 12, "distribution": "fixed", "rate": 0.1}, Runs("fixed", 12.0)),
        ({"runs": 11.5, "distribution": "fixed"}, Runs("fixed", 12.0)),
        ({"runs": 10, "distribution": "geometric"}, Runs("geometric", 10.0)),
        ({"distribution": "geometric", "rate": 0.1}, Runs("geometric", 10.0)),
        ({"runs": 10, "distribution": "geometric", "rate": 0.1}, Runs("geometric", 10.0)),
        ({"runs": 0.5, "distribution": "poisson"}, Runs("poisson", 0.5)),
        ({"distribution": "poisson", "rate": 4}, Runs("poisson", 4.0)),
    ],
)
def test_runs_that_are_known(stated: dict, runs: Runs) -> None:
    found = tuning(training(tuning=stated))
    assert found.known == runs and found.possible == (runs,)
    assert [(one.code, one.effect) for one in found.remarks] == [("tuning_not_counted", "hazard")]


def test_without_a_distribution_every_one_is_possible() -> None:
    found = tuning(training(tuning={"runs": 1}))
    assert found.known == Runs(ANY, 1.0) and not found.known.single and not found.known.some
    assert found.possible == (Runs("fixed", 1.0), Runs("geometric", 1.0), Runs("poisson", 1.0))
    assert [one.needs for one in found.remarks] == ["/tuning/distribution"]


@pytest.mark.parametrize("stated", [{"runs": 0, "distribution": "fixed"}, {"runs": 0.5, "distribution": "geometric"}, {"runs": 0, "distribution": "poisson"}, {"runs": 2e9, "distribution": "fixed"}])
def test_numbers_of_runs_that_nobody_ran(stated: dict) -> None:
    found = tuning(training(tuning=stated))
    assert found.possible is None
    assert codes(found.remarks) == ["inconsistent_parameters", "tuning_not_counted"]


def test_a_mean_and_a_parameter_that_disagree_keep_both_ends() -> None:
    found = tuning(training(tuning={"runs": 5, "distribution": "geometric", "rate": 0.01}))
    assert found.known == Runs("geometric", 5.0) and found.possible == (Runs("geometric", 100.0),)
    assert codes(found.remarks)[0] == "inconsistent_parameters"


def test_events_repeat_as_often_as_they_were_run() -> None:
    one = events.Gaussian(1.0)
    assert repeated(one, Runs("fixed", 1)) == one
    assert repeated(one, Runs("geometric", 1)) == one
    assert repeated(one, Runs("poisson", 1)) == events.Repeat(one, "poisson", 1)
    assert composed((one,)) == one
    assert composed((one, one)) == events.Compose((one, one))
