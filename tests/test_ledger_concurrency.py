# SPDX-License-Identifier: Apache-2.0
"""64 processes spend from one budget and are killed at random: never overspent, nothing lost, the chain intact.

The processes are forked from one that has everything imported (`python tests/test_ledger_concurrency.py URL FOLDER`).
Each spends until it is refused, and writes the hash of an entry to its own file once the ledger has acknowledged it.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command import environment

from licet.dp.accountant import epsilon
from licet.dp.events import Gaussian
from licet.dp.ledger import Ledger, Limit, Refused, open_ledger

PROCESSES = 64
KILLED = 40
EVENT = Gaussian(8.0)
LIMIT = Limit(8.0, 1e-6)
SAID = {"dataset": "tickets", "unit": "user", "adjacency": "add_remove", "date": "2026-11-23"}
SECONDS = 150  # a limit for a machine that is busy with other things; alone it takes a few


def largest() -> int:
    """How many spends the limit has room for, by the accountant alone."""
    count = 1
    while (upper := epsilon([EVENT] * (count + 1), LIMIT.delta).upper) is not None and upper <= LIMIT.epsilon:
        count += 1
    return count


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/ledger.db"
    return str(request.getfixturevalue("postgresql_url"))


def test_a_budget_is_never_overspent(url: str, tmp_path: Path) -> None:
    folder = tmp_path / "acknowledged"
    folder.mkdir()
    command = [sys.executable, __file__, url, str(folder)]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=SECONDS + 30, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    endings = [int(code) for code in done.stdout.split()]
    killed = endings.count(-signal.SIGKILL)
    assert len(endings) == PROCESSES and killed >= KILLED // 2, endings
    assert set(endings) <= {0, -signal.SIGKILL}, "who was not killed ended because the budget was spent"

    ledger = open_ledger(url)
    entries, head = ledger.list()
    total = epsilon([entry.privacy_event() for entry in entries], LIMIT.delta)
    assert total.upper is not None and total.upper <= LIMIT.epsilon, "overspent"
    assert len(entries) == largest(), "the survivors spent what was left, and no lock stayed behind"

    acknowledged = [line for path in folder.iterdir() for line in path.read_text().split()]
    assert len(acknowledged) == len(set(acknowledged))
    assert set(acknowledged) <= {entry.hash for entry in entries}, "acknowledged and lost"
    assert len(entries) - len(acknowledged) <= killed, "only a killed process can miss its acknowledgment, and only one"
    for hash_ in (acknowledged[0], acknowledged[-1], head.hash):
        assert ledger.verify(hash_).valid
    with pytest.raises(Refused):
        spend(ledger)


def spend(ledger: Ledger) -> str:
    """One spend; the hash of its entry."""
    return ledger.add(EVENT, limit=LIMIT, **SAID).head.hash


def spender(url: str, log: Path) -> int:
    """Spend until refused."""
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    while True:
        try:
            done = spend(open_ledger(url))
        except Refused as refused:
            return 0 if refused.over else 1
        os.write(file, f"{done}\n".encode())


def forked(url: str, log: Path) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        random.seed(os.getpid())
        code = spender(url, log)
    except BaseException as error:
        os.write(2, f"{error!r}\n".encode())
    finally:
        os._exit(code)


def main(url: str, folder: Path) -> None:
    """Start all, kill some at random moments while the budget lasts, print how each ended."""
    epsilon([EVENT], LIMIT.delta)  # everything is imported before it forks
    running = {forked(url, folder / str(number)): number for number in range(PROCESSES)}
    endings: dict[int, int] = {}
    deadline = time.monotonic() + SECONDS
    victims = KILLED
    while len(endings) < PROCESSES:
        assert time.monotonic() < deadline, f"{PROCESSES - len(endings)} processes hang"
        time.sleep(random.uniform(0, 0.1))  # 40 of them take two seconds: most of the time that spending takes
        left = [process for process in running if process not in endings]
        if victims:
            os.kill(random.choice(left), signal.SIGKILL)  # a process that has ended waits for us below: no stranger is hit
            victims -= 1
        for process in left:
            found, status = os.waitpid(process, os.WNOHANG)
            if found:
                endings[process] = os.waitstatus_to_exitcode(status)
    print(*endings.values())


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
