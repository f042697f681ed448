# SPDX-License-Identifier: Apache-2.0
"""Files behind claims: there or not, the one that was named or not, and never outside the root."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from cases import manifest, model

from licet import documents, resources
from licet.errors import InputError
from licet.evidence import Result, files

TEXT = b"MIT  License\n\nPermission is hereby granted\n"


def run(folder: Path, root: Path | None = None, *, skip: bool = False, **over: Any) -> dict[str, Result]:
    data = manifest(**over)
    document = documents.parse(json.dumps(data).encode(), "licet.json", format="json")
    return files.run(files.plan(data), document, folder, root or folder, skip=skip)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "x").write_bytes(TEXT)
    return tmp_path


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({"path": "x"}, "present"),
        ({"path": "x", "sha256": sha256(TEXT)}, "verified"),
        ({"path": "x", "sha256": f"sha256:{sha256(TEXT).upper()}"}, "verified"),
        ({"path": "./x", "sha256": "0" * 64}, "differs"),
        ({"path": "gone"}, "missing"),
        ({"path": "."}, "missing"),
        ({"path": "n" * 300}, "missing"),
    ],
)
def test_states(said: dict[str, str], state: str, folder: Path) -> None:
    found = run(folder, deployment={"duties": {"license_copy": said}})
    assert found["/deployment/duties/license_copy"].state == state
    assert run(folder, skip=True, deployment={"duties": {"license_copy": said}})["/deployment/duties/license_copy"].state == "unchecked"


def test_a_license_file_is_read_with_white_space_collapsed(folder: Path) -> None:
    found = run(folder, models=[model(license={"id": "MIT", "file": "x"})])["/models/0/license"]
    assert found.sha256 == sha256(TEXT)
    assert found.sha256_normalized == sha256(b" ".join(TEXT.split()))


def test_words_are_not_looked_for(folder: Path) -> None:
    assert run(folder, deployment={"duties": {"attribution": True, "display": {"text": "x"}, "license_copy": {"url": "https://x.example"}}}) == {}


def test_a_link_may_stay_inside(folder: Path) -> None:
    (folder / "link").symlink_to("x")
    assert run(folder, evidence=[{"id": "e", "path": "link"}])["/evidence/0"].state == "present"


@pytest.mark.parametrize("path", ["..", "../x", "a/../../x", "/x", "C:x", "\\x", "out"])
def test_outside_of_the_root(path: str, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    (folder / "out").symlink_to(tmp_path_factory.mktemp("elsewhere"))
    for skip in (False, True):
        with pytest.raises(InputError) as caught:
            run(folder, skip=skip, evidence=[{"id": "e", "path": path}])
        assert caught.value.problems[0].pointer == "/evidence/0/path"


def test_a_wider_root_allows_more(folder: Path) -> None:
    (folder / "deploy").mkdir()
    assert run(folder / "deploy", folder, evidence=[{"id": "e", "path": "../x"}])["/evidence/0"].state == "present"


def test_every_path_of_the_schema_is_held_inside() -> None:
    """A new field for a path is looked at as soon as the schema has it."""
    found: set[str] = set()

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            for key, value in node.get("properties", {}).items():
                if str(value.get("$ref", "")).endswith("common.schema.json#/$defs/path"):
                    found.add(key)
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    for path in (resources.schemas() / "manifest").glob("*.json"):
        walk(json.loads(path.read_text("utf-8")))
    assert found and found <= files._PATH_KEYS
