# SPDX-License-Identifier: Apache-2.0

from typing import Any

from dp_trainings import ABSENT, manifest, training

from licet.dp import events
from licet.dp.family import Family
from licet.dp.reading import NOTHING, Reading
from licet.dp.spending import on, together, whole
from licet.dp.tuning import Runs

FULL = {"dataset": "d", "sampling": {"method": "full_batch"}, "steps": 4, "noise_multiplier": 5.0, "clipping": {"per": "example"}}
FOUR = events.Gaussian(5.0, 4)
DATASETS = [{"name": "d"}, {"name": "e"}, {"name": "part", "derived_from": [{"dataset": "d", "relation": "derived"}]}]


def spent(dataset: str, unit: Any = "example", adjacency: Any = "add_remove", *, edges: Any = None, **changes: Any) -> Reading:
    section = training(**{"phases": [FULL], **changes})
    family = Family(manifest(section, datasets=DATASETS, derived_from=edges if edges is not None else [{"dataset": "d"}]))
    return on(family.models[0], dataset, family, unit, adjacency)


def test_phases_on_the_dataset_itself() -> None:
    found = spent("d")
    assert found.best == (((FOUR,),),) and found.worst == ((FOUR,),)
    assert spent("e").worst == NOTHING and spent("e").best == (NOTHING,)


def test_what_was_made_from_it_may_hold_its_units() -> None:
    found = spent("part")
    assert found.best == (NOTHING,) and found.worst == ((FOUR,),)
    above = spent("d", phases__0__dataset="part", edges=[])
    assert above.best == (NOTHING,) and above.worst == ((FOUR,),)


def test_phases_that_name_no_dataset_are_on_what_the_model_was_trained_on() -> None:
    assert spent("d", phases__0__dataset=ABSENT).best == (((FOUR,),),)
    assert spent("e", phases__0__dataset=ABSENT).worst == NOTHING
    two = [{"dataset": "d"}, {"dataset": "e"}]
    assert spent("d", phases__0__dataset=ABSENT, edges=two).best == (NOTHING,)
    assert spent("d", phases__0__dataset=ABSENT, edges=two).worst == ((FOUR,),)
    assert spent("e", phases__0__dataset=None, edges=[]).worst == ((FOUR,),)


def test_nothing_is_certain_of_another_unit() -> None:
    for changes in ({"max_contributions_per_unit": ABSENT}, {"max_contributions_per_unit": 65}, {"claim__unit": "record"}):
        found = spent("d", unit="user", **changes)
        assert found.best == (NOTHING,) and found.worst is None
        assert spent("e", unit="user", **changes).worst == NOTHING
    assert spent("d", unit="household").worst is None
    assert spent("d", unit=None).worst == ((FOUR,),)


def test_a_person_owns_as_many_examples_as_the_training_says() -> None:
    assert spent("d", unit="user").worst == ((FOUR,),)
    three = spent("d", unit="user", max_contributions_per_unit=3)
    assert three.best == (((events.Gaussian(5.0 / 3, 4),),),) and three.worst == ((events.Gaussian(5.0 / 3, 4),),)
    stated = {"phases": [{"dataset": "d", "epsilon": 1.0}], "max_contributions_per_unit": 3}
    assert spent("d", unit="person", **stated).worst == ((events.PureDP(3.0),),)


def test_guarantees_are_carried_to_the_budget_s_adjacency() -> None:
    stated = {"phases": [{"dataset": "d", "epsilon": 1.0}]}
    assert spent("d", adjacency="replace_one", **stated).worst == ((events.PureDP(2.0),),)
    assert spent("d", adjacency="zero_out", **stated).worst is None
    assert spent("d", adjacency="replace_one").worst == ((FOUR,),)
    assert spent("e", adjacency="zero_out", **stated).worst == NOTHING


def test_everything_together() -> None:
    one, other = Reading((((FOUR,),),), ((FOUR,),)), Reading((((FOUR,), ()),), ((FOUR,), (FOUR, FOUR)), bare=0.5)
    found = together([one, other])
    assert found.best == (((FOUR, FOUR), (FOUR,)),)
    assert found.worst == ((FOUR, FOUR), (FOUR, FOUR, FOUR)) and found.bare == 0.5
    assert together([one, Reading((NOTHING,), None)]).worst is None
    assert together([]) == Reading((NOTHING,), NOTHING)


def test_too_many_combinations_leave_out_what_has_several() -> None:
    several = Reading((((FOUR,), (), (FOUR, FOUR)),), ((FOUR,),))
    found = together([several] * 4 + [Reading((((FOUR,),),), ((FOUR,),))])
    assert found.best == (((FOUR,),),) and found.worst == ((FOUR,) * 5,)


def test_runs_that_may_be_none_spend_nothing_for_certain() -> None:
    random = Reading((((FOUR,),),), ((FOUR,),), runs=Runs("poisson", 3.0))
    assert together([random]).best == (NOTHING,)


def test_the_whole_training() -> None:
    family = Family(manifest(training(phases=[FULL, {**FULL, "dataset": "e"}])))
    assert whole(family.models[0], family, "example", "add_remove").worst == ((FOUR, FOUR),)
