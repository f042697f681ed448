# SPDX-License-Identifier: Apache-2.0
"""Where evidence may be looked for. Nothing else is read."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Sources(NamedTuple):
    """Paths of the manifest are relative to `base` and may not leave `root`."""

    base: Path
    root: Path
    skip: bool = False  # look at nothing: what needs evidence is unknown
    ledger: str | None = None  # URL of the privacy-budget ledger
    cache_folder: Path | None = None
