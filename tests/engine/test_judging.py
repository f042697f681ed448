# SPDX-License-Identifier: Apache-2.0
"""One manifest from its file to its part of the report."""

from pathlib import Path

import pytest
from command import AS_OF
from hostile import PLAIN

from licet import gate, judging
from licet.errors import InputError


def options(**over: object) -> gate.Options:
    return gate.Options(as_of=AS_OF)._replace(**over)


def test_one_manifest(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(PLAIN)
    judge = judging.appoint(options())
    found = judging.judged(judge, tmp_path / "x.yaml", options())
    assert (found["manifest"]["verdict"], found["code"], found["text"]) == ("allow", 0, PLAIN)
    assert found["policy_digest"] == judge.catalogue.digest


def test_reading_validates(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("name: x\n")
    with pytest.raises(InputError):
        judging.read(tmp_path / "x.yaml")


def test_evidence_stays_in_the_repository_around_the_manifest(tmp_path: Path) -> None:
    manifest = PLAIN.replace("regions: [US]", "regions: [US], duties: {license_copy: {path: ../LICENSE}}")
    (tmp_path / "deploy").mkdir()
    (tmp_path / "LICENSE").write_text("x")
    path = tmp_path / "deploy" / "licet.yaml"
    path.write_text(manifest)
    judge = judging.appoint(options())
    with pytest.raises(InputError, match="leave the root"):
        judging.derive(judging.read(path), path, judge.catalogue, options())
    judging.derive(judging.read(path), path, judge.catalogue, options(root=tmp_path))
    (tmp_path / ".git").mkdir()
    judging.derive(judging.read(path), path, judge.catalogue, options())
