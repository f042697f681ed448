# SPDX-License-Identifier: Apache-2.0
"""SARIF 2.1.0, as GitHub code scanning reads it: one run, every rule listed, one result per finding."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from licet.renderers._sarif_result import location, plain, result
from licet.renderers._sarif_rules import descriptors
from licet.renderers._words import ending, verdict
from licet.terminal import safe

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = {"%SRCROOT%": {"description": {"text": "The root of the repository."}}}

Object = dict[str, Any]


def render(
    report: Mapping[str, Any],
    *,
    color: bool = False,
    sources: Mapping[str, str],
    rules: Sequence[Mapping[str, Any]] = (),
) -> str:
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(report, rules)]}
    return json.dumps(log, indent=2, sort_keys=True, allow_nan=False) + "\n"


def _run(report: Mapping[str, Any], rules: Sequence[Mapping[str, Any]]) -> Object:
    findings = [found for manifest in report["manifests"] for found in manifest["findings"]]
    listed = descriptors(rules, findings)
    index = {rule["id"]: position for position, rule in enumerate(listed)}
    return {
        "tool": {"driver": {"name": "licet", "semanticVersion": report["licet"], "rules": listed}},
        "automationDetails": {"id": f"licet/{safe(report['profile'])}/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": _ROOT,
        "invocations": [_invocation(report)],
        "results": [result(found, index[found["rule"]]) for found in findings],
        "properties": _properties(report),
    }


def _invocation(report: Mapping[str, Any]) -> Object:
    problems = [problem for manifest in report["manifests"] for problem in manifest["problems"]]
    return {
        "executionSuccessful": report["exit_code"] != 2,
        "exitCode": report["exit_code"],
        "exitCodeDescription": ending(report),
        "toolExecutionNotifications": [_notification(problem) for problem in problems],
    }


def _notification(problem: Mapping[str, Any]) -> Object:
    hint = f" ({problem['hint']})" if problem["hint"] else ""
    return {
        "level": "error",
        "message": {"text": plain(problem["message"] + hint)},
        "locations": [location(problem)],
    }


def _properties(report: Mapping[str, Any]) -> Object:
    return {
        "asOf": report["as_of"],
        "disclaimer": report["disclaimer"],
        "evaluator": dict(report["evaluator"]),
        "policyDigest": report["policy_digest"],
        "profile": report["profile"],
        "verdict": report["verdict"],
        "manifests": [
            {
                "uri": location({"file": manifest["path"]})["physicalLocation"]["artifactLocation"]["uri"],
                "digest": manifest["digest"],
                "verdict": manifest["verdict"],
                "summary": verdict(manifest),
                "obligations": list(manifest["obligations"]),
            }
            for manifest in report["manifests"]
        ],
    }
