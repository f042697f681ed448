# SPDX-License-Identifier: Apache-2.0
"""Every field of every event has a range of its own, or holds events."""

from __future__ import annotations

import dataclasses
import json

import pytest
from licet import resources
from licet.dp import events, ranges
from licet.errors import ParameterError

KINDS = [kind for kind in vars(events).values() if isinstance(kind, type) and issubclass(kind, events.Event)]


def test_no_field_goes_unchecked() -> None:
    fields = {field.name for kind in KINDS for field in dataclasses.fields(kind)}
    assert fields - set(ranges.CHECKS) == {"event", "events"}
    assert set(ranges.CHECKS) <= fields


@pytest.mark.parametrize("name", sorted(ranges.CHECKS))
@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), -1, None, True, [], {}])
def test_no_field_takes_what_is_no_value(name: str, value: object) -> None:
    with pytest.raises(ParameterError, match=name):
        ranges.CHECKS[name]("Event", name, value)


def test_the_message_names_what_is_wrong_and_the_hint_what_would_be_right() -> None:
    with pytest.raises(ParameterError) as caught:
        ranges.CHECKS["rate"]("PoissonGaussian", "rate", 1.5)
    assert caught.value.message == "PoissonGaussian: rate is 1.5"
    assert caught.value.hint == "It is a number above 0 and at most 1."


def test_units_are_those_of_the_manifest() -> None:
    schema = json.loads((resources.schemas() / "manifest" / "common.schema.json").read_text("utf-8"))
    assert {*ranges.UNITS, None} == set(schema["$defs"]["privacy_unit"]["enum"])
