# SPDX-License-Identifier: Apache-2.0
"""One finding as lines of text: what, where, why, by which way, what to do."""

from collections.abc import Iterator, Mapping
from typing import Any

from licet.renderers._quote import quote
from licet.renderers._words import cited
from licet.terminal import Paint, safe, wrap

_LABEL = 8


def finding_lines(found: Mapping[str, Any], sources: Mapping[str, str], paint: Paint) -> Iterator[str]:
    place = found["location"]
    component = f"  {safe(found['component'])}" if found["component"] else ""
    yield f"  {paint(safe(found['rule']), 'bold')}  {found['severity']}{component}"
    yield "  " + paint(f"{safe(place['file'])}:{place['line']}:{place['column']}", "cyan")
    for gutter, line in quote(sources, place):
        yield "  " + paint(gutter, "dim") + line
    yield from wrap(safe(found["message"]), "  ")
    for label, text in _details(found):
        yield from wrap(text, f"  {label + ':':<{_LABEL}}")


def _details(found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for citation in found["citation"]:
        yield "why", " ".join(safe(part) for part in (cited(citation), citation["url"]) if part)
    if found["point"]:
        yield "point", safe(found["point"])
    if len(found["path"]) > 1:
        yield "path", " <- ".join(safe(name) for name in found["path"])
    yield from _standing(found)
    if found["needs"]:
        yield "needs", ", ".join(safe(pointer) for pointer in found["needs"])
    if found["remediation"]:
        yield "do", safe(found["remediation"])


def _standing(found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Why it is only this outcome: the open position, the readings, and what the rule itself said."""
    if found["assumption"]:
        yield "open", f"nobody has settled this; the named position is {safe(found['assumption'])}"
    if found["arms"]:
        yield "if", "the license is " + " or ".join(safe(arm) for arm in found["arms"])
    if found["original_outcome"]:
        codes = [safe(reason) for reason in found["reasons"] if reason != found["assumption"]]
        yield (
            "note",
            f"the rule said {found['original_outcome']}" + (f"; lowered: {', '.join(codes)}" if codes else "; lowered"),
        )
