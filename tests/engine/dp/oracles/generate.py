# SPDX-License-Identifier: Apache-2.0
"""Write the fixtures of this folder. Needs python-flint (`pip install python-flint`) and hours of one core.

    python tests/engine/dp/oracles/generate.py containment 2e9

computes what the file lacks (delete it to start over) with at most that many products of nodes (about 100 ns each) per
contour. An entry that needs more is kept without a value, never dropped; another run with a higher limit tries it again.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import configurations
import jumps
from configurations import JSON
from contour import TooMuchWork, Value, chernoff, digits, direction, epsilon
from jumps import NoCut
from laws import Phase

HERE = Path(__file__).parent


def main(name: str, most: float) -> None:
    """One file, entry by entry, saved after each."""
    path = HERE / f"{name}.json"
    found = {one["id"]: one for one in json.loads(path.read_text("utf-8"))} if path.is_file() else {}
    cases = getattr(configurations, name)()
    for case in cases:
        old = found.get(case["id"])
        if old is None or any(old[key] != case[key] for key in case) or (old["epsilon"] is None and old["work"] < most):
            start = time.perf_counter()
            found[case["id"]] = solved(case, most)
            write(path, [found[one["id"]] for one in cases if one["id"] in found])
            sys.stderr.write(f"{case['id']} {found[case['id']]['epsilon']} {time.perf_counter() - start:.1f} s\n")


def write(path: Path, cases: list[JSON]) -> None:
    """One entry a line."""
    path.write_text("[\n" + ",\n".join(json.dumps(one) for one in cases) + "\n]\n", "utf-8")


def solved(case: JSON, most: float) -> JSON:
    """The entry with its value, or without where these oracles give up."""
    try:
        return {**case, **value(case, most)}
    except (TooMuchWork, NoCut) as error:
        return {**case, "epsilon": None, "work": most, "why": f"{type(error).__name__}: {error}"}


def value(case: JSON, most: float) -> JSON:
    """The contour; under rare sampling, where it would take too long, the contour over paths with a jump."""
    phases = [phase(event, case["adjacency"]) for event in case["events"]]
    try:
        return told(epsilon(phases, case["delta"], most), "contour")
    except TooMuchWork:
        if len(phases) > 1 or phases[0].replace or phases[0].group > 1:
            raise
    found = jumps.epsilon(phases[0], case["delta"], most)
    if chernoff(phases, case["delta"], remove=False)[1] > float(found.epsilon):
        added = direction(phases, case["delta"], remove=False, most=most)
        found = max(found, added, key=lambda one: float(one.epsilon))
    return told(found, "jumps")


def told(value: Value, method: str) -> JSON:
    """22 digits, the error estimate, and where the value comes from."""
    return {"epsilon": digits(value.epsilon), "error": float(f"{value.error:.1e}"), "direction": value.direction, "method": method}


def phase(event: JSON, adjacency: str) -> Phase:
    """An event of the package's JSON as the oracle sees it."""
    group = 1
    if event["type"] == "group":
        group, event = event["size"], event["event"]
    rate = 1.0 if event["type"] == "gaussian" else event["rate"]
    return Phase(event["noise_multiplier"], rate, event.get("steps", 1), group, adjacency == "replace_one")


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
