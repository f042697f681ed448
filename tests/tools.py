# SPDX-License-Identifier: Apache-2.0
"""The Go tools that some tests need: pinned, built once per version into a cache outside the clone, found from there.

`python tests/tools.py` builds what is missing when a Go toolchain is there, installs a PostgreSQL server where it can
(tests/postgresql.py), and says what it did.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import postgresql

PINS = {
    "opa": ("github.com/open-policy-agent/opa", "v1.22.2"),
    "regal": ("github.com/open-policy-agent/regal", "v0.38.1"),
    "conftest": ("github.com/open-policy-agent/conftest", "v0.71.1"),
}
OLDEST_GO = (1, 25)


def cache() -> Path:
    """Where the tools are kept."""
    return Path(os.environ.get("LICET_TOOLS") or Path.home() / ".cache" / "licet-tools")


def path(name: str) -> Path:
    """Where this tool is once it is built; its version is part of the place."""
    return cache() / f"{name}-{PINS[name][1]}" / name


def missing(name: str) -> str | None:
    """Why a test that needs this tool cannot run, or None when it can."""
    if path(name).is_file():
        return None
    return f"{name} {PINS[name][1]} is not in {cache()}: {_no_go() or 'run `make tools`'}"


def _no_go() -> str | None:
    if shutil.which("go") is None:
        return "building it needs Go, which is not installed"
    version = subprocess.run(["go", "version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"go(\d+)\.(\d+)", version)
    if found is None or tuple(map(int, found.groups())) < OLDEST_GO:
        return f"building it needs Go {'.'.join(map(str, OLDEST_GO))} or later, found {version.strip() or 'none'}"
    return None


def _build(name: str) -> str | None:
    """Build one tool; the reason when that failed. In the module's own folder, as `go install` refuses some."""
    module, version = PINS[name]
    fetched = _go("mod", "download", "-json", f"{module}@{version}")
    if fetched.returncode:
        return fetched.stdout + fetched.stderr
    target = path(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{name}.{os.getpid()}")
    built = _go("build", "-C", json.loads(fetched.stdout)["Dir"], "-trimpath", "-o", str(unfinished), ".")
    if built.returncode:
        return built.stderr
    unfinished.replace(target)
    return None


def _go(*arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "GOFLAGS": "-p=2 -buildvcs=false", "GOWORK": "off"}
    return subprocess.run(
        ["go", *arguments], capture_output=True, text=True, env=environment, check=False, cwd=Path.home()
    )


def main() -> None:
    """Build or install every tool that is missing; what fails is reported, and its tests will skip or fail."""
    for name in PINS:
        if missing(name) is None:
            continue
        print(f"building {name} {PINS[name][1]} into {path(name).parent} ...", file=sys.stderr)
        if reason := _no_go() or _build(name):
            print(f"{name}: {reason.strip()}", file=sys.stderr)
    if reason := postgresql.install():
        print(f"postgresql: {reason.strip()}", file=sys.stderr)


if __name__ == "__main__":
    main()
