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
    return jsonschema_rs.validator_for(files.root(of), retriever=_file, validate_formats=True)


def _file(address: str) -> Json:
    """A schema file; an address that is none of them is never fetched."""
    return files.all_files()[address]
