# SPDX-License-Identifier: Apache-2.0
"""What the engines answer differently, or one of them wrongly: such forms are not written at all."""

from collections.abc import Iterator

from rego_profile.syntax import Module, Node, head, head_name, kind, ref_parts, walk

_REFERENCES = {"RefDot", "RefBrack"}
_LOCALS = {"Var", "String", "Number", "True", "False", "Null", "Bool"}
_GROUPS = {"Array", "Set"}
# The loader writes this module as two constants; gate/contract compares them.
_CONSTANTS = "licet.lib.bundle"


def check(module: Module) -> Iterator[str]:
    """The forms to avoid in one module."""
    for rule in module.tree["rules"]:
        yield from _head(module, rule)
        yield from _names(module, rule)
    yield from _negations(module)
    yield from _foreign_rules(module)


def _head(module: Module, rule: Node) -> Iterator[str]:
    """The key and value of a partial rule are names and literals; what is computed is bound in the body."""
    tag, fields = head(rule)
    if tag == "Set":
        parts = [fields["key"]]
    elif tag == "Compr" and kind(fields["refr"])[0] == "RefBrack":
        parts = [kind(fields["refr"])[1]["index"], (fields["assign"] or {}).get("value")]
    else:
        return
    # `says.kind := {...}` is a constant under a literal key, not a rule with many answers.
    if tag == "Compr" and kind(parts[0])[0] == "String":
        return
    for name, node in walk(parts):
        if name in _REFERENCES | {"Call"}:
            yield module.at(
                node, f"{module.source(node['span'])} in the head of {head_name(rule)}; bind it in the body"
            )


def _negations(module: Module) -> Iterator[str]:
    """OPA takes arguments out of a `not`, so an undefined one is no answer there and true in regorus."""
    for tag, fields in walk(module.tree["rules"]):
        if tag != "NotExpr":
            continue
        name, inner = kind(fields["expr"])
        if name == "Call":
            parts = inner["params"]
        elif name == "Membership":
            parts = [inner["value"], inner["collection"]]
        else:
            parts = [{"Call": node} for found, node in walk(fields["expr"]) if found in {"Call", "Membership"}]
        for part in parts:
            if not _local(module, part):
                yield module.at(fields, f"not {module.source(inner['span'])}: bind what it asks about first")


def _local(module: Module, node: Node) -> bool:
    tag, fields = kind(node)
    if tag in _GROUPS:
        return all(_local(module, item) for item in fields["items"])
    return tag in _LOCALS and fields.get("value") != "input"


def _names(module: Module, rule: Node) -> Iterator[str]:
    """A local of a rule's name is that rule to regorus."""
    found = [fields for tag, fields in walk(rule) if tag == "AssignExpr" and fields["op"] == "ColEq"]
    patterns = [fields["lhs"] for fields in found]
    patterns += [fields["value"] for tag, fields in walk(rule) if tag == "SomeIn"]
    patterns += [fields["key"] for tag, fields in walk(rule) if tag == "SomeIn" and fields["key"]]
    tag, fields = head(rule)
    patterns += fields["args"] if tag == "Func" else []
    declared = [(node, node["value"]) for tag, node in walk(patterns) if tag == "Var"]
    declared += [({"span": span}, module.source(span)) for span in _every(rule)]
    for node, name in declared:
        if name in module.names | set(module.imports):
            yield module.at(node, f"the local {name} has the name of a rule or import")


def _every(rule: Node) -> Iterator[Node]:
    for tag, fields in walk(rule):
        if tag == "Every":
            yield from (span for span in (fields["key"], fields["value"]) if span)


def _foreign_rules(module: Module) -> Iterator[str]:
    """Modules ask each other by functions: in regorus a function that reads another module's rule may be undefined."""
    called = {
        id(fields["fcn"][tag]) for name, fields in walk(module.tree["rules"]) if name == "Call" for tag in fields["fcn"]
    }
    for tag, fields in walk(module.tree["rules"]):
        start = ref_parts({tag: fields})[:1] if tag in _REFERENCES else []
        direct = start and kind(fields["refr"])[0] == "Var" and module.imports.get(start[0])
        if direct and direct != _CONSTANTS and id(fields) not in called:
            yield module.at(
                fields, f"{module.source(fields['span'])} is a rule of another module; ask it by a function"
            )
