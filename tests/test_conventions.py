# SPDX-License-Identifier: Apache-2.0
"""House rules of the source: sizes, annotations, layers, mirrors and what policies say about themselves."""

from __future__ import annotations

import ast
import json
import re
import statistics
import sys
from functools import cache
from pathlib import Path

import pytest
from in_process import RULES as SCENARIOS
from in_process import engine, loaded
from source_code import ENGINE, FILES, MODULES, ROOT, comments, functions, imports, length, shown, top_level_imports, tree

from licet import documents, resources, scenarios
from licet.evaluators import Evaluator

TESTS = ROOT / "tests"
POLICIES = resources.policies()

# Importing goes down only: a module may import modules of its own group and of groups above it in this list.
LAYERS: list[set[str]] = [
    {"", "bounds", "errors", "terminal"},
    {"cache", "documents", "resources", "workers", "settings"},
    {"dp"},
    {"manifest", "inputs", "catalogue", "evaluators", "renderers"},
    {"schema", "evidence", "bundle", "explain", "explain_text"},
    {"facts", "findings"},
    {"verdict"},
    {"report", "scenarios"},
    {"judging"},
    {"gate", "licenses"},
    {"commands"},
    {"cli"},
    {"__main__"},
]
THIRD_PARTY = {
    "yaml": {"documents/yaml_reader.py", "documents/yaml_syntax.py"},
    "jsonschema": {"catalogue/compiled.py", "schema/explaining.py"},
    "referencing": {"schema/explaining.py"},
    "license_expression": {"facts/licenses/expression.py"},
    "boolean": {"facts/licenses/expression.py"},
    "regorus": {"evaluators/embedded.py"},
    "opa_client": {"evaluators/opa_http.py"},
    "requests": {"evaluators/opa_http.py"},
    "numpy": {path.relative_to(ENGINE).as_posix() for path in FILES if path.relative_to(ENGINE).parts[0] in ("dp", "anonymization")},
    "sqlalchemy": {f"dp/ledger/{name}.py" for name in ("postgresql", "sqlite", "store", "tables")},
}
# Modules whose tests have another name than theirs.
TESTED_BY = {
    "__init__": "tests/engine/test_gate.py",
    "__main__": "tests/test_hostile.py",
    "bounds": "tests/engine/documents/test_files.py",
    "errors": "tests/engine/documents/test_errors.py",
    "documents/__init__": "tests/engine/documents/test_load.py",
    "evaluators/__init__": "tests/engine/evaluators/test_embedded.py",
    "explain_text": "tests/engine/commands/test_explain_command.py",
    "renderers/__init__": "tests/engine/renderers/test_registry.py",
    "renderers/_finding": "tests/engine/renderers/test_text.py",
    "renderers/_quote": "tests/engine/renderers/test_text.py",
    "renderers/_words": "tests/engine/renderers/test_text.py",
    "renderers/_sarif_result": "tests/engine/renderers/test_sarif.py",
    "renderers/_sarif_rules": "tests/engine/renderers/test_sarif.py",
    "schema/__init__": "tests/engine/schema/test_schema.py",
    "commands/_catalogue": "tests/engine/commands/test_facts_command.py",
    "commands/_external": "tests/engine/commands/test_facts_command.py",
    **{f"commands/_dp_{name}": "tests/engine/commands/test_dp_command.py" for name in ("account", "audit", "events", "flags", "logs", "plot", "print", "simulate")},
    "commands/_ledger_text": "tests/engine/commands/test_ledger_command.py",
    "evidence/__init__": "tests/engine/evidence/test_files.py",
    "evidence/sources": "tests/engine/evidence/test_privacy.py",
    "renderers/_privacy": "tests/engine/renderers/test_text.py",
}
INFORMATIVE = {"patent_grant", "termination", "revocable", "sublicensable", "trademark", "indemnity_by_licensee", "governing_law"}


def layer(name: str) -> int:
    part = (name.split(".") + [""])[1]
    return next(number for number, group in enumerate(LAYERS) if part in group)


@pytest.mark.parametrize("name", sorted(MODULES))
def test_imports_go_one_way(name: str) -> None:
    own = (name.split(".") + [""])[1]
    lazy = name == "licet"  # the package's own functions import the gate when they are called
    for other in (found for found in (top_level_imports(MODULES[name]) if lazy else imports(MODULES[name], for_types=False)) if found.split(".")[0] == "licet"):
        part = (other.split(".") + [""])[1]
        assert part == own or layer(other) <= layer(name), f"{name} imports {other}"


def test_no_import_runs_in_a_circle() -> None:
    """Neither at the top of a file nor inside a function."""
    edges = {name: {one for one in imports(path, for_types=False) if one in MODULES} - {name} for name, path in MODULES.items()}
    edges["licet"] = set()
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join((*path, name))
        if name not in done:
            for other in edges[name]:
                visit(other, (*path, name))
            done.add(name)

    for name in edges:
        visit(name, ())


def test_third_party_code_stays_in_its_place() -> None:
    found: dict[str, set[str]] = {}
    for path in FILES:
        for name in {one.split(".")[0] for one in imports(path)} - {"licet", "__future__"} - sys.stdlib_module_names:
            found.setdefault(name, set()).add(path.relative_to(ENGINE).as_posix())
    allowed = {**THIRD_PARTY, "jsonschema_rs": {"schema/accepting.py"}}
    assert {name for name, files in found.items() if not files <= allowed.get(name, set())} == set()


def test_nothing_is_imported_from_the_network_or_the_clock() -> None:
    """The gate's day and addresses are arguments (docs/architecture.md)."""
    allowed = {"settings.py", "workers.py"}
    for path in FILES:
        if path.name not in allowed and "evaluators" not in path.parts:
            text = path.read_text("utf-8")
            assert not re.search(r"\b(time\.time|time\.gmtime|datetime\.now|date\.today|utcnow)\(", text), shown(path)
            assert not {"socket", "urllib.request", "http.client"} & imports(path), shown(path)


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_a_file_is_in_order(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not text or text.startswith("# SPDX-License-Identifier: Apache-2.0\n")
    assert text.count("SPDX-License-Identifier") <= 1
    assert text.count("\n") <= 300
    assert max(map(len, text.split("\n"))) <= 128
    assert not re.search(r"\b(TODO|FIXME|XXX)\b|# noqa|type: ignore|pragma: no cover|\bprint\(.*file=sys\.stdout", text)
    assert not text or ast.get_docstring(tree(path)) is not None


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_everything_is_annotated(path: Path) -> None:
    for function in functions(path):
        every = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs, function.args.vararg, function.args.kwarg]
        bare = [arg.arg for arg in every if arg is not None and arg.annotation is None and arg.arg not in ("self", "cls")]
        assert not bare, f"{shown(path)}:{function.lineno}: {function.name}({', '.join(bare)})"
        assert function.returns is not None, f"{shown(path)}:{function.lineno}: {function.name} returns what?"


def test_exceptions_are_named() -> None:
    """`except Exception` and bare `except` hide faults: only the last guards of a process and of an engine have one."""
    guards = {"cli.py", "workers.py", "embedded.py"}
    for path in FILES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ExceptHandler) and path.name not in guards:
                names = ast.unparse(node.type) if node.type else "everything"
                assert names not in ("Exception", "BaseException", "everything"), f"{shown(path)}:{node.lineno}"


def test_files_and_functions_are_short() -> None:
    files = [path.read_text("utf-8").count("\n") for path in FILES if path.stat().st_size]
    assert statistics.median(files) <= 100
    lengths = sorted(length(function) for path in FILES for function in functions(path))
    assert statistics.median(lengths) <= 10
    assert lengths[len(lengths) * 9 // 10] <= 30
    assert lengths[-1] <= 60


def test_comments_are_few() -> None:
    lines = sum(path.read_text("utf-8").count("\n") for path in FILES)
    assert sum(len(comments(path)) for path in FILES) <= lines * 0.08


@pytest.mark.parametrize("path", [one for one in FILES if one.stat().st_size], ids=shown)
def test_every_module_has_a_test_of_its_name(path: Path) -> None:
    inside = path.relative_to(ENGINE).with_suffix("")
    if inside.as_posix() in TESTED_BY:
        assert (ROOT / TESTED_BY[inside.as_posix()]).is_file()
        return
    folder, name = TESTS / "engine" / inside.parent, inside.name
    if name == "__init__":
        folder, name = folder.parent, inside.parent.name
    wanted = [folder / f"test_{name}.py", folder / name / f"test_{name}.py", folder / f"test_{name}_command.py"]
    assert any(one.is_file() for one in wanted), f"no {shown(wanted[0])}"


def test_no_test_is_named_after_a_module_that_is_gone() -> None:
    for path in (TESTS / "engine").rglob("test_*.py"):
        name = path.stem.removeprefix("test_").removesuffix("_command")
        assert "def test_" in path.read_text("utf-8"), shown(path)
        assert re.fullmatch(r"[a-z][a-z0-9_]*", name)


RULES = sorted((POLICIES / "rules").rglob("*.rego"))


@pytest.mark.parametrize("path", RULES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_rule_says_what_it_is(path: Path) -> None:
    rule = loaded("default").rules[f"{path.parent.name}/{path.stem}"]
    text = path.read_text("utf-8")
    defined = set(re.findall(r"^(deny|review|unknown|obligation|warn) contains", text, re.MULTILINE))
    assert defined
    messages = rule["message"]
    assert isinstance(messages, str) or set(messages) == defined
    for words in (messages if isinstance(messages, dict) else {"": messages}).values():
        assert 15 <= len(words) <= 300 and not words.endswith(".")
    assert 10 <= len(rule["title"]) <= 100 and not rule["title"].endswith(".")
    assert rule["description"].endswith(".") and rule["remediation"].endswith(".")
    assert sum(bool(line.strip()) and not line.lstrip().startswith("#") for line in text.split("\n")) <= 100


class Without:
    """The engine without one rule: that rule answers, and has nothing to say."""

    def __init__(self, rule: str) -> None:
        self._family, self._name = rule.split("/")
        self._engine: Evaluator = engine("default")
        self.info = self._engine.info
        self.record = self._engine.record

    def evaluate(self, facts_json: str) -> dict[str, dict[str, dict[str, object]]]:
        answers = self._engine.evaluate(facts_json)
        sets = answers[self._family][self._name]
        emptied = {**answers[self._family], self._name: {outcome: [] for outcome in sets if not outcome.startswith("_")}}
        return {**answers, self._family: emptied}


BY_MANIFEST = [f"{path.parent.name}/{path.stem}" for path in RULES if path.stem != "contract"]


@pytest.mark.parametrize("rule", BY_MANIFEST)
def test_a_rule_that_is_deleted_is_missed(rule: str) -> None:
    told = scenarios.load(SCENARIOS / f"{rule}.yaml", SCENARIOS)
    assert any(scenarios.run(one, loaded("default"), Without(rule), SCENARIOS).faults for one in told)


def _kinds() -> set[str]:
    schema = json.loads((resources.schemas() / "license.schema.json").read_text("utf-8"))
    return set(schema["properties"]["clauses"]["properties"])


@cache
def _facts_source() -> str:
    return "\n".join(path.read_text("utf-8") for path in (ENGINE / "facts").rglob("*.py"))


@pytest.mark.parametrize("kind", sorted(_kinds()))
def test_every_clause_kind_is_read_or_informative(kind: str) -> None:
    said = any(kind in rule["clauses"] for rule in loaded("default").rules.values())
    text = "\n".join(path.read_text("utf-8") for path in RULES)
    in_rules = f'"{kind}"' in text or f"clauses.{kind}" in text
    in_facts = f'"{kind}"' in _facts_source()
    assert (said or in_rules or in_facts) != (kind in INFORMATIVE)


def test_rules_name_clause_kinds_that_there_are() -> None:
    for rule in loaded("default").rules.values():
        assert set(rule["clauses"]) <= _kinds() - INFORMATIVE, rule["id"]


@pytest.mark.parametrize("path", sorted(POLICIES.rglob("*.yaml")), ids=lambda path: path.relative_to(POLICIES).as_posix())
def test_policy_files_are_read_by_the_strict_reader(path: Path) -> None:
    assert isinstance(documents.load(path).data, dict)
    assert path.read_text("utf-8").endswith("\n")


def test_no_license_is_named_in_code() -> None:
    """No special case for a text: names of licenses are data."""
    names = {path.stem for path in (POLICIES / "licenses").glob("*.yaml")} | {"Llama", "Gemma", "Gemini", "Anthropic", "OpenAI"}
    for path in (*FILES, *RULES):
        if path.name == "starter.yaml" or path.parent.name == "commands":
            continue
        strings = path.read_text("utf-8")
        assert not [name for name in names - {"MIT"} if re.search(rf"\b{re.escape(name)}\b", _code(path, strings))], shown(path)


def _code(path: Path, text: str) -> str:
    """The text without comments and docstrings."""
    if path.suffix == ".rego":
        return "\n".join(line for line in text.split("\n") if not line.startswith("#"))
    constants = (node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    prose = {ast.get_docstring(node, clean=False) for node in ast.walk(tree(path)) if isinstance(node, _DOCUMENTED)}
    return "\n".join(value for value in constants if value not in prose)


_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
