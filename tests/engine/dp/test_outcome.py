# SPDX-License-Identifier: Apache-2.0

from dp_trainings import phase

from licet.dp import events
from licet.dp.outcome import NOTHING, attempted, unknown


def test_a_missing_fact_leaves_both_ends_open() -> None:
    found = unknown(phase(), "participation", "min_separation")
    assert found._replace(remarks=()) == NOTHING
    assert [(one.effect, one.needs) for one in found.remarks] == [("open", "/phases/0/participation/min_separation")]


def test_numbers_that_no_mechanism_has_are_a_reason_and_no_crash() -> None:
    assert attempted(lambda: events.Gaussian(1.0), None) == (events.Gaussian(1.0), [])
    found, reasons = attempted(lambda: events.Gaussian(1e12), None)
    assert found is None
    assert [one.code for one in reasons] == ["unsupported_event"]
    assert "noise_multiplier" in reasons[0].facts["why"]
