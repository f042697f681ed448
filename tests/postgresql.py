# SPDX-License-Identifier: Apache-2.0
"""A real PostgreSQL server for tests: a throw-away cluster in a temporary folder, on a loopback port, gone at the end.

`python tests/tools.py` installs Debian's package when it is missing and this is root's machine (as in CI).
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

DEBIAN = Path("/usr/lib/postgresql")
CLUSTERS = Path("/etc/postgresql-common/createcluster.conf")
USER = "postgres"
PASSWORD = "not-to-be-shown"
# Processes are killed in tests, never the server: nothing depends on fsync.
OPTIONS = ("listen_addresses=127.0.0.1", "fsync=off", "max_connections=150", "shared_buffers=32MB")


def programs() -> Path | None:
    """The folder with initdb and postgres: Debian's newest, else that on the PATH."""
    found = [path for path in DEBIAN.glob("*/bin") if (path / "initdb").is_file() and (path / "postgres").is_file()]
    if found:
        return max(found, key=lambda path: tuple(map(int, re.findall(r"\d+", path.parent.name))) or (0,))
    named = shutil.which("initdb")
    beside = Path(named).resolve().parent if named else None
    return beside if beside and (beside / "postgres").is_file() else None


def missing() -> str | None:
    """Why there can be no server here, or None."""
    if programs() is None:
        return f"no PostgreSQL server in {DEBIAN} or on the PATH: `make tools` as root installs Debian's"
    if os.geteuid() == 0 and not _known(USER):
        return f"PostgreSQL refuses to run as root, and there is no user {USER}"
    return None


def install() -> str | None:
    """Install Debian's package where that is possible; the reason when the server is still missing."""
    if missing() is None:
        return None
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return missing()
    print("installing postgresql ...", file=sys.stderr)
    _apt("update")
    _apt("install", "--yes", "--no-install-recommends", "postgresql-common")
    if CLUSTERS.is_file():
        with CLUSTERS.open("a") as settings:
            settings.write("\ncreate_main_cluster = false\n")  # only the programs are needed, no server of the system
    done = _apt("install", "--yes", "--no-install-recommends", "postgresql")
    return missing() and f"{missing()}\n{done.stdout[-1000:]}{done.stderr[-1000:]}"


@contextmanager
def server() -> Iterator[str]:
    """The URL of a running server's database `postgres`; user and password are in it."""
    where = programs()
    assert where is not None, missing()
    account = _account()
    with tempfile.TemporaryDirectory(prefix="licet-pg-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        (home / "password").write_text(PASSWORD)
        for path in (home, home / "password"):
            if account:
                shutil.chown(path, account, _group(account))
        _initialize(where, home, account)
        port = _free_port()
        options = [word for option in (*OPTIONS, f"port={port}", f"unix_socket_directories={home}") for word in ("-c", option)]
        command = [str(where / "postgres"), "-D", str(home / "data"), *options]
        log = home / "log"
        with log.open("w") as out, subprocess.Popen(command, stdout=out, stderr=out, cwd=home, **_as(account)) as process:
            try:
                _wait(port, process, log)
                yield f"postgresql://licet:{PASSWORD}@127.0.0.1:{port}/postgres"
            finally:
                process.send_signal(signal.SIGQUIT)
                process.wait(30)


def empty(base: str, name: str) -> str:
    """The URL of a new, empty schema on the server: as good as a database of its own, and made at once."""
    import psycopg

    with psycopg.connect(base, autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA "{name}"'.encode())
    return f"{base}?options=-csearch_path%3D{name}"


def _initialize(where: Path, home: Path, account: str | None) -> None:
    words = ["-D", str(home / "data"), "-U", "licet", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync"]
    command = [str(where / "initdb"), *words, f"--pwfile={home / 'password'}"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=home, **_as(account))
    assert done.returncode == 0, done.stdout + done.stderr


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    import psycopg

    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            psycopg.connect(f"postgresql://licet:{PASSWORD}@127.0.0.1:{port}/postgres", connect_timeout=5).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}")


def _account() -> str | None:
    """Whom to run as: PostgreSQL refuses root."""
    return USER if os.geteuid() == 0 else None


def _as(account: str | None) -> dict[str, Any]:
    return {"user": account, "group": _group(account), "extra_groups": []} if account else {}


def _group(account: str) -> int:
    return pwd.getpwnam(account).pw_gid


def _known(account: str) -> bool:
    return any(entry.pw_name == account for entry in pwd.getpwall())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _apt(*words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(["apt-get", *words], capture_output=True, text=True, env=environment, check=False)
