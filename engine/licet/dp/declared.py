# SPDX-License-Identifier: Apache-2.0
"""One phase of a training as the manifest declares it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from licet.dp.values import JSON, at, count, number, section, share, word

METHODS = ("poisson", "truncated_poisson", "shuffle", "fixed_batch", "random_allocation", "full_batch")
GUARANTEES = ("pure_dp", "zcdp", "approx_dp")
SUMS = ("dp_sgd", "gaussian", "laplace")  # noise on a sum to which each contribution adds a bounded part
MECHANISMS = (*SUMS, "dp_ftrl", "matrix", *GUARANTEES, "unlearning", "none")
_NOISE_FACTS = ("noise_multiplier", "noise", "sampling", "batch_size")


@dataclass(frozen=True, slots=True)
class Phase:
    """One entry of `phases`, with the `differential_privacy` around it."""

    training: JSON
    index: int
    data: JSON

    def place(self, *keys: str) -> str:
        """The pointer of a fact, below `differential_privacy`."""
        return "/".join(("", "phases", str(self.index), *keys))

    def has(self, *keys: str) -> bool:
        """Whether somebody spoke of the fact, be it to say that nobody knows."""
        return keys[-1] in section(self.data, *keys[:-1])

    def fact(self, *keys: str) -> Any:
        """The value as it is declared."""
        return at(self.data, *keys)

    def number(self, *keys: str) -> float | None:
        """A number from 0 on, or unknown."""
        return number(at(self.data, *keys))

    def count(self, *keys: str) -> int | None:
        """A whole number from 1 on, or unknown."""
        return count(at(self.data, *keys))

    @property
    def units(self) -> int | None:
        """The units of this phase; where it does not speak of them, those of the training."""
        return self.count("units") if self.has("units") else count(self.training.get("units"))

    @property
    def method(self) -> str | None:
        """How batches are drawn. Plain noise on everything draws none; a cap cuts batches off, whatever they are called."""
        found = word(at(self.data, "sampling", "method"), METHODS)
        if found == "poisson" and self.fact("sampling", "cap") is not None:
            return "truncated_poisson"
        if found is None and not self.has("sampling") and self.mechanism == "gaussian" and not self.has("batch_size"):
            return "full_batch"
        return found

    @property
    def rate(self) -> float | None:
        """The stated chance of a unit to be in a batch."""
        return share(at(self.data, "sampling", "rate"))

    @property
    def mechanism(self) -> str | None:
        """The mechanism: its own, else what its fields show (`{dataset, rho}`), else that of the training."""
        if self.has("mechanism"):
            return word(self.data["mechanism"], MECHANISMS)
        return self._shape() or word(self.training.get("mechanism"), MECHANISMS)

    @property
    def mixed(self) -> bool:
        """Whether it states a guarantee and noise at once, and does not say which of them it is."""
        return not self.has("mechanism") and self._guarantee() is not None and self._noisy()

    @property
    def norms(self) -> list[float] | None:
        """Clipping norms, one a layer; a single one is a list of one."""
        stated = at(self.data, "clipping", "norm")
        found = [number(item) for item in (stated if isinstance(stated, list) else [stated])]
        plain = [item for item in found if item]
        return plain if plain and len(plain) == len(found) and math.isfinite(math.fsum(x * x for x in plain)) else None

    @property
    def constant_batches(self) -> bool:
        """Whether every batch has the same size."""
        return self.method in ("fixed_batch", "shuffle", "full_batch")

    def _shape(self) -> str | None:
        return None if self._noisy() else self._guarantee()

    def _noisy(self) -> bool:
        return any(self.data.get(key) is not None for key in _NOISE_FACTS)

    def _guarantee(self) -> str | None:
        if self.data.get("rho") is not None:
            return "zcdp"
        if self.data.get("epsilon") is not None:
            return "approx_dp" if self.has("delta") else "pure_dp"
        return None


def phases(training: Any) -> list[Phase]:
    """The phases of a training; an entry that is no object is a phase of which nothing is known."""
    stated = at(training, "phases")
    entries = stated if isinstance(stated, list) else []
    return [Phase(training, index, data if isinstance(data, dict) else {}) for index, data in enumerate(entries)]
