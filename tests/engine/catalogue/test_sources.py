# SPDX-License-Identifier: Apache-2.0
"""Policy folders as bytes, and their digest."""

from pathlib import Path

import pytest

from licet.catalogue import sources
from licet.errors import PolicyError


def folder(top: Path, **files: str) -> Path:
    for path, text in files.items():
        file = top / path.replace("___dot_", "/.").replace("__", "/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.with_name(file.name.replace("_dot_", ".")).write_text(text)
    return top


def test_files_have_a_kind_and_a_name(tmp_path: Path) -> None:
    found = sources.read([folder(tmp_path, rules__a__b_dot_rego="x", licenses__c_dot_yaml="y", licenses__README_dot_md="z")])
    assert [(one.kind, one.name, one.content) for one in found] == [("rules", "a/b", b"x"), ("licenses", "c", b"y")]


def test_the_digest_is_of_names_and_contents_and_not_of_places(tmp_path: Path) -> None:
    one = sources.read([folder(tmp_path / "1", lib__a_dot_rego="x", lib__b_dot_rego="y")])
    same = sources.read([folder(tmp_path / "2", lib__b_dot_rego="y", lib__a_dot_rego="x")])
    other = sources.read([folder(tmp_path / "3", lib__a_dot_rego="y", lib__b_dot_rego="x")])
    renamed = sources.read([folder(tmp_path / "4", lib__a_dot_rego="x", lib__c_dot_rego="y")])
    digests = [sources.digest(found) for found in (one, same, other, renamed)]
    assert digests[0] == digests[1] and len(set(digests)) == 3
    assert all(digest.startswith("sha256:") and len(digest) == 71 for digest in digests)


def test_a_folder_without_policies_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="no policies here"):
        sources.read([tmp_path])


@pytest.mark.parametrize("name", ["rules__a__b_dot_reg", "rules__a__b_dot_yaml", "licenses__c_dot_yml", "profiles__p_dot_yaml_dot_bak"])
def test_a_file_of_another_ending_is_not_passed_over(name: str, tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="is no policy file"):
        sources.read([folder(tmp_path, lib__a_dot_rego="x", **{name: "x"})])


def test_notes_and_hidden_files_are_let_be(tmp_path: Path) -> None:
    found = sources.read([folder(tmp_path, lib__a_dot_rego="x", rules__README_dot_md="x", rules___dot_keep="x", rules___dot_git__x="x")])
    assert [one.name for one in found] == ["a"]


def test_folders_without_a_policy_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    with pytest.raises(PolicyError, match="no policies here"):
        sources.read([tmp_path])


def test_a_link_to_a_folder_is_not_passed_over(tmp_path: Path) -> None:
    folder(tmp_path, lib__a_dot_rego="x", elsewhere__b_dot_rego="x")
    (tmp_path / "lib" / "more").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PolicyError, match="link to a folder"):
        sources.read([tmp_path])
