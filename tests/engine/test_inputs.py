# SPDX-License-Identifier: Apache-2.0
"""Which files are manifests; none that might be one is passed over."""

import os
from pathlib import Path

import pytest

from licet import inputs
from licet.bounds import MAX_BYTES
from licet.errors import UsageError


def named(top: Path, *names: str) -> list[str]:
    return [path.relative_to(top).as_posix() for path in inputs.discover([str(top / name) for name in names] or [str(top)])]


def test_a_named_file_is_one_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("")
    assert named(tmp_path, "notes.txt", "gone.yaml") == ["notes.txt", "gone.yaml"]


@pytest.mark.parametrize(
    ("name", "content", "is_one"),
    [
        ("licet.yaml", "", True),
        ("licet.yml", "", True),
        ("licet.json", "", True),
        ("bot.licet.yaml", "", True),
        (".licet.yaml", "", True),
        ("notlicet.yaml", "", False),
        ("licet.txt", "manifest_version: 1", False),
        ("x.yaml", "manifest_version: 1\n", True),
        ("x.yaml", "name: x\nmanifest_version : 1\n", True),
        ("x.yaml", "'manifest_version': 1\n", True),
        ("x.yaml", "\ufeffmanifest_version: 1\n", True),
        ("x.yaml", "{name: x, manifest_version: 1}\n", True),
        ("x.yaml", "a:\n  manifest_version: 1\n", False),
        ("x.yaml", "# manifest_version: 1\n", False),
        ("x.json", '{"manifest_version": 1}', True),
        ("x.json", '{"a": {"manifest_version": 1}}', False),
        ("x.json", '["manifest_version"]', False),
        ("x.json", '{"manifest_version": 1', True),
        ("x.json", "{}", False),
        ("x.yaml", "#" * (MAX_BYTES + 1), False),
        ("x.yaml", "#" * MAX_BYTES + "\nmanifest_version: 1\n", True),
    ],
)
def test_in_a_folder_name_or_content_tells(name: str, content: str, is_one: bool, tmp_path: Path) -> None:
    (tmp_path / "licet.d").mkdir()
    (tmp_path / "licet.d" / "always.licet.yaml").write_text("")
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert (name in named(tmp_path)) is is_one


def test_hidden_and_installed_folders_are_left_out(tmp_path: Path) -> None:
    for folder in (".git", "node_modules", "__pycache__", "deploy"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "licet.yaml").write_text("")
    assert named(tmp_path) == ["deploy/licet.yaml"]


def test_each_file_once_and_in_order(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "licet.yaml").write_text("")
    (tmp_path / "c.licet.yaml").symlink_to(tmp_path / "a" / "licet.yaml")
    assert named(tmp_path, "b", ".", "a/licet.yaml") == ["b/licet.yaml", "c.licet.yaml"], "the link is the same file as a/licet.yaml"


def test_globs(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("manifest_version: 1")
    (tmp_path / "y.yaml").write_text("other: 1")
    (tmp_path / "[z].yaml").write_text("other: 1")
    assert named(tmp_path, "*.yaml") == ["x.yaml"]
    assert named(tmp_path, "[z].yaml") == ["[z].yaml"], "a file of that very name"


@pytest.mark.parametrize("names", [[], ["empty"], ["*.none"]])
def test_a_path_that_yields_nothing_is_an_error(names: list[str], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError):
        inputs.discover([str(tmp_path / name) for name in names])


def test_what_cannot_be_looked_into_is_not_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dangling.licet.yaml").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.licet.yaml")
    assert named(tmp_path) == ["dangling.licet.yaml", "pipe.licet.yaml"]
    (tmp_path / "closed.yaml").write_text("other: 1")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "denied", "x")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", refuse)
        assert "closed.yaml" in named(tmp_path)
    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(UsageError, match="cannot be read"):
        inputs.discover([str(tmp_path)])


def test_linked_folders_are_looked_into_once(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "licet.yaml").write_text("manifest_version: 1\n")
    (tmp_path / "deploy").mkdir()
    (tmp_path / "deploy" / "linked").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "deploy" / "around").symlink_to(tmp_path / "deploy")
    found = inputs.discover([str(tmp_path / "deploy")])
    assert [path.name for path in found] == ["licet.yaml"]


def test_files_below_the_working_folder_are_named_relative_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "licet.YAML").write_text("manifest_version: 1\n")
    monkeypatch.chdir(tmp_path)
    assert inputs.discover([str(tmp_path / "licet.YAML")]) == [Path("licet.YAML")]
    assert inputs.discover([str(tmp_path)]) == [Path("licet.YAML")]
