# SPDX-License-Identifier: Apache-2.0
"""Bytes of a regular file, never more than the limit, and never waiting for a pipe or device."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from licet.bounds import MAX_BYTES
from licet.errors import InputError, Problem

if TYPE_CHECKING:
    from pathlib import Path


# Opening a pipe without O_NONBLOCK waits for a writer; both flags are missing on some systems.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read(path: Path, name: str) -> bytes:
    """The content of a file; InputError when it is missing, unreadable, too large or no regular file."""
    try:
        # Asked before opening, because opening a device can already do something.
        _check(os.stat(path), name)
        with open(os.open(path, _FLAGS), "rb") as file:
            _check(os.fstat(file.fileno()), name)
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise refusal(name, "no such file", "check the path") from error
    except PermissionError as error:
        raise refusal(name, "no permission to read the file", "make it readable for this user") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refusal(name, f"cannot read the file: {reason}", "check the path") from error
    check_size(len(data), name)
    return data


def check_size(size: int, name: str) -> None:
    """Refuse what is over the limit."""
    if size > MAX_BYTES:
        raise refusal(name, "the file is larger than 8 MiB", "split it, or keep the data in files that it points at")


def refusal(name: str, message: str, hint: str, line: int = 1, column: int = 1) -> InputError:
    """The error for a file of which nothing can be read."""
    return InputError.from_problems([Problem(name, line, column, "", message, hint)])


def _check(status: os.stat_result, name: str) -> None:
    for is_kind, kind in _KINDS:
        if is_kind(status.st_mode):
            raise refusal(name, f"this is {kind}, not a file", "give the path of a regular file")
    check_size(status.st_size, name)
