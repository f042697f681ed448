# SPDX-License-Identifier: Apache-2.0
"""Facts and policies of different catalogues never pass: gate/contract on facts that were tampered with."""

import json
from typing import Any

import pytest

from licet import resources
from licet.catalogue import CONTRACT, bundle_module
from licet.evaluators import open_evaluator

JSON = dict[str, Any]
DIGEST = "sha256:ab12"
FACTS: JSON = {"contract": {"version": CONTRACT, "catalogue": DIGEST}}


def denied(facts: Any, bundle: str = bundle_module(DIGEST)) -> list[JSON]:
    rule = (resources.policies() / "rules/gate/contract.rego").read_text()
    modules = {"lib/bundle.rego": bundle, "rules/gate/contract.rego": rule}
    tree = open_evaluator("embedded", modules, timeout=5).evaluate(json.dumps(facts))
    found: list[JSON] = tree["gate"]["contract"]["deny"]
    return found


def contract(**changed: Any) -> JSON:
    return {"contract": {**FACTS["contract"], **changed}}


def test_facts_of_the_same_catalogue_pass() -> None:
    assert denied(FACTS) == []


@pytest.mark.parametrize(
    "facts",
    [
        contract(version=CONTRACT + 1),
        contract(version=CONTRACT - 1),
        contract(version=str(CONTRACT)),
        contract(version=None),
        contract(version=True),
        contract(catalogue="sha256:cd34"),
        contract(catalogue=DIGEST.upper()),
        contract(catalogue=""),
        contract(catalogue=None),
        contract(catalogue=[DIGEST]),
        {"contract": {"version": CONTRACT}},
        {"contract": {"catalogue": DIGEST}},
        {"contract": {}},
        {"contract": []},
        {"contract": None},
        {},
        [],
        None,
    ],
    ids=json.dumps,
)
def test_anything_else_is_denied(facts: Any) -> None:
    assert len(denied(facts)) == 1


def test_the_finding_names_both_sides() -> None:
    (finding,) = denied({"contract": {"version": CONTRACT}})
    assert finding["on"] == ["contract", "contract"]
    assert finding["cites"] == []
    assert finding["facts"] == {
        "version": CONTRACT,
        "catalogue": None,
        "bundle_version": CONTRACT,
        "bundle_catalogue": DIGEST,
    }


@pytest.mark.parametrize("facts", [FACTS, {"contract": {}}, contract(version=None, catalogue=None)], ids=json.dumps)
def test_a_bundle_that_does_not_say_what_it_is_passes_nothing(facts: JSON) -> None:
    assert len(denied(facts, "package licet.lib.bundle\n\nimport rego.v1\n")) == 1
    unstated = "package licet.lib.bundle\n\nimport rego.v1\n\nversion := null\n\ncatalogue := null\n"
    assert len(denied(facts, unstated)) == 1
