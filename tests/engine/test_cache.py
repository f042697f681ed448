# SPDX-License-Identifier: Apache-2.0
"""The cache: another digest, form or version never matches, and a folder that cannot be written costs nothing."""

import json
from pathlib import Path

import pytest

from licet import cache

DIGEST = "sha256:" + "a" * 64
CONTENT = {"rules": {}}


def test_what_was_stored_is_found_again(tmp_path: Path) -> None:
    cache.store(cache.CATALOGUE, DIGEST, CONTENT, tmp_path / "new")
    assert cache.find(cache.CATALOGUE, DIGEST, [tmp_path / "gone", tmp_path / "new"]) == CONTENT
    assert [path.name.startswith("catalogue-") for path in (tmp_path / "new").iterdir()] == [True]


@pytest.mark.parametrize("key", ["kind", "form", "licet", "digest", "sha256"])
def test_what_does_not_match_is_not_taken(key: str, tmp_path: Path) -> None:
    cache.store(cache.CATALOGUE, DIGEST, CONTENT, tmp_path)
    [path] = tmp_path.iterdir()
    head, content = path.read_text().split("\n", 1)
    path.write_text(json.dumps({**json.loads(head), key: "other"}) + "\n" + content)
    assert cache.find(cache.CATALOGUE, DIGEST, [tmp_path]) is None
    assert cache.find(cache.CATALOGUE, "sha256:" + "b" * 64, [tmp_path]) is None


@pytest.mark.parametrize("change", [("rules", "rulez"), ("{}", "{ }"), ("}}", "}} ")])
def test_a_damaged_file_is_no_cache(change: tuple[str, str], tmp_path: Path) -> None:
    cache.store(cache.CATALOGUE, DIGEST, CONTENT, tmp_path)
    [path] = tmp_path.iterdir()
    path.write_text(path.read_text().replace(*change))
    assert cache.find(cache.CATALOGUE, DIGEST, [tmp_path]) is None


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    cache.store(cache.CATALOGUE, DIGEST, CONTENT, tmp_path)
    [path] = tmp_path.iterdir()
    path.unlink()
    path.mkdir()
    cache.store(cache.CATALOGUE, DIGEST, CONTENT, tmp_path)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("content", ["", "\n", "{", "[]", "null", '{"form": 1}', "\x00", "[" * 100_000])
def test_a_broken_file_is_no_cache(content: str, tmp_path: Path) -> None:
    cache.store(cache.CATALOGUE, DIGEST, CONTENT, tmp_path)
    [path] = tmp_path.iterdir()
    path.write_text(content)
    assert cache.find(cache.CATALOGUE, DIGEST, [tmp_path]) is None


def test_the_shipped_catalogue_goes_by_its_own_name(tmp_path: Path) -> None:
    cache.write(cache.CATALOGUE, DIGEST, CONTENT, tmp_path / cache.SHIPPED)
    assert cache.find(cache.CATALOGUE, DIGEST, [tmp_path]) == CONTENT


def test_a_folder_that_cannot_be_made_is_let_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache.store(cache.CATALOGUE, DIGEST, CONTENT, tmp_path / "file" / "below")
    assert cache.find(cache.CATALOGUE, DIGEST, [tmp_path / "file" / "below"]) is None


def test_one_kind_is_never_taken_for_another(tmp_path: Path) -> None:
    cache.store(cache.EVIDENCE, DIGEST, CONTENT, tmp_path)
    assert cache.find(cache.CATALOGUE, DIGEST, [tmp_path]) is None
    assert cache.find(cache.EVIDENCE, DIGEST, [tmp_path]) == CONTENT
