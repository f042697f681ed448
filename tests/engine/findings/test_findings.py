# SPDX-License-Identifier: Apache-2.0
"""From the evaluator's tree to findings: a rule that is silent in the wrong way is an error."""

from typing import Any

import pytest
from cases import facts
from in_process import loaded

from licet.errors import PolicyError
from licet.findings import collect

FACTS = facts()
ELEMENT = {"on": ["components", "m"], "cites": [], "facts": {"found": "x", "nearest": []}}


def tree(**changed: Any) -> dict[str, Any]:
    """Every rule answers that it has nothing to say; license/unknown_license says what a test lets it."""
    found: dict[str, Any] = {}
    for rule in loaded().rules:
        family, name = rule.split("/")
        found.setdefault(family, {})[name] = {"deny": []}
    found["license"]["unknown_license"] = {"deny": [], **changed}
    return found


def test_elements_become_findings() -> None:
    [one] = collect(tree(deny=[ELEMENT], _private=["ignored"]), loaded(), FACTS)
    assert (one.rule, one.outcome, one.component, one.pointer) == ("license/unknown_license", "deny", "m", "/models/0/license")
    assert "x" in one.message and one.remediation


@pytest.mark.parametrize(
    "changed",
    [
        {"forbid": []},
        {"deny": [{**ELEMENT, "weight": 1}]},
        {"deny": [{**ELEMENT, "on": "components"}]},
        {"deny": [{**ELEMENT, "on": ["components"]}]},
        {"deny": [{**ELEMENT, "facts": []}]},
        {"deny": [{**ELEMENT, "facts": {}}]},
        {"deny": [{**ELEMENT, "cites": ["thresholds"]}]},
        {"deny": [{**ELEMENT, "pointer": "models"}]},
        {"deny": [{**ELEMENT, "reason": 1}]},
        {"deny": ["text"]},
        {"deny": [{"on": ["components", "m"]}]},
        {"unknown": [ELEMENT]},
        {"obligation": [ELEMENT]},
        {"obligation": [{**ELEMENT, "status": "done"}]},
        {"warn": [ELEMENT]},
    ],
)
def test_a_finding_of_the_wrong_form_is_a_broken_policy(changed: dict[str, Any]) -> None:
    with pytest.raises(PolicyError):
        collect(tree(**changed), loaded(), FACTS)


def test_every_rule_must_answer_and_no_other_may() -> None:
    less = tree()
    del less["license"]["user_limit"]
    with pytest.raises(PolicyError, match="no answer from license/user_limit"):
        collect(less, loaded(), FACTS)
    with pytest.raises(PolicyError, match="no answer from license/user_limit"):
        collect({**tree(), "license": {**tree()["license"], "user_limit": {}}}, loaded(), FACTS)
    with pytest.raises(PolicyError, match="no answer from license/user_limit"):
        collect({**tree(), "license": {**tree()["license"], "user_limit": {"_deny": []}}}, loaded(), FACTS)
    with pytest.raises(PolicyError, match="foreign/rule answered"):
        collect({**tree(), "foreign": {"rule": {"deny": []}}}, loaded(), FACTS)
    with pytest.raises(PolicyError):
        collect({}, loaded(), FACTS)
