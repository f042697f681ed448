# SPDX-License-Identifier: Apache-2.0
"""What one policy file says about others: a profile that misspells a rule must not quietly judge less than it says."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Any

from licet.catalogue.names import folded
from licet.catalogue.sources import Source
from licet.errors import Problem

JSON = dict[str, Any]
GATE = "gate"  # the family that checks the checking: no profile may leave it out


def problems(content: JSON, sources: list[Source]) -> list[Problem]:
    """Everything in the compiled policies that names what is not there, or takes the name of another text."""
    paths = {(source.kind, source.name.rsplit("/", 1)[-1]): source.path for source in sources}
    found = [
        Problem(paths["profiles", key], 1, 1, "", message, hint)
        for key, profile in content["profiles"].items()
        for message, hint in _profile(profile, content)
    ]
    taken: dict[str, str] = {}
    for key in content["licenses"]:
        other = taken.setdefault(folded(key), key)
        if other != key:
            message = f"{key} differs from the license {other} in case alone"
            found.append(Problem(paths["licenses", key], 1, 1, "/id", message, "Choose another id."))
    return found


def _profile(profile: JSON, content: JSON) -> Iterator[tuple[str, str]]:
    families = {rule.split("/", 1)[0] for rule in content["rules"]}
    chosen = families if profile["families"] == "all" else profile["families"]
    yield from _unknown("rule family", chosen, families)
    yield from _unknown("rule", profile["exclude"], content["rules"])
    parameters = content["parameters"]
    yield from _unknown("assumption", profile["assumptions"], [key[12:] for key in parameters if key[:12] == "assumptions/"])
    yield from _unknown("parameter", profile["parameters"], parameters)
    if GATE not in chosen or any(rule.startswith(f"{GATE}/") for rule in profile["exclude"]):
        yield "a profile may not leave out the rules of gate", f"List the family {GATE} and exclude none of its rules."
    for key, value in profile["parameters"].items():
        kinds = {_kind(dated["value"]) for dated in parameters.get(key, {}).get("values", [])}
        if kinds and "nothing" not in kinds and _kind(value) not in kinds:
            yield f"the parameter {key} is of another kind", f"Write it as the catalogue does: {', '.join(sorted(kinds))}."


def _kind(value: Any) -> str:
    """What a value is, in words; a parameter that is nothing until somebody sets it takes any kind."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true or false"
    return "a number" if isinstance(value, int | float) else {str: "text", list: "a list"}.get(type(value), "an object")


def _unknown(kind: str, named: Iterable[str], known: Iterable[str]) -> Iterator[tuple[str, str]]:
    there = set(known)
    for name in named:
        if name not in there:
            near = difflib.get_close_matches(name, sorted(there), n=1)
            yield f"there is no {kind} {name}", f"Did you mean {near[0]}?" if near else "`licet list` shows what there is."
