# SPDX-License-Identifier: Apache-2.0
"""Judge items in worker processes, so that a hang or a crash costs one item and never the run.

Where the platform cannot fork (Windows), everything runs in this process: no time limit holds there, and a crash
ends all.
"""

import functools
import json
import os
import select
import signal
import struct
import sys
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from math import ceil
from typing import Any, NamedTuple, NoReturn

from licet.errors import EvaluatorError, LicetError, Problem

_HEAD = struct.Struct("!Q")
# A worker whose parent was killed ends by its own alarm; while the parent lives, the parent is first.
_GRACE = 5.0


class Failure(NamedTuple):
    """Why an item has no value: a LicetError by its class name, "timeout", or "crash" for all that is unexpected."""

    kind: str
    message: str
    hint: str
    problems: tuple[Problem, ...] = ()


def run(
    function: Callable[..., Any],
    items: Sequence[Any],
    *,
    jobs: int,
    timeout: float,
    setup: Callable[[], Any] | None = None,
) -> Generator[Any, None, None]:
    """Yield `function(item)` as plain JSON, or its Failure, for each item in order.

    With `setup`, each worker calls it once, on its first item's time, and each call is `function(what_it_gave, item)`.
    """
    call = _Call(function, setup)
    if not hasattr(os, "fork"):
        return (_decode(call(item)) for item in items)
    return _Pool(call, items, timeout).run(min(max(jobs, 1), len(items)))


class _Call:
    """From an item to the bytes that cross the pipe, whatever happens on the way."""

    def __init__(self, function: Callable[..., Any], setup: Callable[[], Any] | None) -> None:
        self._function = function
        self._setup = setup

    def __call__(self, item: Any) -> bytes:
        try:
            return _encode({"value": self._ready()(item)})
        except LicetError as error:
            problems = [problem._asdict() for problem in getattr(error, "problems", ())]
            return _encode(
                {"kind": type(error).__name__, "message": error.message, "hint": error.hint, "problems": problems}
            )
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return _encode({**_crash(f"{type(error).__name__}: {error}")._asdict(), "problems": []})

    def _ready(self) -> Callable[[Any], Any]:
        if self._setup is not None:
            self._function, self._setup = functools.partial(self._function, self._setup()), None
        return self._function


class _Pool:
    """The workers of one run; each gets the next item when it is done with its last."""

    def __init__(self, call: _Call, items: Sequence[Any], timeout: float) -> None:
        self._call = call
        self._items = items
        self._timeout = timeout
        self._waiting = list(range(len(items)))[::-1]
        self._done: dict[int, Any] = {}
        self._workers: list[_Worker] = []

    def run(self, jobs: int) -> Generator[Any, None, None]:
        try:
            for index in range(len(self._items)):
                while index not in self._done:
                    self._hand_out(jobs)
                    self._collect()
                before = time.monotonic()
                yield self._done.pop(index)
                self._extend(time.monotonic() - before)
        finally:
            for worker in self._workers:
                worker.end()

    def _hand_out(self, jobs: int) -> None:
        while self._waiting and len(self._workers) < jobs:
            self._workers.append(_Worker(self._call, self._items, self._timeout, self._workers))
        for worker in self._workers:
            if self._waiting and worker.item is None:
                worker.give(self._waiting.pop(), time.monotonic() + self._timeout)

    def _collect(self) -> None:
        busy = {worker.results: worker for worker in self._workers if worker.item is not None}
        poll = select.poll()
        for descriptor in busy:
            poll.register(descriptor, select.POLLIN)
        nearest = min(worker.deadline for worker in busy.values())
        for descriptor, _ in poll.poll(max(0, ceil((nearest - time.monotonic()) * 1000))):
            self._receive(busy.pop(descriptor))
        for worker in busy.values():
            if time.monotonic() >= worker.deadline and not worker.answering:
                self._dismiss(worker)
                self._done[worker.item] = _late(self._timeout)

    def _receive(self, worker: "_Worker") -> None:
        ended = worker.read()
        if (answer := worker.answer()) is not None:
            result = self._done[worker.item] = _decode(answer)
            worker.item = None
            # After something unexpected nobody knows what state the worker is in.
            if isinstance(result, Failure) and result.kind == "crash":
                self._dismiss(worker)
        elif ended:
            self._done[worker.item] = _ended(self._dismiss(worker), self._timeout)

    def _dismiss(self, worker: "_Worker") -> int:
        self._workers.remove(worker)
        return worker.end()

    # The consumer's time between two results is not the items'.
    def _extend(self, pause: float) -> None:
        for worker in self._workers:
            worker.deadline += pause


class _Worker:
    """A forked process that reads the numbers of items and writes answers."""

    def __init__(self, call: _Call, items: Sequence[Any], timeout: float, others: list["_Worker"]) -> None:
        tasks, self._tasks = os.pipe()
        self.results, results = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        try:
            self._pid = os.fork()
        except OSError as error:
            for descriptor in (tasks, self._tasks, results, self.results):
                os.close(descriptor)
            raise EvaluatorError(f"no worker could be started: {error.strerror}", hint="lower --jobs") from None
        if self._pid == 0:
            for descriptor in (self._tasks, self.results, *(end for other in others for end in other.ends)):
                os.close(descriptor)
            _serve(call, items, timeout, tasks, results)
        os.close(tasks)
        os.close(results)
        self.item: Any = None
        self.deadline = 0.0
        self._buffer = bytearray()

    @property
    def ends(self) -> tuple[int, int]:
        return self._tasks, self.results

    @property
    def answering(self) -> bool:
        return bool(self._buffer)

    def give(self, item: int, deadline: float) -> None:
        self.item, self.deadline = item, deadline
        with suppress(BrokenPipeError):
            os.write(self._tasks, _HEAD.pack(item))

    def read(self) -> bool:
        """Take what is there; True once the worker will write no more."""
        part = os.read(self.results, 1 << 20)
        self._buffer += part
        return not part

    def answer(self) -> bytes | None:
        if len(self._buffer) < _HEAD.size or len(self._buffer) < _HEAD.size + _HEAD.unpack_from(self._buffer)[0]:
            return None
        body = bytes(self._buffer[_HEAD.size :])
        self._buffer.clear()
        return body

    def end(self) -> int:
        os.kill(self._pid, signal.SIGKILL)
        _, status = os.waitpid(self._pid, 0)
        for descriptor in self.ends:
            os.close(descriptor)
        return os.waitstatus_to_exitcode(status)


def _serve(call: _Call, items: Sequence[Any], timeout: float, tasks: int, results: int) -> NoReturn:
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        while head := os.read(tasks, _HEAD.size):
            signal.setitimer(signal.ITIMER_REAL, timeout + _GRACE)
            answer = call(items[_HEAD.unpack(head)[0]])
            signal.setitimer(signal.ITIMER_REAL, 0)
            with open(results, "wb", closefd=False) as pipe:
                pipe.write(_HEAD.pack(len(answer)) + answer)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(0)


def _encode(message: dict[str, Any]) -> bytes:
    return json.dumps(message, allow_nan=False).encode()


def _decode(answer: bytes) -> Any:
    message = json.loads(answer)
    if "value" in message:
        return message["value"]
    problems = tuple(Problem(**problem) for problem in message.pop("problems"))
    return Failure(**message, problems=problems)


def _late(timeout: float) -> Failure:
    return Failure(
        "timeout", f"timed out after {timeout:g} s", "raise --timeout, or look at what this file makes large"
    )


def _ended(status: int, timeout: float) -> Failure:
    if status == -signal.SIGALRM:
        return _late(timeout)
    return _crash(
        f"worker ended by {signal.Signals(-status).name}" if status < 0 else f"worker ended with status {status}"
    )


def _crash(message: str) -> Failure:
    return Failure("crash", message, "report this with the file that was judged")
