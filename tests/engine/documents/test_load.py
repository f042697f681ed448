# SPDX-License-Identifier: Apache-2.0
"""Formats, names, digests, and what importing the reader costs."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from licet import documents
from licet.errors import InputError

HEAVY = {"asyncio", "jsonschema", "jsonschema_rs", "numpy", "regorus", "requests", "subprocess", "decimal", "ssl"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("m.yaml", "a: 1"),
        ("m.YML", "a: 1"),
        ("m.yaml", "{a: 1}"),
        ("m.json", '{"a": 1}'),
        ("M.JSON", '{"a": 1}'),
        ("-", "a: 1"),
        ("-", '{"a":\n\t1}'),
        ("m.txt", ' \n{"a":\t1}'),
        ("folder.json/m", "a: 1"),
    ],
)
def test_the_extension_decides_and_then_the_content(name: str, text: str) -> None:
    assert documents.parse(text.encode(), name).data == {"a": 1}


@pytest.mark.parametrize(("name", "text"), [("m.json", "a: 1"), ("-", "{a: 1}"), ("-", "[a]")])
def test_json_is_not_read_as_yaml(name: str, text: str) -> None:
    with pytest.raises(InputError):
        documents.parse(text.encode(), name)


def test_a_format_that_is_given_decides() -> None:
    assert documents.parse(b"{a: 1}", "m.json", format="yaml").data == {"a": 1}
    with pytest.raises(InputError):
        documents.parse(b"a: 1", "m.yaml", format="json")


def test_the_digest_is_of_the_bytes() -> None:
    data = b"\xef\xbb\xbfa: 1\r\n"
    document = documents.parse(data, "m.yaml")
    assert document.digest == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert document.text == "a: 1\r\n"


def test_load_shows_the_path_or_the_name(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text("a: 1\n")
    assert documents.load(path).name == str(path)
    assert documents.load(path, name="m.yaml").name == "m.yaml"


def test_problems_show_the_name(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text("a: 1\na: 2\n")
    with pytest.raises(InputError, match=r'^deploy/m\.yaml:2:1: the key "a" is written twice'):
        documents.load(path, name="deploy/m.yaml")


def test_a_name_that_is_not_utf_8_can_be_shown() -> None:
    assert documents.parse(b"a: 1", "m\udcff.yaml").name == "m\\udcff.yaml"


def test_more_than_the_limit_is_refused_without_a_file() -> None:
    with pytest.raises(InputError, match="larger than 8 MiB"):
        documents.parse(b" " * (documents.MAX_BYTES + 1), "-")


def test_importing_the_reader_is_cheap() -> None:
    code = f"import licet.documents, sys; print(sorted({HEAVY} & set(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={
            "PYTHONPATH": str(Path(documents.__file__).parents[2]),
        },
    )
    assert run.stdout == "[]\n"
