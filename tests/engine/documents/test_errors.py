# SPDX-License-Identifier: Apache-2.0
"""The error tree: one message, one hint, and every problem of an input."""

from __future__ import annotations

import pickle

import pytest

from licet.errors import EvaluatorError, InputError, LicetError, PolicyError, Problem, UsageError

FIRST = Problem("a.yaml", 3, 5, "/models/0", "the key is unknown", "write license")
SECOND = Problem("a.yaml", 9, 1, "/x", "another", "remove it")


@pytest.mark.parametrize("kind", [InputError, PolicyError, EvaluatorError, UsageError])
def test_every_error_is_a_licet_error_with_a_message_and_a_hint(kind: type[LicetError]) -> None:
    error = kind("it broke", "mend it")
    assert isinstance(error, LicetError)
    assert (error.message, error.hint, str(error)) == ("it broke", "mend it", "it broke (mend it)")


def test_a_problem_reads_like_a_compiler_message() -> None:
    assert str(FIRST) == "a.yaml:3:5: the key is unknown (write license)"


def test_an_input_error_speaks_for_its_problems() -> None:
    assert str(InputError.from_problems([FIRST])) == str(FIRST)
    error = InputError.from_problems([FIRST, SECOND])
    assert str(error) == "a.yaml:3:5: the key is unknown [and 1 more] (write license)"
    assert error.problems == (FIRST, SECOND)


def test_an_input_error_survives_the_way_out_of_a_worker_process() -> None:
    error = pickle.loads(pickle.dumps(InputError.from_problems([FIRST, SECOND])))
    assert error.problems == (FIRST, SECOND)
    assert error.hint == "write license"
