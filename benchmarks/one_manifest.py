# SPDX-License-Identifier: Apache-2.0
"""One check of a 4 KB manifest as a whole process against `conftest test` with the same number of rules."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import measure

MANIFEST = measure.ROOT / "fixtures" / "manifests" / "support-bot.yaml"
ROUNDS = 15


def main() -> None:
    """Print medians and ratios."""
    with tempfile.TemporaryDirectory() as folder:
        measure.rules_for_conftest(Path(folder), measure.rule_count())
        conftest = [measure.tool("conftest"), "test", "--policy", folder, str(MANIFEST)]
        check = [*measure.LICET, "check", "--isolated", str(MANIFEST)]
        figures = measure.medians({"conftest test": conftest, "licet check": check}, rounds=ROUNDS)
    title = f"one manifest of {MANIFEST.stat().st_size} bytes, {measure.rule_count()} rules, whole process"
    measure.show(title, figures, "conftest test")
    bare = [sys.executable, "-c", "pass"]
    figures = measure.medians({"python -c pass": bare, "licet --version": [*measure.LICET, "--version"]}, rounds=ROUNDS)
    measure.show("start of the process", figures, "python -c pass")


if __name__ == "__main__":
    main()
