# SPDX-License-Identifier: Apache-2.0
"""SARIF rule descriptors: every rule of the catalogue, and every rule that has a finding."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from licet.renderers._sarif_result import plain
from licet.renderers._words import general

# GitHub reads this number for rules tagged `security`: above 9 critical, 7 high, 4 medium, else low.
_NUMBER = {"low": "3.0", "medium": "5.5", "high": "8.0", "critical": "9.5"}
_KIND = {"low": "recommendation", "medium": "warning", "high": "error", "critical": "error"}
_TAGS = 10

Object = dict[str, Any]


def descriptors(rules: Sequence[Mapping[str, Any]], findings: Iterable[Mapping[str, Any]]) -> list[Object]:
    known = {rule["id"]: rule for rule in rules}
    for found in findings:
        known.setdefault(found["rule"], _unlisted(found))
    return [_descriptor(known[name]) for name in sorted(known)]


def _unlisted(found: Mapping[str, Any]) -> Object:
    """What a finding itself says about a rule that the catalogue did not hand over."""
    taken = {key: found[key] for key in ("severity", "remediation", "controls")}
    return {"id": found["rule"], "title": found["rule"], "description": found["rule"], "help_uri": None, **taken}


def _descriptor(rule: Mapping[str, Any]) -> Object:
    advice = plain(general(rule["remediation"] or rule["description"]))
    described: Object = {
        "id": rule["id"],
        "name": "".join(part.capitalize() for part in rule["id"].replace("/", "_").split("_")),
        "shortDescription": {"text": plain(rule["title"])},
        "fullDescription": {"text": plain(rule["description"])},
        "help": {"text": advice, "markdown": f"{plain(rule['description'])}\n\n**Do:** {advice}"},
        "defaultConfiguration": {"level": "error"},
        "properties": {
            "tags": list(dict.fromkeys(["security", rule["id"].split("/")[0], *rule["controls"]]))[:_TAGS],
            "security-severity": _NUMBER[rule["severity"]],
            "problem.severity": _KIND[rule["severity"]],
            "controls": list(rule["controls"]),
        },
    }
    return described | ({"helpUri": rule["help_uri"]} if rule.get("help_uri") else {})
