# SPDX-License-Identifier: Apache-2.0
"""The report as plain JSON (schemas/report.schema.json): what every renderer and the Python API hand out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from licet import __version__
from licet.verdict import ALLOW, DENY, ERROR, REVIEW, decide, worst

if TYPE_CHECKING:
    from licet.documents import Document
    from licet.errors import Problem
    from licet.findings import Finding

JSON = dict[str, Any]
DISCLAIMER = "Allow means that no encoded rule was breached, and no more. This is not legal advice."
_WORST = (ERROR, DENY, REVIEW, ALLOW)


class Report(NamedTuple):
    """The whole answer: `data` is the JSON report, `sources` the text of each manifest that could be read."""

    data: JSON
    sources: dict[str, str]

    @property
    def verdict(self) -> str:
        """The worst verdict of all manifests: error, deny, review or allow."""
        return self.data["verdict"]

    @property
    def exit_code(self) -> int:
        """0 allow, 1 deny, 2 could not judge, 3 review."""
        return self.data["exit_code"]

    @property
    def findings(self) -> list[JSON]:
        """Every finding of every manifest."""
        return [finding for manifest in self.data["manifests"] for finding in manifest["findings"]]


def judged(document: Document, findings: list[Finding], facts: JSON, rules: int) -> JSON:
    """One manifest that was judged."""
    shown = [finding for finding in findings if finding.outcome != "obligation"]
    families = sorted({finding.family for finding in shown})
    return {
        "path": document.name,
        "digest": document.digest,
        "name": document.data.get("name"),
        "verdict": decide(findings),
        "verdicts": {family: decide(one for one in shown if one.family == family) for family in families},
        "findings": [_finding(document, finding) for finding in shown],
        "obligations": _obligations(document, findings),
        "facts": _facts(facts),
        "rules_evaluated": rules,
        "problems": [],
    }


def not_judged(path: str, problems: list[Problem], digest: str | None = None) -> JSON:
    """One manifest that could not be judged, and why."""
    empty: JSON = {"licenses": {}, "lineage": {}, "differential_privacy": [], "anonymization": []}
    return {
        "path": path,
        "digest": digest,
        "name": None,
        "verdict": ERROR,
        "verdicts": {},
        "findings": [],
        "obligations": [],
        "facts": empty,
        "rules_evaluated": 0,
        "problems": [_problem(problem) for problem in problems],
    }


def whole(header: JSON, manifests: list[JSON], codes: list[int]) -> JSON:
    """The report over all manifests; the worst verdict and the worst exit code win."""
    verdicts = {manifest["verdict"] for manifest in manifests}
    return {
        "report_version": 1,
        "licet": __version__,
        **header,
        "verdict": next((word for word in _WORST if word in verdicts), ERROR),
        "exit_code": worst(codes),
        "disclaimer": DISCLAIMER,
        "manifests": manifests,
    }


def _finding(document: Document, finding: Finding) -> JSON:
    plain = ("rule", "outcome", "original_outcome", "severity", "component", "message", "remediation", "facts")
    more = ("citation", "reasons", "needs", "assumption", "point", "controls", "arms", "waived", "fingerprint")
    return {
        **{name: getattr(finding, name) for name in (*plain, *more)},
        "location": _location(document, finding.pointer),
        "path": finding.paths[0] if finding.paths else [],
    }


def _location(document: Document, pointer: str) -> JSON:
    place = document.position(pointer)
    return {"file": document.name, "line": place.line, "column": place.column, "pointer": pointer}


def _obligations(document: Document, findings: list[Finding]) -> list[JSON]:
    """Duties that are due, open or met; one that is refused is also a finding."""
    duties = [one for one in findings if one.duty or (one.rule.startswith("duty/") and one.status == "unmet")]
    return [
        {
            "duty": finding.duty or finding.rule.split("/", 1)[1],
            "component": finding.component,
            "status": finding.status,
            "evidence": finding.facts.get("state") if finding.status == "met" else None,
            "detail": _detail(finding),
            "paths": finding.paths,
            "citation": finding.citation,
            "rule": finding.rule,
            "message": finding.message,
            "remediation": finding.remediation,
        }
        for finding in duties
    ]


def _detail(finding: Finding) -> str | None:
    detail = finding.facts.get("text") or finding.facts.get("prefix")
    return detail if isinstance(detail, str) else None


def _facts(facts: JSON) -> JSON:
    licenses = {
        name: {key: record["identity"][key] for key in ("state", "found", "texts")}
        for name, record in facts["components"].items()
    }
    lineage: JSON = {}
    for term in facts["terms"].values():
        lineage.setdefault(term["binds"], {})[term["component"]] = term["role"]
    return {"licenses": licenses, "lineage": lineage, "differential_privacy": _recomputed(facts), "anonymization": []}


def _recomputed(facts: JSON) -> list[JSON]:
    """What is left of each claim of differential privacy."""
    return [
        {
            "model": name,
            "claim": record["claim"],
            "epsilon": {"lower": record["lower"], "upper": record["upper"]},
            "verdict": record["verdict"],
            "reasons": sorted(record["reasons"]),
        }
        for name, record in facts["differential_privacy"].items()
        if record["claimed"]
    ]


def _problem(problem: Problem) -> JSON:
    names = ("file", "line", "column", "pointer", "message", "hint")
    return {name: getattr(problem, name) for name in names}
