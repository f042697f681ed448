# SPDX-License-Identifier: Apache-2.0
"""One check of a manifest as a whole process against `conftest test`: with the same rules, and with as many simple ones."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import measure

MANIFEST = measure.ROOT / "fixtures" / "manifests" / "support-bot.yaml"
ROUNDS = 15
SAME, SIMPLE, LICET = "conftest, the same rules on the facts", "conftest, as many one-line rules", "licet check"


def main() -> None:
    """Print medians and ratios."""
    count = len(measure.catalogue().rules)
    with tempfile.TemporaryDirectory() as folder:
        same, simple, facts = (Path(folder, name) for name in ("same", "simple", "facts.json"))
        same.mkdir()
        simple.mkdir()
        measure.facts_of(MANIFEST, facts)
        conftest = [measure.tool("conftest"), "test"]
        commands = {
            SAME: [*conftest, *measure.same_rules(same), str(facts)],
            SIMPLE: [*conftest, *measure.simple_rules(simple, count), str(MANIFEST)],
            LICET: [*measure.LICET, "check", "--isolated", str(MANIFEST)],
        }
        figures = measure.medians(commands, rounds=ROUNDS)
    title = f"one manifest of {MANIFEST.stat().st_size} bytes, {count} rules, whole process"
    measure.show(title, figures, SAME)
    measure.show("the same figures", figures, SIMPLE)
    starts = {"python -c pass": [sys.executable, "-c", "pass"], "licet --version": [*measure.LICET, "--version"]}
    measure.show("start of the process", measure.medians(starts, rounds=ROUNDS), "python -c pass")


if __name__ == "__main__":
    main()
