# SPDX-License-Identifier: Apache-2.0

from dp_trainings import ABSENT, phase

from licet.dp.hazards.microbatch import clipped_together


def test_examples_that_are_clipped_alone() -> None:
    assert clipped_together(phase(microbatch_size=16)) == []
    assert clipped_together(phase(clipping=ABSENT, mechanism="gaussian")) == []


def test_clipping_that_nobody_speaks_of_is_asked_for() -> None:
    for changes in ({"clipping": ABSENT}, {"clipping": None}, {"clipping": {"norm": 1.0}}, {"clipping": ABSENT, "microbatch_size": 1}):
        assert [(one.code, one.needs) for one in clipped_together(phase(**changes))] == [("missing_fact", "/phases/0/clipping/per")]


def test_examples_that_are_clipped_together() -> None:
    (found,) = clipped_together(phase(clipping__per="microbatch", microbatch_size=16))
    assert (found.code, found.effect, found.facts) == ("microbatch_sensitivity", "hazard", {"phase": 0, "microbatch_size": 16})
    assert clipped_together(phase(clipping__per="batch"))[0].code == "microbatch_sensitivity"


def test_nobody_knows() -> None:
    (found,) = clipped_together(phase(clipping=ABSENT, microbatch_size=16))
    assert (found.code, found.needs) == ("microbatch_sensitivity", "/phases/0/clipping/per")
    (found,) = clipped_together(phase(clipping__per=None))
    assert (found.code, found.effect) == ("missing_fact", "open")


def test_guarantees_clip_nothing() -> None:
    assert clipped_together(phase(mechanism="zcdp", clipping__per="batch")) == []
