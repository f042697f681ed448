# SPDX-License-Identifier: Apache-2.0
"""What all tests share: the Go tools, an OPA server, and the switch that forbids skips."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TypeVar

import postgresql
import pytest
import tools

_Report = TypeVar("_Report", pytest.TestReport, pytest.CollectReport)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update` rewrites golden files; CI never does."""
    parser.addoption("--update", action="store_true", help="rewrite the golden files of tests/golden")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten."""
    wanted = bool(request.config.getoption("--update"))
    assert not (wanted and os.environ.get("LICET_TEST_NO_SKIP") == "1"), "CI never rewrites golden files"
    return wanted


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under LICET_TEST_NO_SKIP=1 a test that skips has failed."""
    return _no_skip((yield))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a module that skips as a whole."""
    return _no_skip((yield))


@pytest.fixture(scope="session")
def tool() -> Callable[[str], Path]:
    """The path of a pinned Go tool; the test skips when it is not there."""

    def find(name: str) -> Path:
        if reason := tools.missing(name):
            pytest.skip(reason)
        return tools.path(name)

    return find


@pytest.fixture(scope="session")
def opa_server(tool: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a real OPA server on this machine, empty at the start of the session."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    log = tmp_path_factory.mktemp("opa") / "server.log"
    command = [str(tool("opa")), "run", "--server", "--addr", address, "--log-level", "error", "--skip-version-check"]
    with log.open("w") as out, subprocess.Popen(command, stdout=out, stderr=out) as server:
        try:
            _wait(f"http://{address}/health", server, log)
            yield f"http://{address}"
        finally:
            server.terminate()
            server.wait(20)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a real PostgreSQL server on this machine, started for this session."""
    if reason := postgresql.missing():
        pytest.skip(reason)
    with postgresql.server() as base:
        yield base


@pytest.fixture
def postgresql_url(postgresql_server: str) -> str:
    """The URL of an empty place on that server."""
    return postgresql.empty(postgresql_server, f"licet_{uuid.uuid4().hex}")


def _wait(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=5).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"the OPA server did not start: {log.read_text()}")


def _no_skip(report: _Report) -> _Report:
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("LICET_TEST_NO_SKIP") == "1":
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"LICET_TEST_NO_SKIP=1 forbids skips. {reason}"
    return report
