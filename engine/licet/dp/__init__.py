# SPDX-License-Identifier: Apache-2.0
"""Differential privacy, recomputed: events in, a certified bracket out. Nothing is imported before it is used.

    from licet.dp import epsilon, events
    epsilon(events.PoissonGaussian(noise_multiplier=1.0, rate=0.01, steps=1000), delta=1e-6)
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {
    "delta": "accountant",
    "epsilon": "accountant",
    "rdp_upper": "rdp",
    "sigma_for": "accountant",
    "Bracket": "bracket",
    "events_from": "training",
    "verify_claim": "claims",
    "dp_sgd_step": "sgd",
}
_MODULES = ("audit", "events", "ledger", "logs")
__all__ = [*_HOMES, *_MODULES]


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"licet.dp.{name}")
    if name in _HOMES:
        return getattr(import_module(f"licet.dp.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
