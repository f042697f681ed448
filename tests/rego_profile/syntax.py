# SPDX-License-Identifier: Apache-2.0
"""Rego modules as trees of (kind, fields), from the parser of the embedded engine."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import regorus

Node = dict[str, Any]

_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|`[^`]*`')


@dataclass(frozen=True)
class Module:
    """One file: its path below policies/, its text and its tree."""

    path: str
    text: str
    tree: Node

    @property
    def package(self) -> str:
        return ".".join(ref_parts(self.tree["package"]["refr"]))

    @property
    def is_rule(self) -> bool:
        return self.path.startswith("rules/")

    @cached_property
    def code(self) -> list[str]:
        """The lines with strings and comments blanked."""
        return [_STRING.sub('""', line).partition("#")[0] for line in self.text.splitlines()]

    @cached_property
    def names(self) -> set[str]:
        """What the rules of this file define."""
        return {head_name(rule) for rule in self.tree["rules"]}

    @cached_property
    def imports(self) -> dict[str, str]:
        """Local name to imported package."""
        paths = [".".join(ref_parts(found["refr"])) for found in self.tree["imports"]]
        return {path.rpartition(".")[2]: path.removeprefix("data.") for path in paths if path != "rego.v1"}

    def source(self, span: Node) -> str:
        """The text at a span; its offsets count bytes."""
        return self.text.encode()[span["start"] : span["end"]].decode()

    def at(self, node: Node, message: str) -> str:
        return f"{self.path}:{node['span']['line']}: {message}"


def parse(texts: Mapping[str, str]) -> list[Module]:
    """Parse modules keyed by path."""
    modules = []
    for path, text in sorted(texts.items()):
        engine = regorus.Engine()
        engine.add_policy(path, text)
        modules.append(Module(path, text, json.loads(engine.get_ast_as_json())[0]["ast"]))
    return modules


def kind(node: Node) -> tuple[str, Any]:
    """A tagged node as (tag, fields)."""
    [(tag, fields)] = node.items()
    return tag, fields


def walk(node: Any) -> Iterator[tuple[str, Node]]:
    """Every tagged node below, itself included, parents first."""
    if isinstance(node, list):
        for child in node:
            yield from walk(child)
    elif isinstance(node, dict):
        for name, child in node.items():
            if name[0].isupper() and isinstance(child, dict):
                yield name, child
            yield from walk(child)


def ref_parts(node: Node) -> list[str]:
    """The constant start of a reference: data.licet.lib, or [] for what is no reference."""
    tag, fields = kind(node)
    if tag == "Var":
        return [fields["value"]]
    if tag == "RefDot":
        return [*ref_parts(fields["refr"]), fields["field"][1]]
    if tag == "RefBrack":
        index, value = kind(fields["index"])
        return [*ref_parts(fields["refr"]), value["value"] if index == "String" else "*"]
    return []


def head(rule: Node) -> tuple[str, Node]:
    """The kind and fields of a rule's head: Compr, Set, Func or Default."""
    tag, fields = kind(rule)
    return ("Default", fields) if tag == "Default" else kind(fields["head"])


def head_name(rule: Node) -> str:
    return ref_parts(head(rule)[1]["refr"])[0]


def plain(node: Any) -> Any:
    """The node without positions, for comparing expressions."""
    if isinstance(node, list):
        return [plain(child) for child in node if not _is_span(child)]
    if isinstance(node, dict):
        return {name: plain(child) for name, child in node.items() if name not in {"span", "eidx", "sidx", "qidx"}}
    return node


def _is_span(node: Any) -> bool:
    return isinstance(node, dict) and node.keys() == {"line", "col", "start", "end"}
