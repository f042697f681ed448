# SPDX-License-Identifier: Apache-2.0
"""How the tests of the readers ask: what a text reads as, and where and why it is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from licet import documents
from licet.errors import InputError

Refused = Callable[..., list[str]]
Values = Callable[..., documents.Json]


@pytest.fixture
def refused() -> Refused:
    """The problems of a text as `line:column pointer: message`, in order; it must have some."""

    def ask(source: str | bytes, name: str = "m.yaml") -> list[str]:
        data = source.encode() if isinstance(source, str) else source
        with pytest.raises(InputError) as caught:
            documents.parse(data, name)
        assert all(problem.file == name and problem.hint for problem in caught.value.problems)
        return [f"{one.line}:{one.column} {one.pointer}: {one.message}" for one in caught.value.problems]

    return ask


@pytest.fixture
def values() -> Values:
    """The data of a text."""

    def ask(source: str | bytes, name: str = "m.yaml") -> documents.Json:
        data = source.encode() if isinstance(source, str) else source
        return documents.parse(data, name).data

    return ask
