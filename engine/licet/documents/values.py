# SPDX-License-Identifier: Apache-2.0
"""The shapes that readers return: plain JSON values, and beside them the offset of every value."""

from __future__ import annotations

from typing import TypeAlias

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

# The offset of a scalar; for a collection its offset and what it holds. A tree, not a table of pointers: with long
# keys in deep files the pointers of all values are quadratic in the size of the file.
Place: TypeAlias = "int | tuple[int, Members] | tuple[int, list[Place]]"

# Key -> offset of the key, place of its value.
Members: TypeAlias = "dict[str, tuple[int, Place]]"
