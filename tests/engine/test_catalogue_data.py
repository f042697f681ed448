# SPDX-License-Identifier: Apache-2.0
"""The catalogue's data: every file valid, and every word in it known to the place that defines the word."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from licet import documents
from licet.facts.licenses import expression

JSON = dict[str, Any]
ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "schemas"
POLICIES = ROOT / "policies"
LICENSES = sorted((POLICIES / "licenses").rglob("*.yaml"))
TEST_LICENSES = sorted((ROOT / "tests" / "policies" / "licenses").rglob("*.yaml"))
PARAMETERS = sorted((POLICIES / "parameters").rglob("*.yaml"))
PROFILES = sorted((POLICIES / "profiles").glob("*.yaml"))
FILES = {
    "license": [*LICENSES, *TEST_LICENSES],
    "parameter": PARAMETERS,
    "profile": PROFILES,
}
TABLES = {"thresholds", "territory"}
AMBIGUOUS = {"gemma", "gemma terms", "gemma license", "gemma terms of use"}  # two dated texts go by these names
ASSUMPTIONS = {
    "nc_training_data", "share_alike_training_data", "no_derivatives_training_data", "weights_are_database", "nc_output",
    "nc_for_profit_research", "flux_outputs", "eu_subsidiary", "small_student", "foreign_outputs", "threshold_boundary",
    "snapshot_inference", "hosting_unclear", "name_prefix_conflict", "revision_in_place", "pending_suit",
    "weights_copyright",
}  # fmt: skip


@cache
def read(path: Path) -> JSON:
    return documents.parse(path.read_bytes(), str(path), format="yaml").data


@cache
def schema(name: str) -> JSON:
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))


def parameter(key: str) -> Any:
    return read(POLICIES / "parameters" / f"{key}.yaml")["values"][-1]["value"]


def purposes() -> set[str]:
    return {word["const"] for word in schema("manifest/purposes")["oneOf"]}


def clauses(record: JSON) -> Iterator[tuple[str, JSON]]:
    """Every dated value of a license with its clause kind."""
    for kind, content in record["clauses"].items():
        for values in content.values() if kind in TABLES else [content]:
            yield from ((kind, value) for value in values)


def walk(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every scalar with the key it stands under."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from walk(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from walk(item, key)
    else:
        yield key, value


def test_there_is_data() -> None:
    assert len(LICENSES) >= 22 and len(PARAMETERS) >= 30 and len(PROFILES) == 5


@pytest.mark.parametrize("kind", [*FILES, "rule"])
def test_schemas_are_schemas(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(kind))


@pytest.mark.parametrize(
    ("kind", "path"), [(kind, path) for kind, paths in FILES.items() for path in paths], ids=lambda item: getattr(item, "stem", item)
)
def test_every_file_is_valid(kind: str, path: Path) -> None:
    errors = jsonschema.Draft202012Validator(schema(kind)).iter_errors(read(path))
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


@pytest.mark.parametrize("path", [path for paths in FILES.values() for path in paths], ids=lambda path: path.stem)
def test_the_id_is_the_file_name(path: Path) -> None:
    expected = f"{path.parent.name}/{path.stem}" if path in PARAMETERS else path.stem
    assert read(path)["id"] == expected


@pytest.mark.parametrize("path", [path for paths in FILES.values() for path in paths], ids=lambda path: path.stem)
def test_dates_are_real_and_addresses_are_https(path: Path) -> None:
    for key, value in walk(read(path)):
        if value is not None and key in ("from", "until", "released", "read_on", "chosen_on"):
            datetime.date.fromisoformat(value)
        if value is not None and key == "url":
            assert value.startswith("https://"), value


def test_a_name_means_one_text_unless_it_is_ambiguous_by_design() -> None:
    owners: dict[str, set[str]] = {}
    for path in LICENSES:
        record = read(path)
        for name in (record["id"], record["title"], record["spdx"], record["hugging_face"], *record["aliases"]):
            if name:
                owners.setdefault(name.lower(), set()).add(record["id"])
    assert {name for name, ids in owners.items() if len(ids) > 1} == AMBIGUOUS


def test_a_family_name_is_never_the_name_of_a_text() -> None:
    names = {name.lower() for path in LICENSES for name in (read(path)["id"], *read(path)["aliases"])}
    assert not names & set(parameter("identity/families"))


def test_no_clause_is_older_than_its_text() -> None:
    for path in LICENSES:
        record = read(path)
        assert all(value["from"] >= (record["released"] or "0001-01-01") for _, value in clauses(record)), path.stem


def test_values_do_not_overlap() -> None:
    for path in [*PARAMETERS, *LICENSES]:
        record = read(path)
        series = [record["values"]] if "values" in record else [c for k, c in record["clauses"].items() if k not in TABLES]
        for values in series:
            starts = [value["from"] for value in values]
            assert starts == sorted(set(starts)), path.stem
            for earlier, later in zip(values, values[1:], strict=False):
                assert earlier.get("until") in (None, later["from"]), path.stem


def test_only_texts_that_were_read_are_shipped_in_the_first_set() -> None:
    assert {read(path)["text"]["verification"] for path in LICENSES} <= {"read", "clauses_checked"}


def test_every_restricted_term_is_defined_and_reachable() -> None:
    terms = set(parameter("use/restricted_terms"))
    used = {term for path in FILES["license"] for kind, value in clauses(read(path)) for term in value.get("restricted", [])}
    assert used <= terms
    assert terms <= used, "a term that no policy restricts"


def test_every_purpose_is_mapped_to_known_terms() -> None:
    mapped = parameter("use/purposes")
    assert set(mapped) == purposes()
    assert {term for terms in mapped.values() for term in terms} <= set(parameter("use/restricted_terms"))
    assert {strength for terms in mapped.values() for strength in terms.values()} == {"prohibited", "conditional"}


def test_events_are_those_of_the_facts() -> None:
    events = set(schema("license")["$defs"]["event"]["enum"])
    assert events == set(schema("facts")["$defs"]["term"]["properties"]["events"]["properties"])


def test_clause_kinds_are_those_of_the_facts_and_of_the_rules() -> None:
    kinds = set(schema("license")["properties"]["clauses"]["properties"])
    assert kinds == set(schema("facts")["$defs"]["text"]["properties"]["clauses"]["propertyNames"]["enum"])
    assert kinds == set(schema("rule")["properties"]["custom"]["properties"]["clauses"]["items"]["enum"])


def test_a_duty_falls_due_or_says_what_meets_it() -> None:
    for path in FILES["license"]:
        for kind, value in clauses(read(path)):
            if "mandatory" in value and not value["trigger"]:
                assert value["value"] is False or "met_by" in value, (path.stem, kind)


def test_words_of_the_manifest_are_words_of_its_schema() -> None:
    data = set(schema("manifest/deployment")["properties"]["data_sent"]["items"]["enum"])
    for path in LICENSES:
        for kind, value in clauses(read(path)):
            if kind == "sector_bars":
                assert set(value["value"]) <= purposes()
            if kind == "provider_data_use":
                tiers = {word for tier in value["tiers"].values() for word in tier["barred_data"]}
                assert tiers | {row["data"] for row in value["barred_data"]} <= data


def test_lists_of_regions_exist() -> None:
    named = {value["list"] for path in LICENSES for kind, value in clauses(read(path)) if kind == "regions" and value["list"]}
    assert named == {f"service_regions/{path.stem}" for path in PARAMETERS if path.parent.name == "service_regions"}
    for key in named:
        assert parameter(key) == sorted(set(parameter(key)))


def test_groups_of_places() -> None:
    eu, eea = set(parameter("places/eu")), set(parameter("places/eea"))
    assert (len(eu), eea - eu, eu - eea) == (27, {"IS", "LI", "NO"}, set())
    assert not {"GB", "CH"} & eea


def test_identity_words_name_texts_that_exist() -> None:
    for target in parameter("identity/assumed").values():
        assert expression.spdx_known(target), target
    for words in (parameter("identity/assumed"), parameter("identity/families")):
        assert all(word == word.lower() for word in words)
    assert parameter("identity/families")["bsl"] == ["BSL-1.0", "BUSL-1.1"]
    assert not set(parameter("identity/placeholders")) & set(parameter("identity/no_rights"))


def test_assumptions_are_the_named_positions_and_only_one_is_not_for_a_person() -> None:
    chosen = {path.stem: read(path)["values"][-1]["value"] for path in PARAMETERS if path.parent.name == "assumptions"}
    assert set(chosen) == ASSUMPTIONS
    assert {name for name, value in chosen.items() if value != "review"} == {"snapshot_inference"}


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_profiles_name_what_exists(path: Path) -> None:
    profile = read(path)
    assert set(profile["assumptions"]) <= ASSUMPTIONS
    assert all((POLICIES / "parameters" / f"{key}.yaml").is_file() for key in profile["parameters"])
    families = {folder.name for folder in (POLICIES / "rules").iterdir()}
    assert profile["families"] == "all" or families >= set(profile["families"])
    assert all((POLICIES / "rules" / f"{rule}.rego").is_file() for rule in profile["exclude"])


def test_test_licenses_cannot_be_mistaken_for_real_ones() -> None:
    for path in TEST_LICENSES:
        record = read(path)
        assert record["id"].startswith("test-") and record["text"]["url"].startswith("https://example.com/")
        assert record["spdx"] is record["hugging_face"] is None and record["aliases"] == []
