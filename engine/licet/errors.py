# SPDX-License-Identifier: Apache-2.0
"""Everything that makes licet stop without a verdict (exit code 2).

LicetError             one message, one hint that says what to do
├── InputError         a file that is unreadable or invalid; carries every Problem found in it
├── PolicyError        a broken rule, license, parameter or profile
├── EvaluatorError     the evaluator failed, timed out or left a rule unanswered
└── UsageError         the command line or configuration makes no sense
    └── ParameterError a number that no mechanism can have; also a ValueError
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing wrong with a file that somebody wrote, at its place (line and column count from 1)."""

    file: str
    line: int
    column: int
    pointer: str
    message: str
    hint: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message} ({self.hint})"


class LicetError(Exception):
    """Root of the tree; never raised itself."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})"


class InputError(LicetError):
    """A manifest, waiver file or other input that cannot be read as what it should be."""

    def __init__(self, message: str, hint: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message, hint)
        self.problems = tuple(problems)

    @classmethod
    def from_problems(cls, problems: Sequence[Problem]) -> InputError:
        """Speak for at least one problem: the first one's words, and how many more there are."""
        first = problems[0]
        more = f" [and {len(problems) - 1} more]" if len(problems) > 1 else ""
        message = f"{first.file}:{first.line}:{first.column}: {first.message}{more}"
        return cls(message, first.hint, problems)


class PolicyError(LicetError):
    """A rule, license, parameter, profile or schema of the catalogue is broken."""


class EvaluatorError(LicetError):
    """The evaluator failed, ran out of time or gave an answer that is not complete."""


class UsageError(LicetError):
    """The command line, configuration or call cannot be followed."""


class ParameterError(UsageError, ValueError):
    """A value of a calculation that is outside its range or of the wrong type."""
