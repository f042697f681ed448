# SPDX-License-Identifier: Apache-2.0
"""Accountants that are known to report too little, or nothing, at very small delta (row 17).

Their Fourier transforms round absolutely, at about steps * 1e-16; see tests/engine/dp/test_known_false_bounds.py.
"""

from __future__ import annotations

from typing import Any

from licet.dp.remarks import Remark, remark
from licet.dp.values import at, number, section

LARGEST_DELTA = 1e-9
_GRIDS = ("dp-accounting", "pld", "prv")
_OTHERS = ("rdp", "renyi", "moments", "gdp")


def unreliable(training: Any) -> list[Remark]:
    """A note on the tool; the figure itself is recomputed."""
    stated = section(training, "accountant")
    words = {key: str(stated[key]) for key in ("name", "library", "version") if isinstance(stated.get(key), str)}
    text = " ".join(words.get(key, "") for key in ("name", "library")).lower().replace("_", "-")
    delta = number(at(training, "claim", "delta"))
    grid = any(one in text for one in _GRIDS) and not any(one in text for one in _OTHERS)
    if not grid or delta is None or not 0 < delta <= LARGEST_DELTA:
        return []
    return [remark("accountant_unreliable", "note", "/accountant", **words)]
