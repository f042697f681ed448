# SPDX-License-Identifier: Apache-2.0
"""Only regular files of a bounded size are read, and nothing waits."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from licet.documents import MAX_BYTES
from licet.documents.files import read
from licet.errors import InputError


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read(path, "shown.yaml")
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.column, problem.pointer) == ("shown.yaml", 1, 1, "")
    return problem.message


def test_the_bytes_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_bytes(b"a: 1\r\n")
    assert read(tmp_path / "m.yaml", "m.yaml") == b"a: 1\r\n"


def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_bytes(b"a")
    (tmp_path / "link").symlink_to("m.yaml")
    assert read(tmp_path / "link", "link") == b"a"


def test_a_missing_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no.yaml") == "no such file"


def test_a_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "this is a folder, not a file"


def test_a_pipe_without_a_writer_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert refusal(tmp_path / "pipe.yaml") == "this is a pipe, not a file"


def test_a_file_that_becomes_a_pipe_before_it_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "m.yaml").write_bytes(b"a")
    regular = os.stat(tmp_path / "m.yaml")
    os.mkfifo(tmp_path / "pipe.yaml")
    monkeypatch.setattr(os, "stat", lambda _: regular)
    assert refusal(tmp_path / "pipe.yaml") == "this is a pipe, not a file"


def test_a_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the names of sockets are short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.yaml")
        assert refusal(tmp_path / "s.yaml") == "this is a socket, not a file"


def test_a_device() -> None:
    assert refusal(Path("/dev/zero")) == "this is a device, not a file"


def test_links_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert refusal(tmp_path / "a").startswith("cannot read the file: ")


@pytest.mark.parametrize("name", ["a" * 5_000, "a\0b"])
def test_names_that_no_file_can_have(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path / name).startswith("cannot read the file: ")


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "m.yaml").write_bytes(b"a")

    def deny(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", deny)
    assert refusal(tmp_path / "m.yaml") == "no permission to read the file"


def test_eight_mebibytes_are_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_bytes(b" " * MAX_BYTES)
    assert len(read(path, "m.yaml")) == MAX_BYTES
    path.write_bytes(b" " * (MAX_BYTES + 1))
    assert refusal(path) == "the file is larger than 8 MiB"


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "m.yaml").open("wb") as file:
        file.truncate(2**40)
    assert refusal(tmp_path / "m.yaml") == "the file is larger than 8 MiB"


def test_a_file_that_grows_is_not_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small, large = tmp_path / "small", tmp_path / "large"
    small.write_bytes(b"a")
    with large.open("wb") as file:
        file.truncate(2**40)
    before = os.stat(small)
    monkeypatch.setattr(os, "stat", lambda _: before)
    monkeypatch.setattr(os, "fstat", lambda _: before)
    assert refusal(large) == "the file is larger than 8 MiB"
