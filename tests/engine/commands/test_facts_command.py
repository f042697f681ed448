# SPDX-License-Identifier: Apache-2.0
"""`licet facts`: the input that rules see, and nothing else."""

import json
from pathlib import Path

import jsonschema
import pytest
from command import AS_OF, licet
from hostile import PLAIN

from licet import resources


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "licet.yaml").write_text(PLAIN)
    (tmp_path / "inventory.json").write_text('{"a": [1]}')
    return tmp_path


def test_the_document(folder: Path) -> None:
    answer = licet("facts", "licet.yaml", "--isolated", "--as-of", AS_OF, "--facts", "inventory=inventory.json", folder=folder)
    found = json.loads(answer.out)
    assert answer.code == 0 and found["contract"]["as_of"] == AS_OF and found["external"] == {"inventory": {"a": [1]}}
    jsonschema.validate(found, json.loads((resources.schemas() / "facts.schema.json").read_text("utf-8")))


@pytest.mark.parametrize(
    "words",
    [["gone.yaml"], ["inventory.json"], ["licet.yaml", "--facts", "inventory"], ["licet.yaml", "--facts", "Inventory=inventory.json"],
     ["licet.yaml", "--facts", "a=inventory.json", "--facts", "a=inventory.json"], ["licet.yaml", "--facts", "a=gone.json"],
     ["licet.yaml", "--policies", "gone"], ["licet.yaml", "--profile", "none"], ["licet.yaml", "--as-of", "never"]],
)  # fmt: skip
def test_what_cannot_be_told(words: list[str], folder: Path) -> None:
    answer = licet("facts", "--isolated", *words, folder=folder)
    assert answer.code == 2 and answer.out == "" and "unexpected" not in answer.err
