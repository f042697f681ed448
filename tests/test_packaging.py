# SPDX-License-Identifier: Apache-2.0
"""Wheel, sdist and editable install each run the gate with their own policies; dependencies are the test run's."""

import json
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path

import pytest

import licet

ROOT = Path(__file__).parents[1]
MANIFEST = ROOT / "fixtures" / "manifests" / "support-bot.yaml"
VERDICTS = {0: "allow", 1: "deny", 3: "review"}


@dataclass(frozen=True)
class Installed:
    """A virtual environment with licet in it."""

    folder: Path

    def run(self, *command: object, code: int | None = 0) -> str:
        [program, *arguments] = map(str, command)
        done = subprocess.run(
            [self.folder / "bin" / program, *arguments],
            capture_output=True, text=True, check=False, cwd=self.folder, timeout=120,
        )  # fmt: skip
        assert done.returncode == code if code is not None else done.returncode in VERDICTS, done.stdout + done.stderr
        return done.stdout

    def policies(self) -> Path:
        return Path(self.run("python", "-c", "from licet import resources; print(resources.policies())").strip())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and the wheel that was made from it alone."""
    folder = tmp_path_factory.mktemp("dist")
    quiet(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT)
    return folder


@pytest.fixture
def installed(tmp_path: Path) -> Callable[..., Installed]:
    def install(*what: object) -> Installed:
        venv.create(tmp_path / "venv", symlinks=True)
        python = tmp_path / "venv" / "bin" / "python"
        options = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--disable-pip-version-check"]
        # The build back end is needed before, the dependencies after: both are the test run's.
        [packages] = (tmp_path / "venv" / "lib").glob("python*/site-packages")
        (packages / "test_run.pth").write_text(sysconfig.get_path("purelib") + "\n")
        quiet(sys.executable, "-m", "pip", "--python", python, "install", *options, *what)
        return Installed(tmp_path / "venv")

    return install


def quiet(*command: object) -> None:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr


def judged(environment: Installed) -> str:
    assert environment.run("licet", "--version").split() == ["licet", licet.__version__]
    report = json.loads(environment.run("licet", "check", MANIFEST, "--format", "json", code=None))
    return str(report["manifests"][0]["verdict"])


def files(folder: str) -> set[str]:
    return {
        str(path.relative_to(ROOT))
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_runs_with_the_policies_inside(built: Path, installed: Callable[..., Installed]) -> None:
    environment = installed(*built.glob("*.whl"))
    assert environment.policies().is_relative_to(environment.folder)
    assert judged(environment) == "deny"


def test_the_sdist_runs_too(built: Path, installed: Callable[..., Installed]) -> None:
    environment = installed(*built.glob("*.tar.gz"))
    assert environment.policies().is_relative_to(environment.folder)
    assert judged(environment) == "deny"


def test_an_editable_install_reads_the_checkout_and_no_copy(installed: Callable[..., Installed]) -> None:
    environment = installed("--editable", ROOT)
    assert environment.policies() == ROOT / "policies"
    assert judged(environment) == "deny"


def test_the_wheel_holds_every_policy_and_schema_and_no_tests(built: Path) -> None:
    [wheel] = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        [metadata] = [message_from_bytes(archive.read(name)) for name in names if name.endswith(".dist-info/METADATA")]
    assert {f"licet/_data/{name}" for name in files("policies") | files("schemas")} <= names
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"licet"}
    assert (metadata["License-Expression"], metadata["License-File"]) == ("Apache-2.0", "LICENSE")
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_sdist_holds_what_the_tests_need(built: Path) -> None:
    [sdist] = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    tracked = set().union(*map(files, ("engine", "policies", "schemas", "tests", "fixtures", ".ci", ".regal")))
    assert tracked | {"pyproject.toml", "uv.lock", "Makefile", "LICENSE", "README.md", "CHANGELOG.md"} <= names


def test_the_lock_names_public_registries_only() -> None:
    hosts = {part.split("/")[2] for part in (ROOT / "uv.lock").read_text().split('"') if part.startswith("http")}
    assert hosts == {"pypi.org", "files.pythonhosted.org"}
