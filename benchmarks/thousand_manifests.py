# SPDX-License-Identifier: Apache-2.0
"""1,000 distinct manifests in one check against `conftest test` over the same files; memory of both."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import measure

MANIFEST = measure.ROOT / "fixtures" / "manifests" / "support-bot.yaml"
COUNT = 1000
SHARE = 100  # Conftest takes long for each
ROUNDS = 3
SAME, SIMPLE, LICET = "conftest, the same rules on the facts", "conftest, as many one-line rules", "licet check"


def main() -> None:
    """Print medians, ratios and peak memory."""
    count = len(measure.catalogue().rules)
    with tempfile.TemporaryDirectory() as folder:
        same, simple, manifests, facts = (Path(folder, name) for name in ("same", "simple", "manifests", "facts"))
        for one in (same, simple, manifests, facts):
            one.mkdir()
        _write(manifests)
        measure.facts_of(manifests / "manifest-0.yaml", facts / "facts-0.json")
        for number in range(1, SHARE):
            text = (facts / "facts-0.json").read_text().replace("support-bot-0", f"support-bot-{number}")
            (facts / f"facts-{number}.json").write_text(text)
        conftest = [measure.tool("conftest"), "test"]
        commands = {
            SAME: [*conftest, *measure.same_rules(same), str(facts)],
            SIMPLE: [*conftest, *measure.simple_rules(simple, count), str(manifests)],
            LICET: [*measure.LICET, "check", "--isolated", "--format", "json", str(manifests)],
        }
        seconds = measure.medians(commands, rounds=ROUNDS, warm=1)
        each = {name: value / (SHARE if name == SAME else COUNT) for name, value in seconds.items()}
        title = f"per manifest, {COUNT} manifests of {MANIFEST.stat().st_size} bytes ({SHARE} facts for {SAME})"
        measure.show(title, each, SAME)
        measure.show("the same figures", each, SIMPLE)
        for name, command in commands.items():
            print(f"  {name:<42} {_peak(command) / 1024:9.1f} MB peak of the largest process")


def _write(folder: Path) -> None:
    """Distinct in name, counts and license, so that no cache of answers helps."""
    text = MANIFEST.read_text(encoding="utf-8").replace("path: evidence/", "url: https://example.com/").replace(
        ", sha256: 9cb02a0cdaf0fac80dd3b4967909c8aeb86d2b26f27c2d3b602445327234d887", ""
    )
    for number in range(COUNT):
        content = text.replace("support-bot", f"support-bot-{number}").replace("90000", str(90000 + number))
        (folder / f"manifest-{number}.yaml").write_text(content, encoding="utf-8")


def _peak(command: Sequence[str]) -> int:
    """Resident kilobytes of the largest process, sampled over the run."""
    peak = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=measure.ROOT, env=measure.environment()) as process:
        while process.poll() is None:
            peak = max([peak, *(_resident(pid) for pid in [process.pid, *_children(process.pid)])])
            time.sleep(0.02)
    return peak


def _children(pid: int) -> list[int]:
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _resident(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


if __name__ == "__main__":
    main()
