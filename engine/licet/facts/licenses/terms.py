# SPDX-License-Identifier: Apache-2.0
"""The join that rules walk: one text that binds one component by way of one ancestor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from licet.facts import lineage
from licet.facts.case import Case, Component, Truth, either
from licet.facts.components import offered
from licet.facts.licenses import lessons, relicensing
from licet.facts.licenses.agreements import agreement
from licet.facts.licenses.duties import duties
from licet.facts.licenses.events import events
from licet.facts.licenses.identity import Identity
from licet.facts.licenses.limits import display_over, limits
from licet.facts.licenses.litigation import litigation
from licet.facts.licenses.purposes import purpose_tests, restricted
from licet.facts.licenses.territory import territory

JSON = dict[str, Any]
Reading = tuple[str, JSON | None]  # a text's id and the arm under which it binds
_ROLES = {"own": "own", "derived": "base", "taught": "teacher", "data": "training_data", "retrieval": "retrieval"}
_STRICTEST = ("own", "derived", "taught", "retrieval", "data")


def terms(case: Case, identities: dict[str, Identity]) -> JSON:
    """All terms by id: `binds<component`, with the text where there are several and the arm where it is open."""
    found: JSON = {}
    for name in case.bound:
        bound = case.components[name]
        for ancestor in lineage.ancestors(case, name).values():
            for key, arm in readings(identities[ancestor.name]):
                several = len(identities[ancestor.name].texts) > 1
                found[identifier(name, ancestor.name, key, arm, several)] = _term(
                    case, bound, ancestor, key, arm, identities
                )
    return {key: term for key, term in found.items() if not _own_release(case, term)}


def lesson_records(case: Case, identities: dict[str, Identity]) -> JSON:
    """All lessons by id, for every component that is deployed, shipped, published or an ancestor of one."""
    found: JSON = {}
    reached = {name for bound in case.bound for name in lineage.ancestors(case, bound)}
    for student in (case.components[name] for name in case.components if name in reached):
        if student.kind == "dataset" and not case.is_bound(student.name):
            continue  # data learn nothing; what models learned from them is counted there
        for lesson in lessons.lessons(case, student):
            identity = identities[lesson.teacher.name]
            for key, arm in readings(identity):
                where = identifier(student.name, lesson.teacher.name, key, arm, len(identity.texts) > 1)
                found.setdefault(where, _lesson(case, lesson, key, arm, identities))
    return found


def readings(identity: Identity) -> Iterator[Reading]:
    """The texts that bind: all of a resolved license, or each arm of an open one."""
    if identity.arms:
        for arm in identity.arms:
            for key in arm.texts:
                yield key, {"kind": arm.kind, "group": identity.pointer, "name": arm.name}
    else:
        for key in identity.texts:
            yield key, None


def identifier(binds: str, component: str, key: str, arm: JSON | None, several: bool) -> str:
    """Ids are unique per component, text and arm."""
    suffix = f"#{arm['name']}" if arm else ""
    return f"{binds}<{component}{suffix}{f'@{key}' if several or arm else ''}"


def _lesson(case: Case, lesson: lessons.Lesson, key: str, arm: JSON | None, identities: dict[str, Identity]) -> JSON:
    text = case.catalogue.license(key)
    found = lessons.record(case, lesson, text, offered(case, lesson.student), identities)
    return {**found, "arm": arm}


def _term(
    case: Case, bound: Component, ancestor: lineage.Ancestor, key: str, arm: JSON | None, identities: dict[str, Identity]
) -> JSON:
    text = case.catalogue.license(key)
    origin = case.components[ancestor.name]
    reach = _reach(case, bound, ancestor, text)
    rows = limits(case, origin, text["clauses"])
    happens = events(case, bound, ancestor, text, reach, display_over(rows))
    derives = any(way.phase == "derived" for way in ancestor.ways) or (reach == "full" and origin is not bound)
    declared = identities[bound.name]
    return {
        "component": ancestor.name,
        "binds": bound.name,
        "text": key,
        "role": _role(bound, ancestor),
        "reach": reach,
        "relations": ancestor.relations,
        "path": ancestor.path,
        "more_paths": ancestor.paths - 1,
        "pointer": identities[ancestor.name].pointer,
        "arm": arm,
        "agreement": _agreement(case, bound, origin, identities, key),
        "events": happens,
        "purpose_tests": purpose_tests(case, text),
        "restricted": restricted(case, text, happens),
        "territory": territory(case, bound, origin, text["clauses"], happens),
        "litigation": litigation(case, text),
        "looser": relicensing.looser(case, bound, declared, key, text, happens) if derives else relicensing.settled(False),
        "stricter": derives and relicensing.stricter(case, declared, text),
        "limits": rows,
        "duties": duties(case, bound, origin, key, text),
    }


def _reach(case: Case, bound: Component, ancestor: lineage.Ancestor, text: JSON) -> str:
    """full where material came along; teachers only where their text makes the student a derivative."""
    phases = {way.phase for way in ancestor.ways}
    if phases & {"own", "derived"}:
        return "full"
    if "taught" not in phases:
        return "full"
    imitates: Truth = either(*(way.imitates for way in ancestor.ways if way.phase == "taught"))
    student = case.components[_student(case, ancestor)]
    relation = "distillation" if "distillation" in ancestor.relations else "trained_on_outputs"
    found = lessons.derivative(case, student, text, imitates, relation, ancestor.pointer)
    if not _made_here(case, student, ancestor.name) and _restricts(text):
        return "undecided"
    return {True: "full", False: "use", None: "undecided"}[found["holds"]]


def _restricts(text: JSON) -> bool:
    """Whether there are terms of use or on outputs that could follow outputs around at all."""
    clauses = text["clauses"]
    learning = (clauses.get("output_training") or {"value": "silent"})["value"]
    commercial = (clauses.get("commercial_use") or {}).get("value")
    return learning not in ("silent", "allowed") or commercial == "no" or "acceptable_use" in clauses


def _made_here(case: Case, student: Component, teacher: str) -> bool:
    """Who generated the outputs used the teacher: its terms of use are theirs, and ours only where that was us."""
    makers = [lesson.made_by for lesson in lessons.lessons(case, student) if lesson.teacher.name == teacher]
    return not makers or "us" in makers


def _student(case: Case, ancestor: lineage.Ancestor) -> str:
    """The component on the path that learned."""
    for name, relation in zip(ancestor.path, ancestor.relations, strict=False):
        if relation in lineage.TEACHING or relation in ("trained_on", "generated_by"):
            return name
    return ancestor.path[0]


def _role(bound: Component, ancestor: lineage.Ancestor) -> str:
    if bound.kind == "software":
        return "software"
    phases = {way.phase for way in ancestor.ways}
    return _ROLES[next(phase for phase in _STRICTEST if phase in phases)]


def _agreement(case: Case, bound: Component, origin: Component, identities: dict[str, Identity], key: str) -> JSON:
    """The ancestor's own agreement, or the component's where both are under the same text."""
    found = agreement(case, origin)
    if found["state"] == "none" and key in identities[bound.name].texts:
        found = agreement(case, bound)
    return {name: found[name] for name in ("state", "covers", "verified", "expired")}


def _own_release(case: Case, term: JSON) -> bool:
    """One's own release license puts no duty on oneself; a provider's contract is nobody's release license."""
    if "api" in case.catalogue.license(term["text"])["kinds"]:
        return False
    return term["role"] in ("own", "software") and case.components[term["component"]].get("owned") is True
