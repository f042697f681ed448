# SPDX-License-Identifier: Apache-2.0
"""Why a document is not valid: every failure of the slow validator, said in words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import islice
from typing import Any, cast

import jsonschema
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from licet.documents import Json
from licet.documents.pointer import join
from licet.schema import files, wording
from licet.schema.problems import Fault
from licet.schema.wording import Failure

_MAX_EXPLAINED = 2000


def faults(data: Json, of: str) -> list[Fault]:
    """What is wrong; never empty, because the fast validator has already refused the document."""
    errors = islice(_validator(of).iter_errors(data), _MAX_EXPLAINED)
    found = [fault for error in errors for fault in wording.faults(_failure(error))]
    return found or [_unexplained(of)]


def agrees(data: Json, of: str) -> bool:
    """Whether the slow validator would accept the document too."""
    return _validator(of).is_valid(data)


def _failure(error: jsonschema.ValidationError) -> Failure:
    schema = error.schema if isinstance(error.schema, dict) else {}
    return Failure(
        pointer=join(error.absolute_path),
        keyword=str(error.validator),
        limit=error.validator_value,
        value=cast(Json, error.instance),
        schema=schema,
        in_name="propertyNames" in error.absolute_schema_path,
    )


def _unexplained(of: str) -> Fault:
    message = f"the file is not a valid {of}, and the two validators do not agree on why"
    return Fault("", message, "compare it with the schema, and report this: it is a defect of licet")


@cache
def _validator(of: str) -> jsonschema.Draft202012Validator:
    registry: Registry[Any] = Registry().with_resources(_resources())
    checker = jsonschema.FormatChecker(["date"])
    return jsonschema.Draft202012Validator(files.root(of), registry=registry, format_checker=checker)


def _resources() -> Iterable[tuple[str, Resource[Any]]]:
    return [(address, DRAFT202012.create_resource(schema)) for address, schema in files.all_files().items()]
