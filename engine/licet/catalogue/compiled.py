# SPDX-License-Identifier: Apache-2.0
"""From policy files to one plain JSON document, every date still in it: the form that is cached."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from licet import documents, resources
from licet.catalogue import consistency, names
from licet.catalogue.sources import BUNDLE, Source
from licet.errors import PolicyError, Problem

JSON = dict[str, Any]
_SCHEMAS = {"licenses": "license", "parameters": "parameter", "profiles": "profile", "topics": "topic"}
# The embedded engine leaves such calls undefined, so a rule that makes one would silently never fire.
_IMPURE = re.compile(r"\b(http\.send|opa\.runtime|net\.\w+|rand\.intn|time\.now_ns|uuid\.rfc4122)\s*\(")
_PACKAGE = re.compile(r"^package ([\w.]+)$", re.MULTILINE)


def compile_sources(sources: list[Source]) -> JSON:
    """Parse and check every file; all problems are reported in one PolicyError with file and line."""
    result: JSON = {kind: {} for kind in ("licenses", "parameters", "profiles", "topics", "rules", "modules")}
    problems: list[Problem] = []
    for source in sources:
        if source.kind in ("rules", "lib"):
            problems += _module(source, result)
        else:
            problems += _record(source, result)
    if not problems:
        problems = consistency.problems(result, sources)
    if problems:
        raise PolicyError("\n".join(str(problem) for problem in problems), "Mend the policy files named above.")
    result["names"] = names.index(result["licenses"])
    return result


def _record(source: Source, result: JSON) -> list[Problem]:
    document = documents.parse(source.content, source.path, format="yaml")
    problems = _check(document, _SCHEMAS[source.kind])
    if problems:
        return problems
    identity = document.data["id"]
    expected = source.name if source.kind == "parameters" else source.name.rsplit("/", 1)[-1]
    if identity != expected:
        return [_problem(document, "/id", f"the id is {identity}, the file says {expected}")]
    if identity in result[source.kind]:
        return [_problem(document, "/id", f"{source.kind} already has {identity}")]
    result[source.kind][identity] = document.data
    return []


def _module(source: Source, result: JSON) -> list[Problem]:
    try:
        text = source.content.decode("utf-8", errors="strict")
    except UnicodeDecodeError:
        return [Problem(source.path, 1, 1, "", "the file is not UTF-8", "Save it as UTF-8.")]
    package = ".".join(["licet", source.kind, *source.name.split("/")])
    found = _PACKAGE.search(text)
    if not found or found.group(1) != package:
        return [Problem(source.path, 1, 1, "", f"the package must be {package}", "Package and path say the same.")]
    key = f"{source.kind}/{source.name}.rego"
    impure = _IMPURE.search(text)
    if impure:
        line = text.count("\n", 0, impure.start()) + 1
        hint = "Give the facts from outside with --facts NAME=FILE."
        return [Problem(source.path, line, 1, "", f"{impure.group(1)} is not for policies", hint)]
    if key in result["modules"] or key == BUNDLE:
        return [Problem(source.path, 1, 1, "", f"{package} exists already", "Choose another family or name.")]
    result["modules"][key] = text
    return _metadata(source, text, result) if source.kind == "rules" else []


def _metadata(source: Source, text: str, result: JSON) -> list[Problem]:
    lines = text.split("\n")
    if lines[0] != "# METADATA":
        hint = "Start the file with the metadata block; `licet policy new` writes one."
        return [Problem(source.path, 1, 1, "", "line 1 is not `# METADATA`", hint)]
    block = [""]
    for line in lines[1:]:
        if not line.startswith("#"):
            break
        block.append(line[1:])
    document = documents.parse("\n".join(block).encode(), source.path, format="yaml")
    problems = _check(document, "rule")
    if not problems:
        data = document.data
        rule = {"id": source.name, "title": data["title"], "description": data["description"], **data["custom"]}
        result["rules"][source.name] = {**rule, "file": f"rules/{source.name}.rego"}
    return problems


def _check(document: documents.Document, schema: str) -> list[Problem]:
    errors = sorted(_validator(schema).iter_errors(document.data), key=lambda error: error.json_path)
    return [_problem(document, _pointer(error.absolute_path), error.message) for error in errors]


@cache
def _validator(schema: str) -> Any:
    import jsonschema

    path = resources.schemas() / f"{schema}.schema.json"
    return jsonschema.Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


def _pointer(path: Any) -> str:
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)


def _problem(document: documents.Document, pointer: str, message: str) -> Problem:
    place = document.position(pointer)
    return Problem(document.name, place.line, place.column, pointer, message, "See the schema of this kind of file.")
