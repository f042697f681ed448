# SPDX-License-Identifier: Apache-2.0
"""Cold start: what a plain check needs is all that it imports."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from command import AS_OF, check, environment
from hostile import PLAIN

HEAVY = {
    "numpy", "duckdb", "pyarrow", "pandas", "sqlalchemy", "jinja2", "starlette", "uvicorn", "asyncio", "jsonschema", "referencing",
    "license_expression", "boolean", "opa_client", "requests", "urllib3", "http", "ssl", "multiprocessing", "concurrent", "unittest",
    "importlib.metadata", "tomllib", "xml",
}  # fmt: skip
# The hook is inherited by the worker, which is killed when it is done and could not say anything afterwards.
PROBE = """
import os, sys
log = os.open("imported.txt", os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_TRUNC)
class Recorder:
    def find_spec(self, name, path=None, target=None):
        os.write(log, (name + chr(10)).encode())
sys.meta_path.insert(0, Recorder())
from licet.cli import main
sys.exit(main({words}))
"""


def imported(folder: Path, *words: str) -> tuple[set[str], int]:
    """Modules that the process and its worker import, and how it ended."""
    command = [sys.executable, "-c", PROBE.replace("{words}", repr(list(words)))]
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=False)
    return set((folder / "imported.txt").read_text().split()), done.returncode


def heavy(modules: set[str]) -> set[str]:
    return {name for name in HEAVY if any(one == name or one.startswith(f"{name}.") for one in modules)}


def test_version_imports_next_to_nothing(tmp_path: Path) -> None:
    modules, code = imported(tmp_path, "--version")
    assert code == 0
    assert heavy(modules) == set()
    own = {name for name in modules if name.startswith("licet")}
    assert own == {"licet", "licet.cli", "licet.errors"}, own
    assert not {"argparse", "yaml", "hashlib", "json.tool"} & modules


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_a_plain_check_imports_nothing_heavy(form: str, tmp_path: Path) -> None:
    (tmp_path / "licet.yaml").write_text(PLAIN)
    assert check("licet.yaml", folder=tmp_path).code == 0  # the catalogue is compiled now
    modules, code = imported(tmp_path, "check", "licet.yaml", "--isolated", "--as-of", AS_OF, "--format", form)
    assert code == 0
    assert heavy(modules) == set()
    assert "regorus" in modules, "the worker's modules were not seen"


def test_expressions_are_what_the_parser_is_for(tmp_path: Path) -> None:
    """The probe sees what is imported: an expression does need its parser."""
    (tmp_path / "licet.yaml").write_text(PLAIN.replace("Apache-2.0", "MIT AND Apache-2.0"))
    modules, code = imported(tmp_path, "check", "licet.yaml", "--isolated", "--as-of", AS_OF)
    assert code == 0 and heavy(modules) >= {"license_expression", "boolean"}


def test_no_evaluator_or_renderer_is_imported_that_was_not_asked_for(tmp_path: Path) -> None:
    (tmp_path / "licet.yaml").write_text(PLAIN)
    modules, _ = imported(tmp_path, "check", "licet.yaml", "--isolated", "--as-of", AS_OF)
    loaded = {name for name in modules if name.startswith(("licet.evaluators.opa", "licet.renderers.", "licet.commands."))}
    assert not {name for name in loaded if "opa" in name or name.endswith((".json", ".sarif"))}, loaded
    assert {name for name in loaded if name.startswith("licet.commands.") and "._" not in name} == {"licet.commands.check"}
