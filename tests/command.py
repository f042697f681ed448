# SPDX-License-Identifier: Apache-2.0
"""The real command line as a process of its own, away from the configuration of this repository."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

CACHE = tempfile.TemporaryDirectory(prefix="licet-test-")  # one for the session: compiling costs a second each time
ENGINE = Path(__file__).parents[1] / "engine"
AS_OF = "2026-11-23"


@dataclass(frozen=True)
class Answer:
    """How one command ended."""

    code: int
    out: str
    err: str

    @property
    def shown(self) -> str:
        return f"exit {self.code}\n{self.out[-3000:]}\n{self.err[-3000:]}"


def environment(**more: str) -> dict[str, str]:
    """No color, nothing of the caller's settings or cache; the checkout's own code."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LICET", "FORCE_COLOR"))}
    return {**kept, "PYTHONPATH": str(ENGINE), "LICET_CACHE": CACHE.name, "NO_COLOR": "1", "PYTHONWARNINGS": "error", **more}


def licet(*words: str | Path, folder: Path, timeout: float = 120, **more: str) -> Answer:
    """`licet WORDS` in a folder."""
    command = [sys.executable, "-m", "licet", *map(str, words)]
    done = subprocess.run(
        command, cwd=folder, env=environment(**more), capture_output=True, timeout=timeout, stdin=subprocess.DEVNULL
    )
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def check(*words: str | Path, folder: Path, **more: str) -> Answer:
    """`licet check` on the fixed day, whatever configuration files lie around."""
    return licet("check", "--isolated", "--as-of", AS_OF, *words, folder=folder, **more)
