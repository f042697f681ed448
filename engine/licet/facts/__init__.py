# SPDX-License-Identifier: Apache-2.0
"""The facts document: what is the case, for rules that say what follows. Pure; see schemas/facts.schema.json."""

from __future__ import annotations

from typing import Any

from licet import __version__
from licet.catalogue import CONTRACT, Catalogue
from licet.evidence import NONE, Evidence
from licet.facts import claims, components, lineage
from licet.facts.case import Case
from licet.facts.licenses.data_uses import data_uses
from licet.facts.licenses.identity import Identity, identify
from licet.facts.licenses.programs import software
from licet.facts.licenses.relicensing import merges
from licet.facts.licenses.services import api
from licet.facts.licenses.terms import lesson_records, readings, terms

JSON = dict[str, Any]
READ_HERE = frozenset(
    ("assumptions", "exchange_rates", "identity", "places", "service_regions", "thresholds", "use")
)
PARAMETERS = ("thresholds/near_percent",)  # what shipped rules compare with


def derive(
    manifest: JSON, catalogue: Catalogue, evidence: Evidence = NONE, *, external: JSON | None = None
) -> JSON:
    """Derive every fact that rules read from the manifest, the catalogue of the day and the evidence."""
    case = Case(manifest, catalogue, evidence.files)
    identities = {name: identify(case, component) for name, component in case.components.items()}
    bound = terms(case, identities)
    return {
        "contract": _contract(catalogue, evidence.skipped),
        "parameters": _parameters(catalogue),
        "said": _said(case),
        "organization": components.organization(case),
        "deployment": components.deployment(case),
        "components": _components(case, identities),
        "texts": _texts(case, identities),
        "terms": bound,
        "lessons": lesson_records(case, identities),
        "merges": merges(case, identities),
        "data_uses": data_uses(case, bound),
        "evidence": claims.evidence(case),
        "claims": claims.claims(case),
        **evidence.privacy,
        "manifest": manifest,
        "external": external or {},
    }


def _contract(catalogue: Catalogue, skipped: bool) -> JSON:
    return {
        "version": CONTRACT,
        "licet": __version__,
        "as_of": catalogue.as_of,
        "catalogue": catalogue.digest,
        "profile": catalogue.profile,
        "evidence": "skip" if skipped else "verify",
    }


def _parameters(catalogue: Catalogue) -> JSON:
    """What shipped rules compare with, and every area that is not read by the engine itself: an organization's own."""
    found: JSON = {}
    own = (key for key in catalogue.parameters if key.split("/")[0] not in READ_HERE)
    for key in (*PARAMETERS, *own):
        area, _, name = key.partition("/")
        found.setdefault(area, {})[name] = catalogue.parameter(key)
    return found


def _said(case: Case) -> JSON:
    """Which unknown licenses were left out and which were stated as unknown."""
    return {
        f"{component.pointer}/license": "null" if "license" in component.data else "absent"
        for component in case.components.values()
        if component.get("license") is None
    }


def _components(case: Case, identities: dict[str, Identity]) -> JSON:
    found = {}
    reached = {name for bound in case.bound for name in lineage.ancestors(case, bound)}
    for name, component in case.components.items():
        texts = [case.catalogue.license(key) for key, _ in readings(identities[name])]
        record = components.component(
            case, component, identities[name], api(case, component, texts), software(case, component, texts)
        )
        found[name] = {**record, "unconnected": name not in reached}
    return found


def _texts(case: Case, identities: dict[str, Identity]) -> JSON:
    used = sorted({key for identity in identities.values() for key, _ in readings(identity)})
    return {key: _text(case.catalogue.license(key)) for key in used}


def _text(record: JSON) -> JSON:
    """A text for rules: closed values only; citations and prose stay with the catalogue."""
    clauses = record["clauses"]
    return {
        "title": record["title"],
        "family": record["family"],
        "kind": record["kinds"][0],
        "verification": record["text"]["verification"],
        "clauses": {kind: _plain(kind, content) for kind, content in clauses.items()},
    }


def _plain(kind: str, content: JSON) -> JSON:
    if kind in ("thresholds", "territory"):
        return {key: _plain("", row) for key, row in content.items()}
    return {key: value for key, value in content.items() if key not in ("cites", "note", "condition", "where")}
