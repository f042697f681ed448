# SPDX-License-Identifier: Apache-2.0
"""Resources: the package's own folder first, then the checkout around it, and nothing else."""

from pathlib import Path

import pytest

from licet import resources

ROOT = Path(__file__).parents[2]


def test_a_checkout_reads_its_own_folders() -> None:
    assert (resources.policies(), resources.schemas()) == (ROOT / "policies", ROOT / "schemas")


def test_an_installed_package_reads_what_came_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("policies", "schemas"):
        (tmp_path / "_data" / name).mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    assert (resources.policies(), resources.schemas()) == (
        tmp_path / "_data" / "policies",
        tmp_path / "_data" / "schemas",
    )
