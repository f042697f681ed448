# SPDX-License-Identifier: Apache-2.0
"""What a name stands for: licenses clause by clause, a rule, a topic, a purpose or a parameter, as plain entries."""

import difflib
import json
from collections.abc import Iterator
from typing import Any

from licet import resources
from licet.catalogue import Catalogue

JSON = dict[str, Any]
ASSUMPTIONS = "assumptions/"
_PURPOSE_TERMS = "use/purposes"
_TABLES = ("thresholds", "territory")
_LICENSE = (
    "id",
    "title",
    "family",
    "kinds",
    "category",
    "licensor",
    "spdx",
    "hugging_face",
    "aliases",
    "released",
    "text",
    "notes",
)


def entries(catalogue: Catalogue, name: str) -> list[JSON]:
    """Everything that goes by this name: an id first, then aliases; several texts may share an alias."""
    found = [*_exact(catalogue, name)]
    return found or [_license(catalogue, key) for key in catalogue.lookup(name)]


def nearest(catalogue: Catalogue, name: str) -> list[str]:
    """Names close to one that means nothing: a hint, never applied."""
    parameters = [*catalogue.parameters, *assumptions(catalogue)]
    known = {key.lower(): key for key in [*catalogue.rules, *catalogue.topics, *purposes(), *parameters]}
    close = [known[key] for key in difflib.get_close_matches(name.lower(), list(known), n=3, cutoff=0.6)]
    return list(dict.fromkeys([*close, *catalogue.nearest(name)]))


def purposes() -> dict[str, str]:
    """The closed list of purposes, each with what it means."""
    schema = json.loads((resources.schemas() / "manifest" / "purposes.schema.json").read_text(encoding="utf-8"))
    return {choice["const"]: choice["description"] for choice in schema["oneOf"]}


def assumptions(catalogue: Catalogue) -> dict[str, JSON]:
    """Named positions on unsettled questions, without the folder in their names."""
    found = catalogue.parameters.items()
    return {key.removeprefix(ASSUMPTIONS): record for key, record in found if key.startswith(ASSUMPTIONS)}


def _exact(catalogue: Catalogue, name: str) -> Iterator[JSON]:
    if name in catalogue.licenses:
        yield _license(catalogue, name)
    if name in catalogue.rules:
        yield {"kind": "rule", **catalogue.rules[name]}
    if name in catalogue.topics:
        yield {"kind": "topic", **catalogue.topics[name]}
    if name in purposes():
        yield _purpose(catalogue, name)
    record = catalogue.parameters.get(name) or assumptions(catalogue).get(name)
    if record:
        yield {"kind": "parameter", **record}


def _license(catalogue: Catalogue, key: str) -> JSON:
    record = catalogue.licenses[key]
    clauses = [clause for kind, content in record["clauses"].items() for clause in _clauses(catalogue, kind, content)]
    return {"kind": "license", **{name: record.get(name) for name in _LICENSE}, "clauses": clauses}


def _clauses(catalogue: Catalogue, kind: str, content: JSON) -> Iterator[JSON]:
    """One entry per clause; one that no rule reads is informative."""
    readers = sorted(key for key, rule in catalogue.rules.items() if kind in rule["clauses"])
    for clause_id, clause in content.items() if kind in _TABLES else [(None, content)]:
        said = {name: value for name, value in clause.items() if name not in ("value", "cites", "note")}
        yield {
            "kind": kind,
            "id": clause_id,
            "value": clause.get("value"),
            "attributes": said,
            "cites": clause["cites"],
            "note": clause.get("note"),
            "rules": readers,
        }


def _purpose(catalogue: Catalogue, name: str) -> JSON:
    """The purpose, and the texts whose use policy names one of its terms."""
    record = catalogue.parameters.get(_PURPOSE_TERMS)
    terms: JSON = record["value"].get(name, {}) if record else {}
    named = {key: sorted(set(_restricted(text)) & set(terms)) for key, text in catalogue.licenses.items()}
    licenses = {key: hits for key, hits in named.items() if hits}
    return {"kind": "purpose", "id": name, "description": purposes()[name], "terms": terms, "licenses": licenses}


def _restricted(text: JSON) -> list[str]:
    clause = text["clauses"].get("acceptable_use") or {}
    terms: list[str] = clause.get("restricted") or []
    return terms
