# SPDX-License-Identifier: Apache-2.0
"""Workers: every item gets its value or its Failure, in order, whatever the function does."""

import ctypes
import faulthandler
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from licet import workers
from licet.errors import EvaluatorError, InputError, Problem

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="workers need os.fork")


@pytest.fixture(autouse=True)
def leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    fork, children = os.fork, []
    monkeypatch.setattr(os, "fork", lambda: children.append(fork()) or children[-1])
    before = len(os.listdir("/dev/fd"))
    yield
    assert len(os.listdir("/dev/fd")) <= before
    for child in children:
        with pytest.raises(ChildProcessError):
            os.waitpid(child, os.WNOHANG)


def results(
    function: Callable[..., Any], items: list[Any], *, jobs: int = 2, timeout: float = 20, **more: Any
) -> list[Any]:
    return list(workers.run(function, items, jobs=jobs, timeout=timeout, **more))


def only_odd(action: Callable[[int], Any]) -> Callable[[int], Any]:
    return lambda item: action(item) if item % 2 else item


@pytest.mark.parametrize("jobs", [1, 2, 7])
def test_a_thousand_items_come_back_in_order(jobs: int) -> None:
    assert results(lambda item: [item], list(range(1000)), jobs=jobs) == [[item] for item in range(1000)]


def test_no_items_no_workers() -> None:
    assert results(lambda item: item, []) == []


def test_none_is_a_value() -> None:
    assert results(lambda item: None, [1, 2, 3]) == [None, None, None]


def test_a_slow_first_item_does_not_change_the_order() -> None:
    assert results(lambda item: time.sleep(0.3 * (item == 0)) or item, list(range(6))) == list(range(6))


def test_a_large_result_crosses_the_pipe() -> None:
    assert results(lambda item: "x" * item, [5_000_000, 3]) == ["x" * 5_000_000, "xxx"]


def test_a_hang_costs_one_item() -> None:
    started = time.monotonic()
    found = results(only_odd(lambda item: time.sleep(60)), [0, 1, 2, 3, 4], timeout=0.4)
    assert time.monotonic() - started < 10
    assert found[::2] == [0, 2, 4]
    assert [failure.kind for failure in found[1::2]] == ["timeout", "timeout"]


def test_a_hang_in_native_code_ends_too() -> None:
    libc = ctypes.PyDLL(None)
    found = results(only_odd(lambda item: libc.sleep(60)), [0, 1, 2], timeout=0.4, jobs=1)
    assert (found[0], found[1].kind, found[2]) == (0, "timeout", 2)


@pytest.mark.parametrize(
    ("crash", "words"),
    [
        (lambda item: os._exit(0), "status 0"),
        (lambda item: os._exit(7), "status 7"),
        (lambda item: os.kill(os.getpid(), signal.SIGKILL), "SIGKILL"),
        (lambda item: (faulthandler.disable(), os.kill(os.getpid(), signal.SIGSEGV)), "SIGSEGV"),
        (lambda item: sys.exit(0), "SystemExit: 0"),
        (lambda item: {}["lost"], "KeyError: 'lost'"),
        (lambda item: object(), "TypeError"),
        (lambda item: float("nan"), "ValueError"),
        (lambda item: bytearray(1 << 62), "MemoryError"),
    ],
)
def test_a_crash_costs_one_item_and_says_what_happened(crash: Callable[[int], Any], words: str) -> None:
    found = results(only_odd(crash), [0, 1, 2, 3, 4])
    assert found[::2] == [0, 2, 4]
    assert all(failure.kind == "crash" and words in failure.message for failure in found[1::2])


def test_every_item_may_crash() -> None:
    assert [failure.kind for failure in results(lambda item: os._exit(1), list(range(20)))] == ["crash"] * 20


def test_a_worker_is_replaced_after_a_crash_and_only_then() -> None:
    def judge(item: int) -> int:
        assert item != 2
        return os.getpid()

    found = results(judge, [0, 1, 2, 3, 4], jobs=1)
    assert found[0] == found[1] != found[3] == found[4]


def test_our_errors_keep_kind_words_and_problems() -> None:
    problem = Problem("a.yaml", 3, 1, "/name", "name is missing", "add it")

    def judge(item: int) -> None:
        if item:
            raise InputError("bad file", "fix it", [problem])
        raise EvaluatorError("no answer", "look at the server")

    assert results(judge, [0, 1], jobs=1) == [
        workers.Failure("EvaluatorError", "no answer", "look at the server"),
        workers.Failure("InputError", "bad file", "fix it", (problem,)),
    ]


def test_setup_runs_once_in_each_worker() -> None:
    def setup() -> dict[str, int]:
        return {"worker": os.getpid(), "calls": 0}

    def judge(state: dict[str, int], item: int) -> dict[str, int]:
        state["calls"] += 1
        return dict(state)

    found = results(judge, list(range(20)), setup=setup)
    assert len({state["worker"] for state in found}) <= 2
    assert os.getpid() not in {state["worker"] for state in found}
    assert sum(state["calls"] == 1 for state in found) == len({state["worker"] for state in found})


def test_a_setup_that_fails_fails_each_item() -> None:
    def setup() -> None:
        raise EvaluatorError("no engine", "install one")

    assert [failure.message for failure in results(lambda state, item: item, [1, 2, 3], setup=setup)] == [
        "no engine"
    ] * 3


def test_the_consumers_time_is_not_the_items() -> None:
    run = workers.run(lambda item: time.sleep(0.2) or item, [0, 1, 2, 3], jobs=1, timeout=0.6)
    found = []
    for value in run:
        found.append(value)
        time.sleep(0.8)
    assert found == [0, 1, 2, 3]


def test_stopping_early_ends_the_workers() -> None:
    run = workers.run(lambda item: time.sleep(60 * (item > 0)) or item, [0, 1, 2], jobs=2, timeout=60)
    assert next(run) == 0
    run.close()


def test_output_is_neither_lost_nor_doubled(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from licet import workers\n"
        "print('before')\n"
        "def judge(item): print('item', item); return item\n"
        "print(list(workers.run(judge, [1, 2], jobs=1, timeout=20)))\n"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True, timeout=60)
    assert sorted(done.stdout.splitlines()) == ["[1, 2]", "before", "item 1", "item 2"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_no_worker_outlives_its_parent(tmp_path: Path, number: signal.Signals) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import os, sys, time\n"
        "from licet import workers\n"
        "workers._GRACE = 0.1\n"
        "def judge(item): os.write(1, b'%d\\n' % os.getpid()); time.sleep(60)\n"
        "list(workers.run(judge, [1, 2], jobs=2, timeout=1.5))\n"
    )
    with subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None and parent.stderr is not None
        children = [int(parent.stdout.readline()) for _ in range(2)]
        parent.send_signal(number)
        parent.wait(10)
        assert "Traceback" not in parent.stderr.read() or number == signal.SIGINT
    deadline = time.monotonic() + 10
    while any(map(_alive, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(_alive, children))


def test_without_fork_items_run_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    found = results(only_odd(lambda item: {}["lost"]), [0, 1, 2])
    assert (found[0], found[1].kind, found[2]) == (0, "crash", 2)
    assert results(lambda item: os.getpid(), [0]) == [os.getpid()]


def test_when_no_process_can_start_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)
    with pytest.raises(EvaluatorError, match="Resource temporarily unavailable"):
        results(lambda item: item, [1])


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
