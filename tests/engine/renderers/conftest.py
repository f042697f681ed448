# SPDX-License-Identifier: Apache-2.0
"""Hand-made reports: one of each kind of decision, valid against the report schema."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

Object = dict[str, Any]
ROOT = Path(__file__).parents[3]
DIGEST = "sha256:" + "a" * 64
SOURCE = "manifest_version: 1\nname: support-bot\ndeployment:\n  duties:\n    display: {text: Powered by Llama}\n"
CITATION = {
    "source": "Llama 3.1 Community License Agreement",
    "section": "§1.b.i(B)",
    "url": "https://llama.meta.com/llama3_1/license/",
    "sha256": "b" * 64,
    "read_on": "2026-11-23",
}
RULE = {
    "id": "duty/display",
    "title": "The license's words are not shown",
    "description": "Some licenses ask for words on the product.",
    "severity": "medium",
    "remediation": "Show the exact words.",
    "help_uri": None,
    "controls": ["iso42001:A.6.2.7"],
}


def finding(**changes: Any) -> Object:
    base: Object = {
        "rule": "duty/display",
        "outcome": "deny",
        "original_outcome": None,
        "severity": "medium",
        "component": "support-llama",
        "message": 'The license asks for "Built with Llama"; "Powered by Llama" is shown',
        "location": {"file": "deploy/bot.yaml", "line": 5, "column": 14, "pointer": "/deployment/duties/display"},
        "facts": {"text": "Built with Llama", "shown": "Powered by Llama"},
        "path": ["support-llama", "llama-3.1-8b-instruct"],
        "citation": [CITATION],
        "remediation": "Show the exact words.",
        "reasons": [],
        "needs": [],
        "assumption": None,
        "point": None,
        "controls": ["iso42001:A.6.2.7"],
        "arms": [],
        "waived": None,
        "fingerprint": "f" * 32,
    }
    return base | changes


def obligation(**changes: Any) -> Object:
    base: Object = {
        "duty": "license_copy",
        "component": "support-llama",
        "status": "open",
        "evidence": None,
        "detail": "Hand on a copy of the license",
        "paths": [["support-llama", "llama-3.1-8b-instruct"]],
        "citation": [CITATION],
    }
    return base | changes


def manifest(**changes: Any) -> Object:
    base: Object = {
        "path": "deploy/bot.yaml",
        "digest": DIGEST,
        "name": "support-bot",
        "verdict": "allow",
        "verdicts": {"license": "allow"},
        "findings": [],
        "obligations": [],
        "facts": {"licenses": {}, "lineage": {}, "differential_privacy": [], "anonymization": []},
        "rules_evaluated": 48,
        "problems": [],
    }
    return base | changes


def report(*manifests: Object, **changes: Any) -> Object:
    base: Object = {
        "report_version": 1,
        "licet": "0.1.0",
        "as_of": "2026-11-23",
        "evaluator": {"name": "embedded", "engine": "regorus", "version": "0.13.0"},
        "policy_digest": DIGEST,
        "profile": "default",
        "verdict": "allow",
        "exit_code": 0,
        "disclaimer": "Encoded rules applied to declared facts; this is not legal advice.",
        "manifests": list(manifests) or [manifest()],
    }
    return base | changes


@pytest.fixture
def denied() -> Object:
    """Every outcome, both kinds of duty, and a waiver."""
    waiver = {"reason": "Rebranding in March", "ticket": "LEGAL-7", "approvers": ["ann", "bo"], "expires": "2027-01-31"}
    found = [
        finding(),
        finding(
            rule="license/text_differs",
            outcome="review",
            severity="low",
            original_outcome="deny",
            reasons=["unread_text"],
            fingerprint="1",
        ),
        finding(
            rule="license/user_limit",
            outcome="unknown",
            needs=["/organization/monthly_active_users/2024-06"],
            path=[],
            fingerprint="2",
        ),
        finding(rule="license/licensor_control", outcome="warn", arms=["a-1.0", "b-1.0"], fingerprint="3"),
        finding(rule="duty/model_name", outcome="deny", waived=waiver, fingerprint="4"),
    ]
    due = [obligation(), obligation(duty="attribution", status="met", evidence="verified")]
    return report(manifest(verdict="deny", findings=found, obligations=due), verdict="deny", exit_code=1)


@pytest.fixture
def failed() -> Object:
    problem = {
        "file": "deploy/bot.yaml",
        "line": 2,
        "column": 1,
        "pointer": "/nmae",
        "message": "unknown key 'nmae'",
        "hint": "did you mean 'name'?",
    }
    return report(manifest(verdict="error", digest=None, name=None, problems=[problem]), verdict="error", exit_code=2)


@pytest.fixture
def allowed() -> Object:
    return report()


@pytest.fixture
def hostile() -> Object:
    """Every text that can come from a manifest tries to steer the terminal or the page."""
    poison = (
        "\x1b[2J\x1b]0;owned\x07a\u202egnp.exe\u2066\r\nexit 0: allow\u2028[x](javascript:alert(1)) <script> {0} \ud800"
    )
    place = {"file": f"deploy/{poison}.yaml", "line": 1, "column": 1, "pointer": f"/models/{poison.replace('/', '~1')}"}
    texts = {
        "component": poison,
        "message": poison,
        "path": [poison, poison],
        "remediation": poison,
        "needs": [place["pointer"]],
    }
    citation = [CITATION | {"source": poison, "section": poison, "url": "javascript:alert(1)"}]
    waiver = {"reason": poison, "ticket": poison, "approvers": [poison], "expires": "2027-01-31"}
    found = [
        finding(location=place, citation=citation, **texts),
        finding(location=place, waived=waiver, fingerprint="2", **texts),
    ]
    due = [obligation(component=poison, detail=poison, citation=citation)]
    problem = {"file": place["file"], "line": 1, "column": 3, "pointer": None, "message": poison, "hint": poison}
    judged = manifest(path=place["file"], name=poison, verdict="deny", findings=found, obligations=due)
    broken = manifest(path=place["file"], name=poison, verdict="error", problems=[problem])
    return report(judged, broken, verdict="error", exit_code=2, profile=poison)


@pytest.fixture
def sources() -> dict[str, str]:
    return {"deploy/bot.yaml": SOURCE}


@pytest.fixture
def rules() -> list[Object]:
    return [RULE, RULE | {"id": "license/territory", "title": "Outside the permitted area", "severity": "high"}]


@pytest.fixture(scope="session")
def check_report() -> Callable[[Object], None]:
    schema = json.loads((ROOT / "schemas" / "report.schema.json").read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(schema).validate


@pytest.fixture(params=["allowed", "denied", "failed", "hostile"])
def any_report(request: pytest.FixtureRequest) -> Object:
    chosen: Object = request.getfixturevalue(request.param)
    return chosen


@pytest.fixture
def make() -> dict[str, Callable[..., Object]]:
    return {"finding": finding, "obligation": obligation, "manifest": manifest, "report": report}
