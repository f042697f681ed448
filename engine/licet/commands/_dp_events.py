# SPDX-License-Identifier: Apache-2.0
"""The events of `licet dp`: from a file, or from flags of which some follow from others and none may contradict another."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import Any, NamedTuple

from licet import documents
from licet.commands import _dp_flags as flags
from licet.dp import events
from licet.errors import InputError, ParameterError, Problem, UsageError

NUMBERS = ("rate", "steps", "units", "batch_size", "epochs", "cap", "max_contributions")
_AGREE = 1e-4
_WHOLE = 1e-6
_RATE = "Give --rate, or --batch-size with --units."


class Given(NamedTuple):
    """What the flags say; None where they do not."""

    sigma: float
    sampling: str
    rate: float | None
    steps: int | None
    units: int | None
    batch_size: float | None
    epochs: float | None
    cap: int | None
    max_contributions: int | None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    flags.add(parser, *NUMBERS)
    flags.add_words(parser)
    parser.add_argument("--events", metavar="FILE", help="a JSON list of privacy events, instead of the flags above")


def read(args: argparse.Namespace, sigma: float | None = None) -> tuple[events.Event, ...]:
    """The events of the call; `sigma` stands in where the noise is what is asked for."""
    if args.events is None:
        return (_of_flags(args, flags.needed(args, "sigma") if sigma is None else sigma),)
    said = [name for name in ("sigma", *NUMBERS, "sampling") if getattr(args, name, None) is not None]
    if said:
        hint = "Leave one of them out: the file says everything about the events."
        raise UsageError(f"--events and {flags.spelled(said[0])} both say what was done", hint)
    return from_file(Path(args.events))


def from_file(path: Path) -> tuple[events.Event, ...]:
    """The events of a JSON list, each error at its place in the file."""
    document = documents.load(path)
    if not isinstance(document.data, list) or not document.data:
        raise InputError.from_problems([Problem(document.name, 1, 1, "", "no list of events", 'write [{"type": ...}, ...]')])
    found, problems = [], []
    for number, item in enumerate(document.data):
        try:
            found.append(events.from_json(item))
        except ParameterError as error:
            place = document.position(f"/{number}")
            problems.append(Problem(document.name, place.line, place.column, f"/{number}", error.message, error.hint))
    if problems:
        raise InputError.from_problems(problems)
    return tuple(found)


def schedule(given: Given) -> tuple[float, int]:
    """Rate and steps. A batch is rounded to no whole number; epochs are rounded up to whole steps."""
    rate = rate_of(given)
    return rate, _steps(given, 1 / rate)


def given(args: argparse.Namespace, sigma: float) -> Given:
    numbers = {name: flags.number(args, name) for name in NUMBERS}
    return Given(sigma=sigma, sampling=flags.word(args, "sampling", flags.SAMPLINGS), **numbers)


def _of_flags(args: argparse.Namespace, sigma: float) -> events.Event:
    found = given(args, sigma)
    if found.cap is not None and found.sampling != "truncated_poisson":
        raise UsageError(
            f"--cap says nothing about {found.sampling} batches", "Add --sampling truncated_poisson, or leave it out."
        )
    event = _BUILDERS[found.sampling](found)
    owned = found.max_contributions or 1
    return events.Group(event, owned) if owned > 1 else event


def _poisson(given: Given) -> events.Event:
    rate, steps = schedule(given)
    return events.PoissonGaussian(given.sigma, rate, steps)


def _truncated(given: Given) -> events.Event:
    rate, steps = schedule(given)
    units, cap = _said(given, "units"), _said(given, "cap")
    return events.TruncatedPoissonGaussian(given.sigma, rate, steps, cap, units)


def _fixed(given: Given) -> events.Event:
    rate, steps = schedule(given)
    units = _said(given, "units")
    return events.FixedBatchGaussian(given.sigma, _whole(rate * units, "rate * units, the batch size,"), units, steps)


def _shuffled(given: Given) -> events.Event:
    rate = rate_of(given)
    batches = _batches(given, rate)
    return events.ShuffledGaussian(given.sigma, batches, _steps(given, batches if given.steps is None else 1 / rate))


def _allocated(given: Given) -> events.Event:
    rate = rate_of(given)
    batches = _whole(1 / rate, "1 / rate, the batches of a round,")
    rounds = _whole(_steps(given, batches) / batches, "steps / batches, the number of rounds,")
    return events.RandomAllocationGaussian(given.sigma, batches, 1, rounds)


def _full(given: Given) -> events.Event:
    for name, value, full in (("rate", given.rate, 1), ("batch_size", given.batch_size, given.units)):
        if value is not None and value != full:
            raise _contradiction(name, "sampling", "a full batch holds every unit")
    return events.Gaussian(given.sigma, _steps(given, 1))


def rate_of(given: Given) -> float:
    share = None
    if given.batch_size is not None and given.units is not None:
        share = given.batch_size / given.units
        if share > 1:
            raise _contradiction("batch_size", "units", "a batch holds no more than all units")
    if given.rate is not None and share is not None and abs(share - given.rate) > _AGREE * share:
        raise _contradiction("rate", "batch_size", f"batch size / units is {share:.6g}")
    rate = given.rate if share is None or given.rate is not None else share
    if rate is None:
        raise UsageError(
            f"the rate of {given.sampling} batches is missing", f"{_RATE} Without sampling: --sampling full_batch."
        )
    if rate < 1 / flags.MOST:
        raise ParameterError(f"a rate of {rate:g}", "It is at least one in the largest data set that can be counted.")
    return rate


def _steps(given: Given, per_epoch: float) -> int:
    """Steps as said, or as many as the epochs take, rounded up. Both may differ by the last batch of each epoch."""
    if given.epochs is None:
        return int(_said(given, "steps"))
    wanted = max(1, _ceil(given.epochs * per_epoch))
    low, high = math.floor(given.epochs * -_ceil(-per_epoch)), math.ceil(given.epochs * _ceil(per_epoch))
    if given.steps is not None and not low <= given.steps <= max(1, high):
        raise _contradiction("steps", "epochs", f"{given.epochs:g} epochs take {wanted} steps")
    return wanted if given.steps is None else given.steps


def _batches(given: Given, rate: float) -> int:
    """Batches of an epoch; with a rest, the small last batch counts unless the steps show that it is dropped."""
    full = -_ceil(-1 / rate)
    dropped = given.steps is not None and given.epochs is not None and given.steps == math.floor(given.epochs * full)
    return full if dropped else _ceil(1 / rate)


def _ceil(value: float) -> int:
    """Rounded up, but a whole number that suffered from division stays itself."""
    near = round(value)
    return near if abs(value - near) <= _WHOLE + 1e-12 * abs(value) else math.ceil(value)


def _whole(value: float, what: str) -> int:
    near = round(value)
    if near < 1 or abs(value - near) > _WHOLE + 1e-12 * value:
        raise UsageError(f"{what} is {value:.6g}, not a whole number", "Give numbers that fit, or another --sampling.")
    return near


def _said(given: Given, name: str) -> Any:
    value = getattr(given, name)
    if value is None:
        hint = "Give --steps, or --epochs." if name == "steps" else f"{flags.FLAGS[name].meaning.capitalize()}."
        raise UsageError(f"{flags.spelled(name)} is needed for {given.sampling} batches", hint)
    return value


def _contradiction(one: str, other: str, why: str) -> UsageError:
    return UsageError(f"{flags.spelled(one)} contradicts {flags.spelled(other)}: {why}", "Correct one of them or leave it out.")


_BUILDERS = {
    "poisson": _poisson,
    "truncated_poisson": _truncated,
    "shuffle": _shuffled,
    "fixed_batch": _fixed,
    "random_allocation": _allocated,
    "full_batch": _full,
}
