# SPDX-License-Identifier: Apache-2.0

from typing import Any

import pytest
from dp_trainings import ABSENT, changed, codes, training

from licet.dp import events
from licet.dp.training import events_from

PLAIN = events.PoissonGaussian(1.0, 0.01, 1000)
SECOND = {"sampling": {"method": "full_batch"}, "steps": 4, "noise_multiplier": 5.0, "clipping": {"per": "example"}}
OTHER = events.Gaussian(5.0, 4)


def two(**changes: Any) -> dict:
    section = training()
    return changed({**section, "phases": [section["phases"][0], {"dataset": "d", **SECOND}]}, **changes)


def test_a_training_with_every_fact_is_settled() -> None:
    found = events_from(training())
    assert found.best == (((PLAIN,),),) and found.worst == ((PLAIN,),)
    assert found.remarks == () and found.bare == 0 and found.supported


def test_phases_are_composed() -> None:
    assert events_from(two()).best == (((PLAIN, OTHER),),)
    assert events_from(two()).worst == ((PLAIN, OTHER),)
    assert events_from(two()).remarks == ()


class TestPhasesOnSeveralDatasets:
    def test_a_unit_is_for_certain_in_one_of_them_only(self) -> None:
        found = events_from(two(phases__1__dataset="e"), [{"name": "d"}, {"name": "e"}])
        assert found.best == (((PLAIN,),), ((OTHER,),)) and found.worst == ((PLAIN, OTHER),)
        assert [(one.code, one.effect) for one in found.remarks] == [("releases_not_composed", "open")]

    def test_one_that_was_made_from_the_other_holds_its_units(self) -> None:
        derived = {"name": "e", "derived_from": [{"dataset": "d", "relation": "derived"}]}
        found = events_from(two(phases__1__dataset="e"), [{"name": "d"}, derived])
        assert ((PLAIN, OTHER),) in found.best

    def test_silence_is_the_training_s_own_data_and_null_is_not(self) -> None:
        silent = events_from(two(phases__0__dataset=ABSENT, phases__1__dataset=ABSENT))
        assert silent.best == (((PLAIN, OTHER),),)
        unknown = events_from(two(phases__0__dataset=None, phases__1__dataset=None))
        assert len(unknown.best) == 2
        mixed = events_from(two(phases__1__dataset=ABSENT))
        assert len(mixed.best) == 2

    def test_only_some_of_them(self) -> None:
        section = two(phases__1__dataset="e")
        assert events_from(section, only=["d"]).worst == ((PLAIN,),)
        assert events_from(section, only=["e"]).worst == ((OTHER,),)
        assert events_from(section, only=[]).worst == ((),) and events_from(section, only=[]).best == (((),),)
        assert events_from(two(phases__1__dataset=ABSENT), only=[None]).worst == ((OTHER,),)


class TestUnits:
    @pytest.mark.parametrize("unit", ["example", "record", "row", "sequence"])
    def test_an_example_is_one_example(self, unit: str) -> None:
        found = events_from(training(claim__unit=unit, max_contributions_per_unit=ABSENT))
        assert found.worst == ((PLAIN,),) and found.remarks == ()

    @pytest.mark.parametrize("unit", ["user", "document", "person", "device", "group"])
    def test_nobody_else_is(self, unit: str) -> None:
        found = events_from(training(claim__unit=unit, max_contributions_per_unit=ABSENT))
        assert found.best == (((PLAIN,),),) and found.worst is None
        assert [(one.code, one.effect, one.needs) for one in found.remarks] == [("unit_not_bounded", "open", "/max_contributions_per_unit")]

    def test_a_bound_makes_a_group(self) -> None:
        found = events_from(training(claim__unit="user", max_contributions_per_unit=4))
        assert found.worst == ((events.Group(PLAIN, 4),),)

    def test_unknown_is_not_one(self) -> None:
        for unit in ("user", "record", None):
            assert events_from(training(claim__unit=unit, max_contributions_per_unit=None)).worst is None
            assert events_from(training(claim__unit=unit, max_contributions_per_unit=0)).worst is None

    @pytest.mark.parametrize("stated", [None, 1, 4])
    def test_an_example_owns_one_whatever_its_owner_contributes(self, stated: object) -> None:
        assert events_from(training(max_contributions_per_unit=stated)).worst == ((PLAIN,),)
        records = events_from(training(claim__unit="record", max_contributions_per_unit=4))
        assert records.worst == ((events.Group(PLAIN, 4),),)

    def test_a_guarantee_is_for_the_unit_that_is_claimed(self) -> None:
        section = training(claim__unit="user", max_contributions_per_unit=ABSENT, phases=[{"dataset": "d", "rho": 0.1}])
        assert events_from(section).worst == ((events.ZCDP(0.1),),)


class TestTuning:
    def test_nobody_spoke_of_it_so_nothing_bounds_it(self) -> None:
        found = events_from(training(tuning=ABSENT))
        assert found.best == (((PLAIN,),),) and found.worst is None and found.runs is None
        assert codes(found.remarks) == ["tuning_not_counted"]

    def test_runs_repeat_the_whole(self) -> None:
        found = events_from(training(tuning={"runs": 10, "distribution": "geometric"}))
        assert found.worst == ((events.Repeat(PLAIN, "geometric", 10.0),),)
        both = events_from(two(tuning={"runs": 3, "distribution": "fixed"}))
        assert both.worst == ((events.Repeat(events.Compose((PLAIN, OTHER)), "fixed", 3.0),),)

    def test_every_distribution_is_possible(self) -> None:
        found = events_from(training(tuning={"runs": 3}))
        assert found.worst is not None and [one[0].distribution for one in found.worst] == ["fixed", "geometric", "poisson"]


class TestNothingToCompose:
    @pytest.mark.parametrize("section", [None, {}, {"phases": None}, {"phases": []}, {"phases": "x"}, {"mechanism": "dp_sgd"}])
    def test_no_phases(self, section: Any) -> None:
        found = events_from(section)
        assert found.worst is None and found.best == (((),),)
        assert codes(found.remarks) == ["missing_fact"] and found.supported

    @pytest.mark.parametrize("mechanism", ["none", "unlearning"])
    def test_no_mechanism(self, mechanism: str) -> None:
        found = events_from({"mechanism": mechanism})
        assert codes(found.remarks) == ["not_a_dp_mechanism"] and not found.supported
        assert not events_from(training(mechanism=mechanism)).supported


def test_one_unknown_way_of_drawing_is_three_alternatives() -> None:
    found = events_from(training(phases__0__sampling__method=ABSENT))
    assert len(found.best) == 1 and len(found.best[0]) == 3
    assert found.worst == ((events.Gaussian(0.5, 1000),),)
    assert [one.needs for one in found.remarks] == ["/phases/0/sampling/method"]


def test_many_of_them_reveal_nothing_for_certain_rather_than_everything() -> None:
    section = training(phases__0__sampling__method=ABSENT)
    found = events_from({**section, "phases": section["phases"] * 4 + [{"dataset": "d", **SECOND}]})
    assert found.best == (((OTHER,),),)


@pytest.mark.parametrize("changes", [{"phases__0__batch_dependent": True}, {"phases__0__clipping__adaptive": True}, {"seed_published": True}])
def test_where_clipping_or_noise_hides_nothing_there_is_no_upper_end(changes: dict) -> None:
    found = events_from(training(**changes))
    assert found.worst is None and found.best == (((PLAIN,),),)


def test_one_phase_without_noise_is_enough() -> None:
    assert events_from(two(phases__1__noise_multiplier=0)).bare == 1.0
    random = {"runs": 0.5, "distribution": "poisson"}
    assert events_from(two(phases__1__noise_multiplier=0, tuning=random)).bare == pytest.approx(0.3934693)
