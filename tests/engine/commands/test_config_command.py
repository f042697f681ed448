# SPDX-License-Identifier: Apache-2.0
"""`licet config show`: which file holds, and what it says."""

import json
from pathlib import Path

from command import licet


def test_the_file_and_its_settings(tmp_path: Path) -> None:
    (tmp_path / "licet.toml").write_text('profile = "strict"\n')
    (tmp_path / "below").mkdir()
    answer = licet("config", "show", folder=tmp_path / "below")
    assert answer.code == 0
    assert json.loads(answer.out) == {"file": str((tmp_path / "licet.toml").resolve()), "settings": {"profile": "strict"}}


def test_a_broken_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "licet.toml").write_text("profil = 1\n")
    answer = licet("config", "show", folder=tmp_path)
    assert answer.code == 2 and "Did you mean profile?" in answer.err
