# SPDX-License-Identifier: Apache-2.0
"""The OPA bundle: the same bytes for the same catalogue, and everything a server needs."""

import io
import json
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

from in_process import loaded

from licet import bundle


def test_the_same_bytes_twice_and_nothing_of_this_machine() -> None:
    packed = bundle.build(loaded("default"))
    assert packed == bundle.build(loaded("default"))
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        entries = archive.getmembers()
    assert [entry.name for entry in entries] == sorted(entry.name for entry in entries)
    assert {(entry.mtime, entry.uid, entry.gid, entry.uname) for entry in entries} == {(0, 0, 0, "")}


def test_modules_manifest_and_warning() -> None:
    known = loaded("default")
    with tarfile.open(fileobj=io.BytesIO(bundle.build(known))) as archive:
        texts = {entry.name: (archive.extractfile(entry) or io.BytesIO()).read().decode() for entry in archive}
    assert {name.removeprefix("licet/") for name in texts} - {".manifest", "README.md"} == set(known.modules)
    assert json.loads(texts[".manifest"]) == {"revision": known.digest, "roots": ["licet"], "rego_version": 1}
    assert "uncapped" in texts["README.md"] and "Not legal advice" in texts["README.md"]


def test_opa_loads_it(tool: Callable[[str], Path], tmp_path: Path) -> None:
    path = tmp_path / "bundle.tar.gz"
    path.write_bytes(bundle.build(loaded("default")))
    command = [tool("opa"), "eval", "--bundle", path, "--format", "raw", "data.licet.lib.bundle.catalogue"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == loaded("default").digest, done.stderr
