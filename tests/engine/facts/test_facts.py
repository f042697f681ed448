# SPDX-License-Identifier: Apache-2.0
"""The facts document as a whole."""

import json
from pathlib import Path

import jsonschema
from cases import facts, manifest, model
from in_process import loaded, rule_scenarios

from licet import catalogue, resources
from licet import facts as engine
from licet.catalogue import CONTRACT
from licet.evidence import NONE


def test_the_contract_names_catalogue_and_day() -> None:
    contract = facts()["contract"]
    assert contract["version"] == CONTRACT and contract["catalogue"] == loaded().digest
    assert contract["as_of"] == "2026-11-23" and contract["evidence"] == "verify"
    assert engine.derive(manifest(), loaded(), NONE._replace(skipped=True))["contract"]["evidence"] == "skip"


def test_what_was_said_about_licenses_that_nobody_knows() -> None:
    models = [model(), model(name="n", license=None), {"name": "o"}]
    assert engine.derive(manifest(models=models), loaded())["said"] == {"/models/1/license": "null", "/models/2/license": "absent"}


def test_texts_hold_closed_values_only() -> None:
    text = facts(models=[model(license="llama3.1")])["texts"]["llama-3.1-community"]
    assert {"title", "family", "kind", "verification", "clauses"} == set(text)
    prose = {"cites", "note", "where", "condition", "from", "until"}
    clauses = [*text["clauses"].values(), *text["clauses"]["thresholds"].values()]
    assert not [clause for clause in clauses if prose & set(clause)]


def test_a_component_that_leads_nowhere_is_said_to() -> None:
    found = facts(models=[model(), model(name="spare")])["components"]
    assert (found["m"]["unconnected"], found["spare"]["unconnected"]) == (False, True)


def test_external_documents_and_the_manifest_are_passed_on() -> None:
    found = engine.derive(manifest(), loaded(), external={"inventory": {"a": 1}})
    assert found["external"] == {"inventory": {"a": 1}} and found["manifest"] == manifest()


def test_deriving_changes_nothing_and_is_the_same_twice() -> None:
    for scenario in rule_scenarios()[::40]:
        before = json.dumps(scenario.manifest)
        first, second = (engine.derive(scenario.manifest, loaded()) for _ in range(2))
        assert first == second and json.dumps(scenario.manifest) == before


def test_the_document_is_what_the_schema_says() -> None:
    schema = json.loads((resources.schemas() / "facts.schema.json").read_text("utf-8"))
    jsonschema.validate(facts(), schema, jsonschema.Draft202012Validator)


def test_parameters_of_ones_own_reach_the_rules(tmp_path: Path) -> None:
    (tmp_path / "parameters" / "acme").mkdir(parents=True)
    (tmp_path / "parameters" / "acme" / "limit.yaml").write_text(
        "id: acme/limit\ntitle: Limit\ndescription: A limit.\nunit: null\nvalues:\n"
        '  - {from: "2026-01-01", until: null, value: 7, authority: organization_policy, verification: read, '
        "cites: [{source: Handbook, section: limits, url: null, read_on: null}]}\n"
    )
    own = catalogue.load(as_of="2026-11-23", policies=[tmp_path])
    assert engine.derive(manifest(), own)["parameters"]["acme"] == {"limit": 7}
    assert set(engine.derive(manifest(), loaded())["parameters"]) == {"dp", "thresholds"}
