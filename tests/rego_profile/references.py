# SPDX-License-Identifier: Apache-2.0
"""Every field that a rule reads exists in the facts' schema: a typo there would be undefined, hence silent.

Shapes follow local names, patterns, partial rules, and the arguments and values of functions, across files.
"""

from collections.abc import Callable
from typing import Any

from rego_profile.shapes import ANY, NOTHING, Shape, Shapes, closed, row, sequence, table, union
from rego_profile.syntax import Module, Node, head, head_name, kind, ref_parts

Names = dict[str, Shape]
# Long enough for a shape to travel through every chain of calls; one more round must change nothing.
_ROUNDS = 12


class References:
    """The check over all modules at once."""

    def __init__(self, modules: list[Module], schema: dict[str, Any]) -> None:
        self._modules = modules
        self._root = schema
        self._shapes = Shapes(schema)
        self._values: Names = {}
        self._arguments: dict[str, list[Shape]] = {}
        self.problems: list[str] = []
        self.checked = 0
        self.unchecked = 0

    def check(self) -> list[str]:
        """The problems, once the shapes no longer change."""
        for _ in range(_ROUNDS):
            before = (dict(self._values), {name: list(shapes) for name, shapes in self._arguments.items()})
            self.problems, self.checked, self.unchecked = [], 0, 0
            for module in self._modules:
                for rule in module.tree["rules"]:
                    _Rule(self, module, rule).check()
            if before == (self._values, self._arguments):
                return self.problems
        raise RecursionError("shapes still change; a rule may build ever deeper objects")

    def value(self, name: str) -> Shape:
        return self._values.get(name, NOTHING)

    def argument(self, name: str, index: int) -> Shape:
        shapes = self._arguments.get(name, [])
        return shapes[index] if index < len(shapes) else NOTHING

    def learn(self, name: str, shape: Shape) -> None:
        self._values[name] = union([self.value(name), shape])

    def called(self, name: str, shapes: list[Shape]) -> None:
        self._arguments[name] = [union([self.argument(name, index), shape]) for index, shape in enumerate(shapes)]


class _Rule:
    def __init__(self, all_rules: References, module: Module, rule: Node) -> None:
        self._all = all_rules
        self._shapes = all_rules._shapes
        self._module = module
        self._rule = rule
        self._name = f"{module.package}.{head_name(rule)}"
        self._report = True

    def check(self) -> None:
        tag, fields = head(self._rule)
        names: Names = {}
        for index, pattern in enumerate(fields["args"] if tag == "Func" else []):
            self._bind(pattern, self._all.argument(self._name, index), names)
        if tag == "Default":
            self._all.learn(self._name, self._infer(fields["value"], names))
            return
        for body in kind(self._rule)[1]["bodies"] or [{"query": None, "assign": None, "is_else": False}]:
            local = self._query(body["query"], names)
            assign = body["assign"] or (None if body["is_else"] else fields.get("assign"))
            self._all.learn(self._name, self._head(tag, fields, assign, local))

    def _head(self, tag: str, fields: Node, assign: Node | None, names: Names) -> Shape:
        if tag == "Set":
            return sequence(self._infer(fields["key"], names))
        shape = self._infer(assign["value"], names) if assign else {"type": "boolean"}
        if tag == "Compr" and kind(fields["refr"])[0] != "Var":
            return table(shape)
        return shape

    # Statements may use names that later ones bind: the first pass only binds.
    def _query(self, query: Node | None, outer: Names) -> Names:
        names = dict(outer)
        report, self._report = self._report, False
        for _ in range(2):
            for statement in query["stmts"] if query else []:
                self._statement(*kind(statement["literal"]), names)
            self._report = report
        return names

    def _statement(self, tag: str, fields: Node, names: Names) -> None:
        if tag == "SomeIn":
            collection = self._collection(fields["collection"], names)
            self._bind(fields["value"], self._shapes.each(collection), names)
            if fields["key"]:
                self._bind(fields["key"], ANY, names)
        elif tag == "Every":
            domain = self._collection(fields["domain"], names)
            inner = {**names, self._module.source(fields["value"]): self._shapes.each(domain)}
            if fields["key"]:
                inner[self._module.source(fields["key"])] = ANY
            self._query(fields["query"], inner)
        elif tag in {"Expr", "NotExpr"}:
            self._infer(fields["expr"], names)

    # Going through what is null is an error in regorus and nothing in OPA.
    def _collection(self, node: Node, names: Names) -> Shape:
        shape = self._infer(node, names)
        if self._report and not self._shapes.is_collection(shape):
            span = kind(node)[1]
            self._all.problems.append(
                self._module.at(span, f"{self._module.source(span['span'])} may be no collection")
            )
        return shape

    def _bind(self, pattern: Node, shape: Shape, names: Names) -> None:
        tag, fields = kind(pattern)
        if tag == "Var" and fields["value"] not in self._module.names | {"_", "input"}:
            names[fields["value"]] = shape
        elif tag == "Array":
            for index, part in enumerate(fields["items"]):
                self._bind(part, self._shapes.item(shape, index), names)

    def _infer(self, node: Node, names: Names) -> Shape:
        tag, fields = kind(node)
        special: dict[str, Callable[[Node, Names], Shape]] = {
            "Var": self._var,
            "RefDot": self._dot,
            "RefBrack": self._bracket,
            "Call": self._call,
            "AssignExpr": self._assign,
            "BinExpr": lambda fields, names: union(self._infer(fields[side], names) for side in ("lhs", "rhs")),
            "Array": lambda fields, names: row([self._infer(item, names) for item in fields["items"]]),
            "Set": lambda fields, names: sequence(union(self._infer(item, names) for item in fields["items"])),
            "Object": self._object,
            "ArrayCompr": self._comprehension,
            "SetCompr": self._comprehension,
            "ObjectCompr": lambda fields, names: table(
                self._infer(fields["value"], self._query(fields["query"], names))
            ),
        }
        if tag in special:
            return special[tag](fields, names)
        for part in ("expr", "lhs", "rhs", "key", "value", "collection"):
            if isinstance(fields.get(part), dict):
                self._infer(fields[part], names)
        return {"type": {"String": "string", "Number": "integer", "Null": "null"}.get(tag, "boolean")}

    def _var(self, fields: Node, names: Names) -> Shape:
        name = fields["value"]
        if name == "input":
            return self._all._root
        if name in names:
            return names[name]
        return self._all.value(f"{self._module.package}.{name}") if name in self._module.names else ANY

    def _dot(self, fields: Node, names: Names) -> Shape:
        start = ref_parts(fields["refr"])[:1]
        if start and start[0] in self._module.imports and start[0] not in names:
            return self._all.value(".".join([self._module.imports[start[0]], fields["field"][1]]))
        return self._field(self._infer(fields["refr"], names), fields["field"][1], fields)

    def _bracket(self, fields: Node, names: Names) -> Shape:
        base = self._infer(fields["refr"], names)
        tag, index = kind(fields["index"])
        if tag == "String":
            return self._field(base, index["value"], fields)
        if tag == "Number":
            return self._shapes.item(base, index["value"])
        if tag == "Var" and index["value"] not in names:
            names[index["value"]] = ANY
        self._infer(fields["index"], names)
        return self._shapes.each(base)

    def _field(self, base: Shape, name: str, fields: Node) -> Shape:
        found = self._shapes.field(base, name)
        if self._report:
            self._all.checked += self._shapes.known(base)
            self._all.unchecked += not self._shapes.known(base)
            if found is None:
                self._all.problems.append(self._module.at(fields, f"nothing here has a field `{name}`"))
        return ANY if found is None else found

    def _object(self, fields: Node, names: Names) -> Shape:
        pairs = [(kind(key), self._infer(value, names)) for _, key, value in fields["fields"]]
        if all(tag == "String" for (tag, _), _ in pairs):
            return closed({key["value"]: shape for (_, key), shape in pairs})
        return table(union(shape for _, shape in pairs))

    def _comprehension(self, fields: Node, names: Names) -> Shape:
        return sequence(self._infer(fields["term"], self._query(fields["query"], names)))

    def _assign(self, fields: Node, names: Names) -> Shape:
        self._bind(fields["lhs"], self._infer(fields["rhs"], names), names)
        return {"type": "boolean"}

    def _call(self, fields: Node, names: Names) -> Shape:
        shapes = [self._infer(parameter, names) for parameter in fields["params"]]
        name = ".".join(ref_parts(fields["fcn"]))
        if (ours := self._ours(name)) is not None:
            self._all.called(ours, shapes)
            return self._all.value(ours)
        if name == "object.get":
            return union([self._path(shapes[0], fields["params"][1], fields), shapes[2]])
        if name == "object.union":
            return self._shapes.merged(*shapes)
        return shapes[0] if name in {"object.filter", "object.remove"} else ANY

    def _ours(self, name: str) -> str | None:
        start, _, rest = name.partition(".")
        if name in self._module.names:
            return f"{self._module.package}.{name}"
        return f"{self._module.imports[start]}.{rest}" if start in self._module.imports else None

    def _path(self, shape: Shape, path: Node, fields: Node) -> Shape:
        tag, value = kind(path)
        for step, part in map(kind, value["items"] if tag == "Array" else [path]):
            shape = self._field(shape, part["value"], fields) if step == "String" else self._shapes.each(shape)
        return shape
