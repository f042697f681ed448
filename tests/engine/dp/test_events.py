# SPDX-License-Identifier: Apache-2.0
"""Events: one JSON form each, there and back, and nothing that no mechanism can have."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from licet.dp import events
from licet.dp.events import Compose, Event, Gaussian, Group, Laplace, PoissonGaussian, Repeat
from licet.errors import ParameterError

EVERY: list[Event] = [
    Gaussian(5.0, 100),
    PoissonGaussian(1.0, 0.01, 1000),
    events.TruncatedPoissonGaussian(1.0, 0.01, 1000, 600, 50_000),
    events.FixedBatchGaussian(1.0, 500, 50_000, 1000),
    events.ShuffledGaussian(0.5, 1000, 3000),
    events.RandomAllocationGaussian(1.0, 100, 2, 3),
    Laplace(1.0, 10),
    events.PureDP(0.5, 10),
    events.ApproxDP(0.5, 1e-7, 2),
    events.ZCDP(0.5),
    events.Matrix(2.5, 4.0),
    events.Tree(4.0, 1000, 100, 8),
    Compose((Gaussian(1.0), Laplace(2.0))),
    Repeat(PoissonGaussian(1.0, 0.01, 1000), "geometric", 10.0),
    Group(PoissonGaussian(4.0, 0.02, 100), 2),
    events.Unsupported("a mechanism that nobody here knows"),
]


@pytest.mark.parametrize("event", EVERY, ids=lambda event: type(event).__name__)
def test_the_json_form_goes_there_and_back(event: Event) -> None:
    written = json.loads(json.dumps(events.to_json(event)))
    assert events.from_json(written) == event
    assert written["type"] and set(written) == {"type", *(field.name for field in dataclasses.fields(event))}


def test_every_kind_of_event_is_tried() -> None:
    kinds = {kind for kind in vars(events).values() if isinstance(kind, type) and issubclass(kind, Event)} - {Event}
    assert {type(event) for event in EVERY} == kinds


def test_an_event_does_not_change() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        EVERY[0].noise_multiplier = 9.0


def test_a_list_is_a_composition_and_a_composition_is_its_parts() -> None:
    both = events.from_json([events.to_json(Gaussian(1.0)), events.to_json(Compose((Laplace(1.0), Gaussian(2.0))))])
    assert events.parts(both) == (Gaussian(1.0), Laplace(1.0), Gaussian(2.0))
    assert events.parts(Gaussian(1.0)) == (Gaussian(1.0),)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -1.0, 0.0, 0, "1", None, True, [], 1e400])
def test_noise_is_a_positive_number(value: Any) -> None:
    with pytest.raises(ParameterError, match="noise_multiplier"):
        Gaussian(value)


@pytest.mark.parametrize("value", [0, -1, 1.5, 2.0, "3", None, True, 2**60, float("nan")])
def test_steps_are_a_whole_number(value: Any) -> None:
    with pytest.raises(ValueError, match="steps"):
        PoissonGaussian(1.0, 0.1, value)


@pytest.mark.parametrize("value", [0.0, -0.1, 1.0000001, float("nan"), "0.1"])
def test_a_rate_is_a_chance_above_zero(value: Any) -> None:
    with pytest.raises(ParameterError, match="rate"):
        PoissonGaussian(1.0, value)


@pytest.mark.parametrize(
    "value",
    [
        None, 3, "gaussian", {}, {"type": None}, {"type": []}, {"type": "gausian", "noise_multiplier": 1.0},
        {"type": "gaussian"}, {"type": "gaussian", "noise_multiplier": 1.0, "sigma": 2.0},
        {"type": "gaussian", "noise_multiplier": "1"}, {"type": "compose", "events": []}, {"type": "compose", "events": {}},
        {"type": "group", "event": {"type": "gaussian", "noise_multiplier": 1.0}, "size": 0}, [], [3],
        {"type": "repeat", "event": {"type": "zcdp", "rho": 1.0}, "distribution": "normal", "mean": 2.0},
        {"type": "repeat", "event": 4, "distribution": "fixed", "mean": 2.0}, {"type": "unsupported", "reason": ""},
    ],
)  # fmt: skip
def test_what_is_no_event_is_refused(value: Any) -> None:
    with pytest.raises(ParameterError):
        events.from_json(value)


def test_inner_events_are_events() -> None:
    for make in (lambda: Compose(()), lambda: Compose([Gaussian(1.0)]), lambda: Group("x", 2), lambda: Repeat(None, "fixed", 1.0)):
        with pytest.raises(ParameterError):
            make()
