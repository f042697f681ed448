# SPDX-License-Identifier: Apache-2.0
"""A training whose every fact is known, and changes of it, for tests of claims of differential privacy."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from licet.dp.declared import Phase

JSON = dict[str, Any]
ABSENT = object()

# sigma 1, rate 0.01, 1,000 steps at delta 1e-6: 2.1245147 to 2.1245156 (shared/reference/dp_vectors.yaml, one-run).
TRAINING: JSON = {
    "claim": {"epsilon": 2.2, "delta": 1e-6, "unit": "example", "adjacency": "add_remove", "scope": "training"},
    "units": 100000,
    "max_contributions_per_unit": 1,
    "mechanism": "dp_sgd",
    "secure_rng": True,
    "phases": [
        {
            "dataset": "d",
            "sampling": {"method": "poisson", "rate": 0.01},
            "batch_size": 1000,
            "epochs": 10,
            "steps": 1000,
            "noise_multiplier": 1.0,
            "clipping": {"norm": 1.0, "per": "example"},
        }
    ],
    "tuning": {"runs": 1, "distribution": "fixed"},
}


def training(**changes: Any) -> JSON:
    """The training with values put at places such as `phases__0__steps`; ABSENT takes one away."""
    return changed(TRAINING, **changes)


def changed(whole: JSON, **changes: Any) -> JSON:
    """A deep copy with changes."""
    found = deepcopy(whole)
    for place, value in changes.items():
        *path, last = [int(key) if key.isdigit() else key for key in place.split("__")]
        holder: Any = found
        for key in path:
            if isinstance(key, str) and holder.get(key) is None:
                holder[key] = {}
            holder = holder[key]
        if value is ABSENT:
            holder.pop(last, None)
        else:
            holder[last] = deepcopy(value)
    return found


def phase(**changes: Any) -> Phase:
    """The training's first phase after changes to it; `training__x` changes the training around it."""
    around = {key.removeprefix("training__"): value for key, value in changes.items() if key.startswith("training__")}
    inner = {f"phases__0__{key}": value for key, value in changes.items() if not key.startswith("training__")}
    whole = training(**around, **inner)
    return Phase(whole, 0, whole["phases"][0])


def manifest(section: JSON, *more_models: JSON, datasets: list[JSON] | None = None, **model: Any) -> JSON:
    """A manifest whose first model, `m`, has the training; it was trained on dataset `d`."""
    edges = [{"dataset": "d", "relation": "trained_on"}]
    first = {"name": "m", "derived_from": edges, "training": {"differential_privacy": section}, **model}
    return {"models": [first, *more_models], "datasets": datasets or [{"name": "d"}]}


def codes(remarks: Any) -> list[str]:
    """The codes of remarks, in order."""
    return [one.code for one in remarks]
