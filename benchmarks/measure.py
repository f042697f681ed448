# SPDX-License-Identifier: Apache-2.0
"""Side by side in one run: the commands take turns, medians are compared, ratios are printed."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

LICET = [str(Path(sys.executable).with_name("licet"))]


def tool(name: str) -> str:
    """The path of a pinned peer; without it there is nothing to measure."""
    import tools

    if reason := tools.missing(name):
        sys.exit(f"{name}: {reason}; run `make tools` first")
    return str(tools.path(name))


def medians(commands: Mapping[str, Sequence[str]], *, rounds: int, warm: int = 2) -> dict[str, float]:
    """Seconds of each command, taking turns so that a busy machine is busy for all of them."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(warm + rounds):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, check=False, capture_output=True, cwd=ROOT, env=environment())
            if turn >= warm:
                seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(values) for name, values in seconds.items()}


def environment() -> dict[str, str]:
    """A cache of its own, kept over the rounds: what a second run on a developer's machine meets."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "LICET_CACHE": str(ROOT / ".venv" / "benchmark-cache"), "NO_COLOR": "1"}


def show(title: str, figures: Mapping[str, float], against: str) -> None:
    """A table of milliseconds and ratios to one of the rows."""
    print(f"\n{title}")
    for name, value in figures.items():
        print(f"  {name:<42} {value * 1000:9.1f} ms   {value / figures[against]:6.2f} x {against}")


def simple_rules(folder: Path, count: int) -> list[str]:
    """As many Rego rules as licet has, each one comparison: the least that a rule can be. Arguments for Conftest."""
    for number in range(count):
        (folder / f"rule_{number}.rego").write_text(
            f"package main\n\nimport rego.v1\n\n"
            f"deny contains message if {{\n\tsome model in input.models\n\tmodel.license == \"forbidden-{number}\"\n"
            f"\tinput.deployment.commercial == true\n"
            f"\tmessage := sprintf(\"%s is under forbidden-{number}\", [model.name])\n}}\n"
        )
    return ["--policy", str(folder)]


def same_rules(folder: Path) -> list[str]:
    """licet's own rules, each in a namespace that Conftest understands. Arguments for Conftest."""
    modules = catalogue().modules
    names = []
    for path, text in modules.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
        outcomes = sorted(set(re.findall(r"^(deny|review|unknown|obligation|warn) contains", text, re.MULTILINE)))
        if outcomes:
            rule = path.removeprefix("rules/").removesuffix(".rego").replace("/", ".")
            name = f"gate.{rule.replace('.', '_')}"
            heads = "".join(
                f'{"warn" if outcome in ("obligation", "warn") else "deny"} contains {{"msg": "{outcome}"}} if {{\n'
                f"\tcount(data.licet.rules.{rule}.{outcome}) > 0\n}}\n\n"
                for outcome in outcomes
            )
            (folder / f"{name}.rego").write_text(f"package {name}\n\nimport rego.v1\n\n{heads}")
            names.append(f"--namespace={name}")
    return ["--policy", str(folder), *names]


def facts_of(manifest: Path, target: Path) -> None:
    """The facts document that the rules read, so that Conftest evaluates the same rules on the same input."""
    command = [*LICET, "facts", "--isolated", str(manifest)]
    target.write_bytes(subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=environment()).stdout)


def catalogue() -> Any:
    """The default catalogue of today."""
    from licet import catalogue as catalogues

    return catalogues.load(as_of=time.strftime("%Y-%m-%d", time.gmtime()))
