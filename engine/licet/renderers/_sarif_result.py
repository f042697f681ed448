# SPDX-License-Identifier: Apache-2.0
"""One finding as a SARIF result; nothing in it depends on the machine it was made on."""

from collections.abc import Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from urllib.parse import quote

from licet.renderers._words import accepted, cited
from licet.terminal import safe

_LEVEL = {"deny": "error", "review": "warning", "unknown": "warning", "warn": "note"}
# A message may hold placeholders in braces, so they are doubled there too.
_MARKS = str.maketrans({mark: "\\" + mark for mark in "\\`*_[]<>#|~&"} | {"{": "{{", "}": "}}"})

Object = dict[str, Any]


def plain(text: str) -> str:
    """A SARIF message: brackets would make a link, braces a placeholder."""
    shown = safe(text).replace("{", "{{").replace("}", "}}")
    return shown.replace("[", "\\[").replace("]", "\\]")


def _marked(text: str) -> str:
    return safe(text).translate(_MARKS)


def result(found: Mapping[str, Any], index: int) -> Object:
    waiver = found["waived"]
    return {
        "ruleId": found["rule"],
        "ruleIndex": index,
        "level": _LEVEL[found["outcome"]],
        "message": {"text": plain(found["message"]), "markdown": _markdown(found)},
        "locations": [location(found["location"])],
        "partialFingerprints": {"licet/v1": found["fingerprint"]},
        "suppressions": [_suppression(waiver)] if waiver else [],
        "properties": _properties(found),
    }


def location(place: Mapping[str, Any]) -> Object:
    """A place in a manifest; one without a line is the first line."""
    physical: Object = {
        "artifactLocation": {"uri": _uri(place["file"]), "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": place.get("line", 1), "startColumn": place.get("column", 1)},
    }
    pointer = place.get("pointer")
    logical = [{"fullyQualifiedName": safe(pointer), "name": safe(pointer.rpartition("/")[2])}] if pointer else []
    return {"physicalLocation": physical} | ({"logicalLocations": logical} if logical else {})


def _uri(file: str) -> str:
    """A relative reference; of a path outside the repository only the name is told."""
    path = PurePosixPath(PureWindowsPath(file).as_posix()) if "\\" in file or file[1:2] == ":" else PurePosixPath(file)
    inside = not path.is_absolute() and ".." not in path.parts and file[1:2] != ":"
    return quote(path.as_posix() if inside else path.name, safe="/", errors="replace")


def _suppression(waiver: Mapping[str, Any]) -> Object:
    return {"kind": "external", "status": "accepted", "justification": safe(accepted(waiver))}


def _markdown(found: Mapping[str, Any]) -> str:
    parts = [_marked(found["message"]), *(_source(each) for each in found["citation"])]
    if len(found["path"]) > 1:
        parts.append("**Path:** " + " ← ".join(map(_marked, found["path"])))
    if found["needs"]:
        parts.append("**Needs:** " + ", ".join(map(_marked, found["needs"])))
    if found["remediation"]:
        parts.append("**Do:** " + _marked(found["remediation"]))
    return "\n\n".join(parts)


def _source(citation: Mapping[str, Any]) -> str:
    title, url = _marked(cited(citation)), citation["url"]
    if not url or not url.startswith(("https://", "http://")):
        return f"**Why:** {title}"
    return f"**Why:** [{title}]({quote(url, safe=':/?#@!$&*+,;=%~', errors='replace')})"


def _properties(found: Mapping[str, Any]) -> Object:
    renamed = {"original_outcome": "originalOutcome"}
    kept = (
        "outcome",
        "original_outcome",
        "severity",
        "component",
        "path",
        "needs",
        "reasons",
        "assumption",
        "point",
        "arms",
    )
    return {renamed.get(key, key): found[key] for key in kept} | {"citations": list(found["citation"])}
