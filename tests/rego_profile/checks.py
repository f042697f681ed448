# SPDX-License-Identifier: Apache-2.0
"""The checks of one module; each yields what is wrong, with file and line."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from rego_profile import engines
from rego_profile.syntax import Module, Node, head, head_name, kind, plain, ref_parts, walk

OUTCOMES = {"deny", "review", "unknown", "obligation", "warn"}
_CAPABILITIES = json.loads((Path(__file__).parents[1] / "opa" / "capabilities.json").read_text())
BUILTINS = {builtin["name"] for builtin in _CAPABILITIES["builtins"] if "infix" not in builtin} | {"set"}
_ORDERING = {"Lt", "Le", "Gt", "Ge"}
_UNBRACED = re.compile(r"\bif\b(?!\s*\{)")
_DATE = re.compile(r"\b(?:19|20)\d\d(?:-\d\d)?\b")
# Names of input that belong to users' own rules, or to the one rule that speaks of the manifest's own words.
_RESERVED: dict[str, set[str]] = {"manifest": set(), "external": set(), "said": {"rules/license/unknown_license.rego"}}


def check(module: Module, license_names: set[str]) -> list[str]:
    """All problems of the profile in one module."""
    return [
        *_header(module),
        *_names(module),
        *_references(module),
        *_calls(module),
        *_numbers(module),
        *_literals(module, license_names),
        *_comparisons(module),
        *engines.check(module),
    ]


def _header(module: Module) -> Iterator[str]:
    if module.is_rule and not module.text.startswith("# METADATA\n"):
        yield f"{module.path}:1: the first line is not `# METADATA`"
    expected = "licet." + module.path.removesuffix(".rego").replace("/", ".")
    if module.package != expected:
        yield f"{module.path}:1: package {module.package} is not {expected}"
    if "import rego.v1" not in module.code:
        yield f"{module.path}:1: `import rego.v1` is missing"
    for number, line in enumerate(module.code, 1):
        if _UNBRACED.search(line):
            yield f"{module.path}:{number}: a body without braces"
        if re.search(r"\bwith\b", line):
            yield f"{module.path}:{number}: `with` is for tests"
        if '$"' in line or "$`" in line:
            yield f"{module.path}:{number}: string interpolation"


def _names(module: Module) -> Iterator[str]:
    for rule in module.tree["rules"] if module.is_rule else []:
        name = head_name(rule)
        if name in OUTCOMES and head(rule)[0] != "Set":
            yield module.at(head(rule)[1], f"{name} is no set")
        if name not in OUTCOMES and not name.startswith("_"):
            yield module.at(head(rule)[1], f"{name} is neither an outcome nor private (_{name})")


def _references(module: Module) -> Iterator[str]:
    for path in module.imports.values():
        if not re.fullmatch(r"licet\.lib\.\w+", path):
            yield f"{module.path}:1: import of {path}; only licet.lib.* is shared"
    for tag, fields in walk(module.tree["rules"]):
        parts = ref_parts({tag: fields}) if tag in {"RefDot", "RefBrack"} else []
        if parts[:1] == ["data"]:
            yield module.at(fields, f"{'.'.join(parts)}; import licet.lib.* instead")
        if parts[:1] == ["input"] and parts[1] in _RESERVED and module.path not in _RESERVED[parts[1]]:
            yield module.at(fields, f"input.{parts[1]} is not for shipped rules")
    yield from _bare_input(module)


# Handed on as a whole, input would escape the check of field names; object.get with a literal path does not.
def _bare_input(module: Module) -> Iterator[str]:
    roots = [
        fields for tag, fields in walk(module.tree["rules"]) if tag == "Var" and fields["value"] in {"input", "data"}
    ]
    uses = [fields["refr"] for tag, fields in walk(module.tree["rules"]) if tag in {"RefDot", "RefBrack"}]
    uses += [fields["params"][0] for tag, fields in walk(module.tree["rules"]) if tag == "Call" and _reads_path(fields)]
    used = [id(use["Var"]) for use in uses if "Var" in use]
    for root in roots:
        if id(root) not in used:
            yield module.at(root, f"{root['value']} as a whole; name the field")


def _reads_path(call: Node) -> bool:
    if ref_parts(call["fcn"]) != ["object", "get"]:
        return False
    tag, fields = kind(call["params"][1])
    return tag == "String" or (tag == "Array" and "String" in fields["items"][0])


def _calls(module: Module) -> Iterator[str]:
    for tag, fields in walk(module.tree["rules"]):
        if tag == "Call":
            name = ".".join(ref_parts(fields["fcn"]))
            if not (name in BUILTINS or name in module.names or name.partition(".")[0] in module.imports):
                yield module.at(fields, f"{name} is not in the allowed built-ins")


# Places, counts and percentages only.
def _numbers(module: Module) -> Iterator[str]:
    for tag, fields in walk(module.tree["rules"]):
        if tag == "Number" and fields["value"] not in {0, 1, 2, 100}:
            yield module.at(fields, f"the number {fields['value']} belongs into a clause or parameter")


def _literals(module: Module, license_names: set[str]) -> Iterator[str]:
    for tag, fields in walk(module.tree["rules"]):
        if tag in {"String", "RawString"} and fields["value"].casefold() in license_names:
            yield module.at(fields, f"{fields['value']!r} names a license; ask for its clause")
        if tag in {"String", "RawString"} and _DATE.search(fields["value"]):
            yield module.at(fields, f"{fields['value']!r} holds a date; dates are resolved before rules run")


def _comparisons(module: Module) -> Iterator[str]:
    for rule in module.tree["rules"]:
        for body in kind(rule)[1].get("bodies", []):
            results = [body["assign"], head(rule)[1].get("key"), head(rule)[1].get("assign")]
            yield from _query(module, body["query"], [], results)


def _query(module: Module, query: Node, outer: list[object], results: Iterable[object]) -> Iterator[str]:
    """What is compared or calculated here is known to be a number: said by a statement before it, here or outside."""
    numbers = list(outer)
    for statement in query["stmts"]:
        tag, fields = kind(statement["literal"])
        yield from _expression(module, fields, numbers)
        if tag == "Expr":
            numbers += _guarded(fields["expr"])
    yield from _expression(module, list(results), numbers)


def _expression(module: Module, node: object, numbers: list[object]) -> Iterator[str]:
    if isinstance(node, list):
        for child in node:
            yield from _expression(module, child, numbers)
    elif isinstance(node, dict) and "stmts" in node:
        yield from _query(module, node, numbers, [])
    elif isinstance(node, dict):
        for name, child in node.items():
            if name == "ArithExpr" or (name == "BoolExpr" and child["op"] in _ORDERING):
                for side in (child["lhs"], child["rhs"]):
                    if not _is_number(side, numbers):
                        yield module.at(
                            child, f"no is_number before {module.source(kind(side)[1]['span'])} is reckoned with"
                        )
            yield from _expression(module, child, numbers)


def _guarded(expression: Node) -> list[object]:
    tag, fields = kind(expression)
    return [plain(fields["params"][0])] if tag == "Call" and ref_parts(fields["fcn"]) == ["is_number"] else []


def _is_number(node: Node, numbers: list[object]) -> bool:
    tag, fields = kind(node)
    counted = tag == "Call" and ref_parts(fields["fcn"]) == ["count"]
    return tag in {"Number", "ArithExpr"} or counted or plain(node) in numbers
