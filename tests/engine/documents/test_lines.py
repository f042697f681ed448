# SPDX-License-Identifier: Apache-2.0
"""Offsets become the lines and columns of an editor."""

from __future__ import annotations

import pytest

from licet.documents.lines import Lines


@pytest.mark.parametrize(
    ("offset", "place"), [(0, (1, 1)), (2, (1, 3)), (3, (2, 1)), (4, (3, 1)), (5, (3, 2)), (7, (4, 1))]
)
def test_positions(offset: int, place: tuple[int, int]) -> None:
    assert Lines("é😀\n\na\r\n").position(offset) == place


def test_an_empty_text_has_one_line() -> None:
    assert Lines("").position(0) == (1, 1)
