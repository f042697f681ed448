# SPDX-License-Identifier: Apache-2.0
"""Write the fixtures of this folder. Needs python-flint (`pip install python-flint`) and about an hour of one core.

    python tests/engine/dp/oracles/generate.py containment families known_false_bounds

computes the entries that a file lacks: delete it to start over.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import configurations
import real_space
import two_steps
from configurations import JSON
from contour import Value, digits, epsilon
from laws import Phase

HERE = Path(__file__).parent


def main(names: list[str]) -> None:
    """Each file, entry by entry, saved after each."""
    for name in names:
        path = HERE / f"{name}.json"
        found = {one["id"]: one for one in json.loads(path.read_text("utf-8"))} if path.is_file() else {}
        cases = getattr(configurations, name)()
        for case in cases:
            old = found.get(case["id"])
            if old is None or any(old[key] != case[key] for key in case):
                start = time.perf_counter()
                found[case["id"]] = {**case, **value(case)}
                write(path, [found[one["id"]] for one in cases if one["id"] in found])
                sys.stderr.write(f"{case['id']} {found[case['id']]['epsilon']} {time.perf_counter() - start:.1f} s\n")


def write(path: Path, cases: list[JSON]) -> None:
    """One entry a line."""
    path.write_text("[\n" + ",\n".join(json.dumps(one) for one in cases) + "\n]\n", "utf-8")


def value(case: JSON) -> JSON:
    """The oracle that fits: closed forms and real integrals where there are few steps, else the contour."""
    kinds = {event["type"] for event in case["events"]}
    if "laplace" in kinds or kinds == {"gaussian"}:
        return _closed(case["events"], case["delta"])
    phases = [phase(event, case["adjacency"]) for event in case["events"]]
    if len(phases) == 1 and phases[0].steps <= 2 and phases[0].group == 1 and not phases[0].replace:
        return _few(phases[0], case["delta"])
    return told(epsilon(phases, case["delta"]), "contour")


def _closed(events: list[JSON], delta: float) -> JSON:
    normal = [event for event in events if event["type"] == "gaussian"]
    mu = sum(event["steps"] / event["noise_multiplier"] ** 2 for event in normal) ** 0.5
    other = [event for event in events if event["type"] == "laplace"]
    if not other:
        return known(real_space.root(real_space.gaussian(mu), delta, 100), "closed form")
    scale, steps = other[0]["scale"], other[0]["steps"]
    if normal:
        profile = real_space.with_laplace(scale, real_space.gaussian(mu))
        return known(real_space.root(profile, delta, 100), "real integral")
    return known(real_space.root(real_space.laplace(scale, steps), delta, steps / scale), "real integral")


def _few(one: Phase, delta: float) -> JSON:
    if one.steps == 2:
        return told(two_steps.epsilon(one.sigma, one.rate, delta), "real integral")
    found = [real_space.root(real_space.one_step(one.sigma, one.rate, remove), delta, 100) for remove in (True, False)]
    return known(max(found), "closed form")


def known(epsilon: Any, method: str) -> JSON:
    """A value in mpmath, good to all digits that are kept."""
    return {"epsilon": real_space.shown(epsilon), "error": 1e-20, "direction": "remove", "method": method}


def told(value: Value, method: str) -> JSON:
    """22 digits, the error estimate, and where the value comes from."""
    error = float(f"{value.error:.1e}")
    return {"epsilon": digits(value.epsilon), "error": error, "direction": value.direction, "method": method}


def phase(event: JSON, adjacency: str) -> Phase:
    """An event of the package's JSON as the oracle sees it."""
    group = 1
    if event["type"] == "group":
        group, event = event["size"], event["event"]
    rate = 1.0 if event["type"] == "gaussian" else event["rate"]
    return Phase(event["noise_multiplier"], rate, event.get("steps", 1), group, adjacency == "replace_one")


if __name__ == "__main__":
    main(sys.argv[1:])
