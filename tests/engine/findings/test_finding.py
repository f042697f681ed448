# SPDX-License-Identifier: Apache-2.0
"""Order and fingerprint of findings."""

from collections.abc import Callable

import pytest

from licet.findings import Finding

Make = Callable[..., Finding]


def test_worst_first(finding: Make) -> None:
    found = [finding(outcome=word, severity=grade) for word in ("warn", "obligation", "unknown", "review", "deny") for grade in ("low", "critical")]
    ordered = [(one.outcome, one.severity) for one in sorted(found, key=Finding.order)]
    assert [word for word, _ in ordered[::2]] == ["deny", "review", "unknown", "obligation", "warn"]
    assert [grade for _, grade in ordered[:2]] == ["critical", "low"]


@pytest.mark.parametrize("change", [{"message": "other"}, {"remediation": "Other."}, {"pointer": "/x"}, {"severity": "low"}, {"paths": []}])
def test_rewording_and_moving_keep_the_fingerprint(finding: Make, change: dict[str, object]) -> None:
    assert finding(**change).fingerprint == finding().fingerprint


@pytest.mark.parametrize(
    "change", [{"rule": "x/y"}, {"outcome": "warn"}, {"component": "n"}, {"binds": "n"}, {"text": "X"}, {"facts": {}}, {"cites": []}, {"reasons": ["r"]}]
)
def test_another_finding_has_another_fingerprint(finding: Make, change: dict[str, object]) -> None:
    assert finding(**change).fingerprint != finding().fingerprint


def test_the_family_is_the_first_word_of_the_rule(finding: Make) -> None:
    assert finding().family == "license"
