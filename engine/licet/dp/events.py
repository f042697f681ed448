# SPDX-License-Identifier: Apache-2.0
"""Privacy events: what a training did to the data, as far as accounting sees it.

An event is frozen, checked when it is made, and has a JSON form (`to_json`, `from_json`): `{"type": name, ...fields}`.

Units. Clipping norm 1: `noise_multiplier` is the standard deviation of the noise on the *sum* of clipped contributions,
divided by the clipping norm, whatever the adjacency. Under replace-one neighbors a unit therefore moves the sum by 2.
Guarantees that somebody else proved (`PureDP`, `ApproxDP`, `ZCDP`) and `Laplace` are taken under the adjacency that the
question names.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from licet.dp.ranges import CHECKS
from licet.errors import ParameterError

JSON = dict[str, Any]
ADJACENCIES = ("add_remove", "replace_one", "zero_out")


@dataclass(frozen=True, slots=True)
class Event:
    """One mechanism, or several. `steps` counts adaptive repetitions; every intermediate result is assumed to be seen."""

    def __post_init__(self) -> None:
        for field in fields(self):
            check = CHECKS.get(field.name, _nested)
            check(type(self).__name__, field.name, getattr(self, field.name))


@dataclass(frozen=True, slots=True)
class Gaussian(Event):
    """Gaussian noise on a sum over all units, `steps` times (no sampling)."""

    noise_multiplier: float
    steps: int = 1


@dataclass(frozen=True, slots=True)
class PoissonGaussian(Event):
    """DP-SGD: each unit joins each batch by an independent chance `rate`."""

    noise_multiplier: float
    rate: float
    steps: int = 1


@dataclass(frozen=True, slots=True)
class TruncatedPoissonGaussian(Event):
    """Poisson batches of which at most `cap` units, chosen at random, are kept; `units` is the size of the data set."""

    noise_multiplier: float
    rate: float
    steps: int
    cap: int
    units: int


@dataclass(frozen=True, slots=True)
class FixedBatchGaussian(Event):
    """Each batch is a uniformly random subset of exactly `batch_size` of the `units` (without replacement)."""

    noise_multiplier: float
    batch_size: int
    units: int
    steps: int = 1


@dataclass(frozen=True, slots=True)
class ShuffledGaussian(Event):
    """The data are permuted each epoch and cut into `batches_per_epoch` batches; each unit is in one batch an epoch."""

    noise_multiplier: float
    batches_per_epoch: int
    steps: int


@dataclass(frozen=True, slots=True)
class RandomAllocationGaussian(Event):
    """Each unit joins `selected` of each round's `batches`, chosen at random and independently of the others."""

    noise_multiplier: float
    batches: int
    selected: int
    rounds: int = 1


@dataclass(frozen=True, slots=True)
class Laplace(Event):
    """Laplace noise of `scale` (noise scale over sensitivity), `steps` times."""

    scale: float
    steps: int = 1


@dataclass(frozen=True, slots=True)
class PureDP(Event):
    """`steps` mechanisms, each guaranteed to be (epsilon, 0)-DP."""

    epsilon: float
    steps: int = 1


@dataclass(frozen=True, slots=True)
class ApproxDP(Event):
    """`steps` mechanisms, each guaranteed to be (epsilon, delta)-DP."""

    epsilon: float
    delta: float
    steps: int = 1


@dataclass(frozen=True, slots=True)
class ZCDP(Event):
    """`steps` mechanisms, each guaranteed to be rho-zCDP."""

    rho: float
    steps: int = 1


@dataclass(frozen=True, slots=True)
class Matrix(Event):
    """A matrix mechanism released once: `sensitivity` is that of its encoder under the participation schema."""

    sensitivity: float
    noise_multiplier: float


@dataclass(frozen=True, slots=True)
class Tree(Event):
    """DP-FTRL with binary tree aggregation over `steps` leaves, without amplification and without restarts.

    A unit takes part at most `max_participations` times, at least `min_separation` steps apart.
    """

    noise_multiplier: float
    steps: int
    min_separation: int
    max_participations: int


@dataclass(frozen=True, slots=True)
class Compose(Event):
    """Events on the same data, one after the other; later ones may depend on what earlier ones showed."""

    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Repeat(Event):
    """The event is run a number of times and only the best run is released (arXiv:2110.03620).

    `fixed`: `mean` runs, accounted by full composition. `geometric`, `poisson`: a random number with that mean.
    """

    event: Event
    distribution: str
    mean: float


@dataclass(frozen=True, slots=True)
class Group(Event):
    """The event as seen by a unit that owns up to `size` examples, each sampled on its own."""

    event: Event
    size: int


@dataclass(frozen=True, slots=True)
class Unsupported(Event):
    """Something whose loss nobody here can account for. It never yields a number."""

    reason: str


def to_json(event: Event) -> JSON:
    """The JSON form, fields in their order."""
    return {"type": _NAMES[type(event)], **{field.name: _plain(getattr(event, field.name)) for field in fields(event)}}


def from_json(value: Any) -> Event:
    """The event of a JSON form; a list is their composition. ParameterError for anything else."""
    if isinstance(value, list):
        return Compose(tuple(from_json(item) for item in value))
    name = value.get("type") if isinstance(value, dict) else None
    kind = _KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise ParameterError(f"{name!r} is no privacy event", f"Write an object with `type`: one of {', '.join(_KINDS)}.")
    known = {field.name: field for field in fields(kind)}
    extra = sorted(set(value) - set(known) - {"type"})
    required = {name for name in known if name != "steps" or kind not in _STEPS_OPTIONAL}
    missing = sorted(required - set(value) - ({"rounds"} if kind is RandomAllocationGaussian else set()))
    if extra or missing:
        wrong = f"has no field {extra[0]!r}" if extra else f"lacks the field {missing[0]!r}"
        raise ParameterError(f"the event {name} {wrong}", f"Its fields: {', '.join(known)}.")
    return kind(**{key: _parsed(key, item) for key, item in value.items() if key != "type"})


def parts(event: Event) -> tuple[Event, ...]:
    """The events of a composition, however nested; any other event is its own only part."""
    if isinstance(event, Compose):
        return tuple(part for inner in event.events for part in parts(inner))
    return (event,)


def _parsed(name: str, value: Any) -> Any:
    if name == "event":
        return from_json(value)
    if name == "events":
        if not isinstance(value, list):
            raise ParameterError("events are no list", "Write a list of event objects.")
        return tuple(from_json(item) for item in value)
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, Event):
        return to_json(value)
    return [to_json(item) for item in value] if isinstance(value, tuple) else value


def _nested(kind: str, name: str, value: Any) -> None:
    """The inner events of Compose, Repeat and Group."""
    inner = value if name == "events" and isinstance(value, tuple) else (value,)
    if not inner or not all(isinstance(item, Event) for item in inner):
        raise ParameterError(f"{kind}: {name} is no event", "It is an event, or a tuple of at least one.")


_STEPS_OPTIONAL = (Gaussian, PoissonGaussian, FixedBatchGaussian, Laplace, PureDP, ApproxDP, ZCDP)
_NAMES: dict[type[Event], str] = {
    Gaussian: "gaussian",
    PoissonGaussian: "poisson_gaussian",
    TruncatedPoissonGaussian: "truncated_poisson_gaussian",
    FixedBatchGaussian: "fixed_batch_gaussian",
    ShuffledGaussian: "shuffled_gaussian",
    RandomAllocationGaussian: "random_allocation_gaussian",
    Laplace: "laplace",
    PureDP: "pure_dp",
    ApproxDP: "approx_dp",
    ZCDP: "zcdp",
    Matrix: "matrix",
    Tree: "tree",
    Compose: "compose",
    Repeat: "repeat",
    Group: "group",
    Unsupported: "unsupported",
}
_KINDS = {name: kind for kind, name in _NAMES.items()}
