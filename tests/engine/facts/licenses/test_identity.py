# SPDX-License-Identifier: Apache-2.0
"""Which text a license string means; a near miss is never taken for a hit."""

from typing import Any

import pytest
from cases import case, model
from in_process import loaded

from licet.evidence import Result
from licet.facts.licenses.identity import Identity, identify


def identity(license: Any, evidence: dict[str, Result] | None = None, **over: Any) -> Identity:
    made = case(evidence, models=[model(license=license, **over)])
    return identify(made, made.components["m"])


@pytest.mark.parametrize(
    ("license", "text"),
    [
        ("Apache-2.0", "Apache-2.0"),
        ("apache-2.0", "Apache-2.0"),
        (" MIT ", "MIT"),
        ("The  MIT License", "MIT"),
        ("llama3.1", "llama-3.1-community"),
        ("Llama 3.1 Community License Agreement", "llama-3.1-community"),
        ("GPL-3.0-or-later", "GPL-3.0-only"),
        ("GPL-3.0+", "GPL-3.0-only"),
        ({"id": "MIT"}, "MIT"),
        ({"expression": "MIT"}, "MIT"),
        ({"id": "other", "name": "MIT"}, "MIT"),
        ({"name": "mit license"}, "MIT"),
        ({"expression": "MIT OR CC-BY-NC-4.0", "choice": "mit"}, "MIT"),
        ("(MIT)", "MIT"),
        ("MIT OR MIT", "MIT"),
    ],
)
def test_one_text(license: Any, text: str) -> None:
    found = identity(license)
    assert (found.state, found.texts) == ("resolved", (text,))


@pytest.mark.parametrize(
    ("license", "state"),
    [
        (None, "unsaid"),
        ({}, "unsaid"),
        ({"id": None}, "unsaid"),
        ("", "placeholder"),
        ("other", "placeholder"),
        ("NOASSERTION", "placeholder"),
        ("unknown", "placeholder"),
        ("https://example.com/license", "placeholder"),
        ("x" * 201, "placeholder"),
        ("a\nb", "placeholder"),
        ("Apache-2.O", "unknown"),
        ("\u0410pache-2.0", "unknown"),
        ("UNLICENSED", "unknown"),
        ("proprietary", "unknown"),
        ("MIT WITH nonsense", "unknown"),
        ("MIT AND nonsense", "unknown"),
        ("nonsense OR rubbish", "unknown"),
        ("()", "unknown"),
        ("gemma terms", "ambiguous"),
        ("gpl", "family"),
        ("cc", "family"),
        ("MIT OR CC-BY-NC-4.0", "choice"),
        ({"expression": "MIT OR Apache-2.0", "choice": "GPL-3.0-only"}, "choice"),
        ({"expression": "MIT OR Apache-2.0", "choice": "MIT AND Apache-2.0"}, "choice"),
    ],
)
def test_no_text_or_several(license: Any, state: str) -> None:
    found = identity(license)
    assert found.state == state
    assert found.texts == ()


def test_proprietary_is_ones_own_where_it_is() -> None:
    assert identity("Proprietary", owned=True).state == "own"
    data = [{"name": "d", "license": "proprietary", "source_kind": "first_party"}, {"name": "e", "license": "proprietary"}]
    made = case(datasets=data)
    assert [identify(made, made.components[name]).state for name in "de"] == ["own", "unknown"]


def test_a_bare_number_is_taken_for_only_and_says_so() -> None:
    found = identity("gpl-3.0")
    assert (found.texts, found.assumed) == (("GPL-3.0-only",), "GPL-3.0-only")


def test_known_to_spdx_and_not_read() -> None:
    found = identity("EUPL-1.2")
    assert (found.state, found.texts, found.unread) == ("resolved", (), ("EUPL-1.2",))
    assert identity("MIT WITH Classpath-exception-2.0").unread == ("Classpath-exception-2.0",)


def test_an_unknown_name_spoils_its_arm_only() -> None:
    found = identity("MIT OR nonsense")
    assert found.state == "choice"
    assert [arm.texts for arm in found.arms] == [("MIT",), ()]
    assert found.unread == ("nonsense",)


def test_nearest_names_are_a_hint_but_not_for_words_that_grant_nothing() -> None:
    assert "apache-2.0" in identity("apache-2.O").nearest
    assert identity("UNLICENSED").nearest == ()


def test_a_file_decides_and_refutes() -> None:
    def text(key: str) -> Result:
        record = loaded().license(key)
        assert record is not None
        return Result("present", record["text"]["sha256"])

    pointer = "/models/0/license"
    gemma = {"id": "gemma terms", "file": "LICENSE"}
    assert identity(gemma, {pointer: text("gemma-terms-2024-04-01")}).texts == ("gemma-terms-2024-04-01",)
    assert identity(gemma, {pointer: text("llama-3-community")}).state == "ambiguous"
    wrong = identity({"id": "llama3.1", "file": "LICENSE"}, {pointer: text("llama-3-community")})
    assert (wrong.texts, wrong.record()["text_match"]) == (("llama-3.1-community",), False)
    right = identity({"id": "llama3.1", "file": "LICENSE"}, {pointer: text("llama-3.1-community")})
    assert right.record()["text_match"] is True
    assert identity({"id": "llama3.1", "file": "LICENSE"}, {pointer: Result("missing")}).record()["text_match"] is False
    assert identity({"id": "llama3.1", "file": "LICENSE"}, {pointer: Result("unchecked")}).record()["text_match"] is None
    assert identity({"id": "llama3.1", "sha256": "0" * 64}).record()["text_match"] is False


def test_a_name_that_is_not_out_yet_means_nothing() -> None:
    early = loaded()
    assert early.license("openai-services-agreement-2026-01-01") is not None
    assert identity("openai-services-agreement-2027-01-01").state == "unknown"
