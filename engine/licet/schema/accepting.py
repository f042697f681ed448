# SPDX-License-Identifier: Apache-2.0
"""The fast answer to "is it valid?": a compiled validator that accepts; it never has to explain."""

from __future__ import annotations

from functools import cache

import jsonschema_rs

from licet.documents import Json
from licet.schema import files


def accepts(data: Json, of: str) -> bool:
    """Whether the document is valid as far as JSON Schema can say."""
    return _validator(of).is_valid(data)


@cache
def _validator(of: str) -> jsonschema_rs.Validator:
    registry = jsonschema_rs.Registry(list(files.all_files().items()), draft=jsonschema_rs.Draft202012)
    return jsonschema_rs.validator_for(files.root(of), registry=registry, validate_formats=True, offline=True)
