# SPDX-License-Identifier: Apache-2.0
"""What a student learned from a teacher: whether the teacher's text aims at it and what its permission depends on."""

from __future__ import annotations

from typing import Any, NamedTuple

from licet.facts import lineage
from licet.facts.case import Case, Component, Truth, either, missing, settled
from licet.facts.licenses.identity import Identity
from licet.facts.licenses.purposes import purpose_tests

JSON = dict[str, Any]
NARROW = frozenset({"classifier", "embedding"})
EXCEPTION = "internal_classifier_or_embedding"
_MODEL = frozenset({"language_model"})


class Lesson(NamedTuple):
    """One student and one teacher, over any number of steps (synthetic data included)."""

    student: Component
    teacher: Component
    relation: str
    path: list[str]
    pointer: str
    edge: JSON
    imitates: Truth
    made_by: str | None


def lessons(case: Case, student: Component) -> list[Lesson]:
    """Every teacher that this component itself learned from; what its bases learned is theirs."""
    found: list[Lesson] = []
    for edge in lineage.edges(student):
        kind = case.components[edge.parent].kind
        if kind == "model" and edge.relation in lineage.TEACHING | {"generated_by"}:
            found += _from(case, student, edge, [student.name], edge)
        elif kind == "dataset" and edge.relation != "retrieval":
            found += _through_data(case, student, edge, [student.name], edge.parent, set())
    return found


def record(case: Case, lesson: Lesson, text: JSON, released: Truth, identities: dict[str, Identity]) -> JSON:
    """The lesson under one text of the teacher."""
    clause = text["clauses"].get("output_training") or {}
    tests = purpose_tests(case, text)
    return {
        "student": lesson.student.name,
        "teacher": lesson.teacher.name,
        "text": text["id"],
        "relation": lesson.relation,
        "path": lesson.path,
        "pointer": lesson.pointer,
        "arm": None,
        "made_by": lesson.made_by,
        "imitates": lesson.imitates,
        "released": released,
        "targeted": _targeted(case, lesson.student, clause),
        "derivative": derivative(case, lesson.student, text, lesson.imitates, lesson.relation, lesson.pointer),
        "tests": {
            "own_family": _own_family(case, lesson.student, text, identities),
            "noncompeting": _noncompeting(case, lesson, clause, released),
            "noncommercial": tests["noncommercial"],
            "research": tests["research"],
        },
    }


def derivative(case: Case, student: Component, text: JSON, imitates: Truth, relation: str, pointer: str) -> JSON:
    """Does the text make the student a derivative of the teacher?"""
    clause = text["clauses"].get("output_training") or {}
    makes = clause.get("makes_derivative", "never")
    weights = (text["clauses"].get("derivative_definition") or {}).get("includes_distillation")
    if makes == "always":
        return settled(True)
    if makes != "imitating" and not (relation == "distillation" and weights):
        return settled(False)
    if imitates is True:
        return settled(True)
    if student.get("type") in NARROW:
        return case.assume("small_student", allowed=False)
    return missing(f"{pointer}/imitates") if imitates is None else settled(False)


def _from(case: Case, student: Component, edge: lineage.Edge, path: list[str], first: lineage.Edge) -> list[Lesson]:
    """The teacher and everything the teacher is a derivative of: its outputs are theirs too."""
    found = []
    made_by = _made_by(case, student, edge, first)
    imitates = edge.data.get("imitates")
    if imitates is None:
        imitates = first.data.get("imitates")
    if imitates is None and edge.relation == "distillation":
        imitates = True
    for name, ancestor in lineage.ancestors(case, edge.parent).items():
        if any(way.phase in ("own", "derived") for way in ancestor.ways) and case.components[name].kind == "model":
            whole = [*path, *ancestor.path]
            teacher = case.components[name]
            found.append(Lesson(student, teacher, edge.relation, whole, first.pointer, first.data, imitates, made_by))
    return found


def _through_data(
    case: Case, student: Component, first: lineage.Edge, path: list[str], name: str, seen: set[str]
) -> list[Lesson]:
    if name in seen:
        return []
    seen.add(name)
    dataset = case.components[name]
    found: list[Lesson] = []
    for edge in lineage.edges(dataset):
        kind = case.components[edge.parent].kind
        if kind == "dataset":
            found += _through_data(case, student, first, [*path, name], edge.parent, seen)
        elif kind == "model":
            found += _from(case, student, edge, [*path, name], first)
    return found


def _made_by(case: Case, student: Component, edge: lineage.Edge, first: lineage.Edge) -> str | None:
    """Who generated the outputs. Whoever holds the weights and trains its own model on them is taken to be "us"."""
    for source in (edge.data, first.data):
        if "generated_by" in source:
            return source["generated_by"]
    holder = case.components[edge.child]
    ours = holder.get("source_kind") == "first_party" if holder.kind == "dataset" else case.is_bound(student.name)
    weights = case.components[edge.parent].get("access") != "api"
    return "us" if ours and weights else None


def _targeted(case: Case, student: Component, clause: JSON) -> JSON:
    if student.kind == "software":
        return settled(False)  # a program that a model wrote is no model
    if student.kind == "dataset":
        return {"holds": None, "position": "published_outputs", "needs": None}
    targets = clause.get("targets") or "any_model"
    kind = student.get("type")
    if targets == "any_model":
        return settled(True)
    if kind is None:
        return missing(f"{student.pointer}/type")
    if kind in NARROW:
        return case.assume("small_student", allowed=False)
    return settled(kind in _MODEL or targets in ("foundation_model", "similar_model"))


def _own_family(case: Case, student: Component, text: JSON, identities: dict[str, Identity]) -> JSON:
    """The student is the teacher's model or a derivative of it; the same vendor is not enough."""
    found = lineage.ancestors(case, student.name)
    bases = [name for name, item in found.items() if any(way.phase == "derived" for way in item.ways)]
    if any(text["id"] in identities[name].texts for name in bases):
        return settled(True)
    if not bases and student.get("owned") is not True and student.get("modified") is not False:
        return missing(f"{student.pointer}/derived_from") if student.get("modified") else settled(False)
    return settled(False)


def _noncompeting(case: Case, lesson: Lesson, clause: JSON, released: Truth) -> JSON:
    """A language model that is offered competes unless somebody declared otherwise, which a human must judge."""
    pointer = f"{lesson.pointer}/competes"
    said = lesson.edge.get("competes")
    if lesson.student.get("type") in NARROW:
        return _narrow(case, clause, released, said)
    if said is True:
        return settled(False)
    if released is None:
        return missing("/deployment/mode")
    if released:
        declared = {"holds": None, "position": "declared_noncompeting", "needs": None}
        return declared if said is False else _undeclared(lesson.edge, pointer)
    return settled(True) if said is False else missing(pointer)


def _undeclared(edge: JSON, pointer: str) -> JSON:
    return missing(pointer) if "competes" in edge else settled(False)


def _narrow(case: Case, clause: JSON, released: Truth, competes: Truth) -> JSON:
    excepted = EXCEPTION in (clause.get("permitted_exceptions") or [])
    if excepted and released is False:
        return settled(True)
    if competes is True and not (excepted and released is None):
        return settled(False)
    if released is None:
        return missing("/deployment/mode")
    return case.assume("small_student", allowed=True)
