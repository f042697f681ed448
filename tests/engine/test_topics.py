# SPDX-License-Identifier: Apache-2.0
"""The topics of `licet explain`: valid, cited, and every name they point to exists."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from licet import documents, explain_text, resources
from licet.terminal import WIDTH, painter

TOPICS = sorted((resources.policies() / "topics").glob("*.yaml"))
QUESTIONS = {
    "llama-or-apache": "What is the key restriction in the Llama Community License compared to Apache 2.0?",
    "differential-privacy": "How does differential privacy protect individual training examples?",
    "output-copyright": "Why is the copyrightability of LLM outputs legally uncertain?",
    "anonymization-or-pseudonymization": "What is the difference between anonymization and pseudonymization?",
    "fine-tuning": "Can fine-tuning a model under a restrictive license create a new, unrestricted model?",
}


def read(path: Path) -> dict[str, Any]:
    data = documents.load(path).data
    assert isinstance(data, dict)
    return data


@pytest.mark.parametrize("path", TOPICS, ids=lambda path: path.stem)
def test_a_topic_is_valid_and_named_like_its_file(path: Path) -> None:
    schema = json.loads((resources.schemas() / "topic.schema.json").read_text(encoding="utf-8"))
    topic = read(path)
    jsonschema.Draft202012Validator(schema).validate(topic)
    assert topic["id"] == path.stem


@pytest.mark.parametrize("path", TOPICS, ids=lambda path: path.stem)
def test_everything_a_topic_points_to_exists(path: Path) -> None:
    policies = resources.policies()
    for name in read(path)["see_also"]:
        places = [
            policies / "topics" / f"{name}.yaml",
            policies / "licenses" / f"{name}.yaml",
            policies / "rules" / f"{name}.rego",
        ]
        assert any(place.is_file() for place in places), name


@pytest.mark.parametrize("path", TOPICS, ids=lambda path: path.stem)
def test_a_topic_fits_a_screen_and_shows_its_sources(path: Path) -> None:
    topic = read(path)
    shown = list(explain_text.lines({"kind": "topic", **topic}, painter(color=False)))
    answer = shown[: shown.index("Sources")]
    assert 8 <= len([line for line in answer if line]) <= 30
    assert all(len(line) <= WIDTH or "https://" in line for line in shown)
    assert all(source["url"] in "\n".join(shown) for source in topic["citations"] if source["url"])


def test_the_questions_of_the_seed_are_answered() -> None:
    asked = {path.stem: read(path)["question"] for path in TOPICS}
    assert asked == asked | QUESTIONS
