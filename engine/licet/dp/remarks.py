# SPDX-License-Identifier: Apache-2.0
"""What was noticed about a training, and what becomes of it once the numbers are there.

The effect of a remark is one of

- `refuted`, `undecided`, `note`: so whatever the numbers say.
- `open`: a fact is missing, so a best and a worst case were run. Undecided, unless both agree: then nothing is missing.
- `hazard`: the figure needs another treatment than the usual one, and gets it. Refuted where the numbers refute the
  claim, undecided where they do not settle it, nothing where they prove it.
- `clash`: declared facts contradict each other. As `hazard`, but nothing that contradicts itself is ever proved.
- `contradiction`: the same, but undecided even where the numbers refute the claim.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

JSON = dict[str, Any]
_RANK = {"refuted": 3, "undecided": 2, "note": 1}
_BY_NUMBERS: dict[str, dict[str, str | None]] = {
    "open": {"proved": None, "refuted": None},
    "hazard": {"proved": None, "refuted": "refuted"},
    "clash": {"refuted": "refuted"},
    "contradiction": {},
}


class Remark(NamedTuple):
    """One reason code with its effect; `needs` is a pointer below `differential_privacy`, facts are small flat values."""

    code: str
    effect: str
    needs: str | None
    facts: JSON


def remark(code: str, effect: str, needs: str | None = None, **facts: Any) -> Remark:
    """A remark."""
    return Remark(code, effect, needs, facts)


def settled(remarks: Iterable[Remark], numbers: str) -> list[Remark]:
    """The remarks with their final effects; `numbers` is the verdict of the numbers alone."""
    found = []
    for one in remarks:
        table = _BY_NUMBERS.get(one.effect)
        effect = one.effect if table is None else table.get(numbers, "undecided")
        if effect is not None:
            found.append(one._replace(effect=effect))
    return found


def strongest(remarks: Iterable[Remark]) -> str:
    """The verdict that final effects leave: refuted, undecided, or proved where nothing stands in the way."""
    effects = {one.effect for one in remarks}
    return "refuted" if "refuted" in effects else "undecided" if "undecided" in effects else "proved"


def table(remarks: Iterable[Remark], base: str) -> JSON:
    """`{code: {effect, needs, facts}}`, sorted; of several remarks with one code the first of the strongest stands."""
    chosen: dict[str, Remark] = {}
    for one in remarks:
        known = chosen.get(one.code)
        if known is None or _RANK[one.effect] > _RANK[known.effect]:
            chosen[one.code] = one
    return {code: _record(chosen[code], base) for code in sorted(chosen)}


def _record(one: Remark, base: str) -> JSON:
    needs = None if one.needs is None else f"{base}{one.needs}"
    return {"effect": one.effect, "needs": needs, "facts": dict(sorted(one.facts.items()))}
