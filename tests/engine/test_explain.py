# SPDX-License-Identifier: Apache-2.0
import pytest

from licet import catalogue, explain
from licet.explain_text import lines
from licet.terminal import painter


@pytest.fixture(scope="module")
def shipped() -> catalogue.Catalogue:
    return catalogue.load(as_of="2026-11-23")


def text(shipped: catalogue.Catalogue, name: str) -> str:
    paint = painter(color=False)
    return "\n".join(line for entry in explain.entries(shipped, name) for line in lines(entry, paint))


@pytest.mark.parametrize("name", ["llama-3.1-community", "llama3.1", "LLAMA 3.1 Community License"])
def test_a_license_answers_to_its_names(shipped: catalogue.Catalogue, name: str) -> None:
    (entry,) = explain.entries(shipped, name)
    assert (entry["kind"], entry["id"]) == ("license", "llama-3.1-community")


def test_a_license_is_told_clause_by_clause(shipped: catalogue.Catalogue) -> None:
    shown = text(shipped, "llama-3.1-community")
    assert "Llama 3.1 Community License Agreement (llama-3.1-community)" in shown
    assert "released 2024-07-23" in shown
    assert "https://llama.meta.com/llama3_1/license/" in shown
    assert "limit: 700,000,000" in shown
    decided, informative = shown.split("Clauses for information")
    assert "display_obligation: yes [§1.b.i(B)]" in decided
    assert "governing_law" in informative


def test_every_clause_of_every_license_is_cited(shipped: catalogue.Catalogue) -> None:
    for key in shipped.licenses:
        (entry,) = explain.entries(shipped, key)
        assert all(clause["cites"]["section"] for clause in entry["clauses"]), key


def test_a_name_of_several_texts_gives_each(shipped: catalogue.Catalogue) -> None:
    found = {entry["id"] for entry in explain.entries(shipped, "gemma")}
    assert {"gemma-terms-2024-04-01", "gemma-terms-2025-03-24"} <= found


def test_a_text_that_is_not_out_yet_is_not_there() -> None:
    early = catalogue.load(as_of="2024-01-01")
    assert explain.entries(early, "llama-3.1-community") == []


def test_a_rule_tells_what_it_asks(shipped: catalogue.Catalogue) -> None:
    shown = text(shipped, "license/user_limit")
    assert "severity" in shown
    assert "thresholds" in shown
    assert "rules/license/user_limit.rego" in shown


def test_topics_purposes_and_positions_are_known(shipped: catalogue.Catalogue) -> None:
    kinds = {
        name: [entry["kind"] for entry in explain.entries(shipped, name)]
        for name in ("fine-tuning", "military", "eu_subsidiary")
    }
    assert kinds == {"fine-tuning": ["topic"], "military": ["purpose"], "eu_subsidiary": ["parameter"]}
    assert "named:" in text(shipped, "military")


@pytest.mark.parametrize("name", [*explain.purposes()])
def test_every_purpose_is_explained(shipped: catalogue.Catalogue, name: str) -> None:
    assert f"purpose {name}" in text(shipped, name)


def test_every_rule_and_parameter_is_explained(shipped: catalogue.Catalogue) -> None:
    for name in [*shipped.rules, *shipped.parameters]:
        assert text(shipped, name).startswith(f"{name}: ")


@pytest.mark.parametrize(
    ("name", "near"),
    [("license/user_limits", "license/user_limit"), ("lama3.1", "llama3.1"), ("custommer_support", "customer_support")],
)
def test_an_unknown_name_has_neighbors(shipped: catalogue.Catalogue, name: str, near: str) -> None:
    assert explain.entries(shipped, name) == []
    assert near in explain.nearest(shipped, name)
