# SPDX-License-Identifier: Apache-2.0
"""What a finding is about: the record it names, its component, text, path, place and citation."""

from __future__ import annotations

from typing import Any, NamedTuple

from licet.catalogue import Catalogue
from licet.errors import PolicyError

JSON = dict[str, Any]


class Subject(NamedTuple):
    """The record behind `on`, in the words of a report."""

    title: str | None
    citation: list[JSON]
    component: str | None
    path: list[str]
    binds: str | None = None
    text: str | None = None
    pointer: str = ""
    arm: JSON | None = None


def subject(rule: JSON, element: JSON, catalogue: Catalogue, facts: JSON) -> Subject:
    """Look the record up; a name that is not there is a broken policy."""
    table, key = element["on"]
    record = facts.get(table, {}).get(key) if table != "contract" else facts["contract"]
    if not isinstance(record, dict) or table not in _ABOUT:
        raise PolicyError(f"{rule['file']}: no record {table} {key!r}", "`on` names a table of the facts and an id.")
    about = _ABOUT[table](key, record, facts)
    license_record = catalogue.license(about["text"]) if about.get("text") else None
    title = license_record["title"] if license_record else None
    return Subject(title=title, citation=_citation(rule, element, license_record, catalogue), **about)


def _term(_: str, record: JSON, __: JSON) -> JSON:
    names = ("component", "binds", "text", "pointer", "path", "arm")
    return {name: record[name] for name in names}


def _lesson(_: str, record: JSON, __: JSON) -> JSON:
    about = {name: record[name] for name in ("text", "pointer", "path", "arm")}
    return {**about, "component": record["teacher"], "binds": record["student"]}


def _component(key: str, record: JSON, _: JSON) -> JSON:
    return {"component": key, "pointer": record["identity"]["pointer"], "path": []}


def _data_use(_: str, record: JSON, facts: JSON) -> JSON:
    return _term(record["term"], facts["terms"][record["term"]], facts)


def _merge(key: str, record: JSON, _: JSON) -> JSON:
    return {"component": key, "binds": key, "pointer": record["pointer"], "path": [key]}


def _contract(_: str, __: JSON, ___: JSON) -> JSON:
    return {"component": None, "path": []}


def _place(key: str, record: JSON, _: JSON) -> JSON:
    return {"component": record.get("component"), "pointer": key, "path": []}


def _privacy(_: str, record: JSON, __: JSON) -> JSON:
    return {"component": record["component"], "pointer": record["pointer"], "path": []}


_ABOUT = {
    "evidence": _place,
    "claims": _place,
    "terms": _term,
    "lessons": _lesson,
    "components": _component,
    "data_uses": _data_use,
    "merges": _merge,
    "contract": _contract,
    "differential_privacy": _privacy,
    "privacy_budgets": _privacy,
}


def _citation(rule: JSON, element: JSON, record: JSON | None, catalogue: Catalogue) -> list[JSON]:
    found = []
    for kind, key in element["cites"]:
        if kind == "parameter":
            found += _parameter(rule, key, catalogue)
        else:
            found.append(_clause(rule, kind, key, record))
    return found


def _clause(rule: JSON, kind: str, key: str | None, record: JSON | None) -> JSON:
    clause = (record or {"clauses": {}})["clauses"].get(kind)
    if clause is not None and key is not None:
        clause = clause.get(key)
    if record is None or clause is None:
        raise PolicyError(f"{rule['file']}: cites {kind} {key or ''}, which the text does not have", "Cite a clause.")
    text, cites = record["text"], clause["cites"]
    own = "document" not in cites
    return {
        "source": cites.get("document") or record["title"],
        "section": cites.get("section"),
        "url": cites.get("url") or (text["url"] if own else None),
        "sha256": cites.get("sha256") or (text["sha256"] if own else None),
        "read_on": cites.get("read_on") or text["read_on"],
    }


def _parameter(rule: JSON, key: str | None, catalogue: Catalogue) -> list[JSON]:
    record = catalogue.parameter_record(key or "")
    if record is None:
        raise PolicyError(f"{rule['file']}: cites parameter {key}, which there is not", "Cite a parameter by its id.")
    names = ("source", "section", "url", "sha256", "read_on")
    return [{name: cite.get(name) for name in names} for cite in record["cites"]]
