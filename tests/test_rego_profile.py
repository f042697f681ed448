# SPDX-License-Identifier: Apache-2.0
"""Every policy keeps to the Rego profile, and real OPA and Regal find nothing in it."""

import json
import re
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import yaml
from rego_profile.checks import check
from rego_profile.references import References
from rego_profile.syntax import parse

from licet import resources

POLICIES = resources.policies()
FACTS = resources.schemas() / "facts.schema.json"
SCHEMA = json.loads(FACTS.read_text("utf-8"))
CAPABILITIES = Path(__file__).parent / "opa" / "capabilities.json"
REGAL = Path(__file__).parents[1] / ".regal" / "config.yaml"
LONGEST = 80  # lines, metadata included: more is two questions in one file
# The loader writes this module; rules read the version and digest of their own bundle from it.
BUNDLE = 'package licet.lib.bundle\n\nimport rego.v1\n\nversion := 1\n\ncatalogue := "sha256:0"\n'


def texts() -> dict[str, str]:
    return {str(path.relative_to(POLICIES)): path.read_text("utf-8") for path in sorted(POLICIES.rglob("*.rego"))}


def loaded() -> dict[str, str]:
    return {**texts(), "lib/bundle.rego": BUNDLE}


@cache
def license_names() -> set[str]:
    names = set()
    for path in (POLICIES / "licenses").glob("*.yaml"):
        entry = yaml.safe_load(path.read_text("utf-8"))
        names |= {entry["id"].casefold(), *(alias.casefold() for alias in entry.get("aliases") or [])}
    return names


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The policies as they are loaded, the written module included."""
    target = tmp_path_factory.mktemp("policies")
    for path, text in loaded().items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text(text)
    return target


def test_there_are_rules_and_shared_modules() -> None:
    assert {path.split("/")[0] for path in texts()} == {"lib", "rules"}


@pytest.mark.parametrize("path", sorted(texts()))
def test_a_file_keeps_to_the_profile(path: str) -> None:
    [module] = parse({path: texts()[path]})
    assert check(module, license_names()) == []
    assert len(texts()[path].splitlines()) <= LONGEST


@pytest.mark.parametrize("path", sorted(path for path in texts() if path.startswith("rules/")))
def test_messages_are_sentences_without_their_period(path: str) -> None:
    block = texts()[path].partition("\npackage ")[0].splitlines()[1:]
    said = yaml.safe_load("\n".join(line.removeprefix("# ") for line in block))["custom"]["message"]
    for message in said.values() if isinstance(said, dict) else [said]:
        assert message[0].isupper() or message[0] == "{", message
        assert not message.endswith(".")


def test_every_field_that_is_read_is_in_the_facts_schema() -> None:
    references = References(parse(loaded()), SCHEMA)
    assert references.check() == []
    assert references.unchecked <= references.checked / 10


HEADER = "# METADATA\npackage licet.rules.f.r\n\nimport data.licet.lib.term\nimport rego.v1\n\n"
FINE = (
    HEADER + 'deny contains {"on": [key]} if {\n\tsome key, binding in input.terms\n\tbinding.events.use == true\n}\n'
)


@pytest.mark.parametrize(
    ("good", "bad", "words"),
    [
        ("# METADATA\n", "", "first line"),
        ("licet.rules.f.r", "licet.rules.f.s", "package licet.rules.f.s is not licet.rules.f.r"),
        ("import rego.v1\n", "", "`import rego.v1` is missing"),
        ("if {\n", "if some x in input.terms\n\ndeny contains {} if {\n", "body without braces"),
        ("deny contains", "denies contains", "denies is neither an outcome nor private"),
        ('deny contains {"on": [key]} if {', "deny := key if {", "deny is no set"),
        ("data.licet.lib.term", "data.licet.rules.f.other", "import of licet.rules.f.other"),
        ("input.terms", "data.licet.lib.terms", "data.licet.lib.terms; import"),
        ("input.terms", "input.manifest", "input.manifest is not for shipped rules"),
        ("input.terms", "input.said", "input.said is not for shipped rules"),
        ("input.terms", "input", "input as a whole"),
        ("input.terms", 'object.get(input, input.a, {})', "input as a whole"),
        ("== true", "== time.now_ns()", "time.now_ns is not in the allowed built-ins"),
        ("== true", '== sprintf("%d", [1])', "sprintf is not in the allowed built-ins"),
        ("== true", "== true with input as {}", "`with` is for tests"),
        ("binding.events.use == true", "binding.a > 1", "no is_number before binding.a "),
        ("binding.events.use == true", "1 <= binding.a\n\tis_number(binding.a)", "no is_number before binding.a "),
        ("binding.events.use == true", "is_number(binding.a)\n\tbinding.a > binding.b", "no is_number before binding.b "),
        ("binding.events.use == true", "count([b | some b in binding.x; b > 1]) > 1", "no is_number before b "),
        ("[key]", "[key + 1]", "no is_number before key "),
        ("== true", "== 700000000", "the number 700000000"),
        ("== true", '== "2024-06"', "holds a date"),
        ("== true", '== "apache-2.0"', "names a license"),
        ('{"on": [key]}', '{"on": [binding.text]}', "binding.text in the head of deny"),
        ('{"on": [key]}', "term.finding(key)", "term.finding(key) in the head of deny"),
        ("deny contains", "_p[lower(key)] := key if { some key in input.terms }\n\ndeny contains", "lower(key) in the head of _p"),
        ("deny contains", "_p[key] := x.y if { some key, x in input.terms }\n\ndeny contains", "x.y in the head of _p"),
        ("binding.events.use == true", "not term.used(binding.events)", "not term.used(binding.events): bind"),
        ("binding.events.use == true", "not binding.reach in {1}", "not binding.reach in {1}: bind"),
        ("binding.events.use == true", '"a" == key\n\tnot 1 in binding.covers', "not 1 in binding.covers: bind"),
        ("binding.events.use == true", "not lower(key) == 1", "not lower(key) == 1: bind"),
        ("binding.events.use == true", "not key in {binding.text}", "not key in {binding.text}: bind"),
        ("binding", "deny", "the local deny has the name of a rule or import"),
        ("binding", "term", "the local term has the name of a rule or import"),
        ("binding.events.use == true", "term := key", "the local term has the name"),
        ("binding.events.use == true", "every deny in input.terms {\n\t\tdeny\n\t}", "the local deny has the name"),
        ("deny contains", "_f(term) := term\n\ndeny contains", "the local term has the name"),
        ("binding.events.use == true", "binding.text == term.words", "term.words is a rule of another module"),
        ("binding.events.use == true", "binding.text == term.words.a", "term.words is a rule of another module"),
    ],
)  # fmt: skip
def test_the_lint_sees(good: str, bad: str, words: str) -> None:
    assert good in FINE
    [module] = parse({"rules/f/r.rego": FINE.replace(good, bad, 1)})
    found = check(module, {"apache-2.0"})
    assert any(words in problem for problem in found), found


def test_the_lint_accepts_what_is_fine() -> None:
    guarded = FINE.replace(
        "== true", "== true\n\tis_number(binding.a)\n\tcount([b | b := binding.a; b == 1; binding.a > 1]) > 0"
    )
    negated = FINE.replace(
        "binding.events.use == true",
        'use := binding.use\n\tnot use in {null, false, 1, "a"}\n\tnot term.used(binding, ["a"])\n\tnot binding.use == 1',
    )
    for text in (FINE, guarded, negated):
        assert check(parse({"rules/f/r.rego": text})[0], {"apache-2.0"}) == []


# One of each way in which a value of input reaches a field: names, functions, partial rules, patterns, paths, `every`.
WAYS = """# METADATA
package licet.rules.f.r

import data.licet.lib.shared
import rego.v1

deny contains finding if {
	some [key, asked, more] in _asked
	asked.holds == false
	finding := object.union({"on": ["terms", key]}, {"facts": more.facts, "mode": input.deployment.mode})
}

_asked contains [key, limit.exempt, {"facts": object.get(input, ["deployment", "purposes"], null)}] if {
	some key, limit in _limits
	limit.operator == ">"
}

_limits[id] := limit if {
	some id, binding in input.terms
	shared.used(binding)
	every event in [binding.events] {
		event.commercial != null
	}
	limits := binding["limits"]
	some limit in [each | each := limits[_]]
}
"""
SHARED = "package licet.lib.shared\n\nimport rego.v1\n\nused(term) if {\n\tterm.agreement.covers\n}\n"


def test_fields_that_exist_are_accepted() -> None:
    references = References(parse({"rules/f/r.rego": WAYS, "lib/shared.rego": SHARED}), SCHEMA)
    assert (references.check(), references.unchecked) == ([], 0)


@pytest.mark.parametrize(
    "name",
    ["holds", "facts", "deployment", "mode", "purposes", "exempt", "operator", "terms", "events", "commercial", "limits",
     "agreement", "covers"],
)  # fmt: skip
def test_a_typo_in_a_field_is_seen(name: str) -> None:
    def misspelled(text: str) -> str:
        return re.sub(
            rf'(?<=\.){name}\b|(?<=\["){name}(?="\])|"{name}"(?=, "|\],)',
            lambda found: found[0].replace(name, f"x_{name}"),
            text,
        )

    texts = {"rules/f/r.rego": misspelled(WAYS), "lib/shared.rego": misspelled(SHARED)}
    found = References(parse(texts), SCHEMA).check()
    assert any(f"has a field `x_{name}`" in problem for problem in found), found


@pytest.mark.parametrize(
    "statement", ["some x in input.deployment.purposes", "every x in input.deployment.purposes {\n\t\tx\n\t}"]
)
def test_going_through_what_may_be_null_is_seen(statement: str) -> None:
    assert References(parse({"rules/f/r.rego": FINE}), SCHEMA).check() == []
    found = References(parse({"rules/f/r.rego": FINE.replace("binding.events.use == true", statement)}), SCHEMA).check()
    assert found == ["rules/f/r.rego:9: input.deployment.purposes may be no collection"]


def run(*command: object) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_opa_accepts_every_policy(tool: Callable[[str], Path], folder: Path) -> None:
    run(tool("opa"), "check", "--strict", "--capabilities", CAPABILITIES, "--schema", FACTS, folder)


def test_policies_are_formatted(tool: Callable[[str], Path]) -> None:
    assert run(tool("opa"), "fmt", "--list", POLICIES) == ""


def test_opa_reads_the_metadata_that_we_read(tool: Callable[[str], Path], folder: Path) -> None:
    inspected = json.loads(run(tool("opa"), "inspect", "--annotations", "--format", "json", folder))
    found = {entry["location"]["file"]: entry["annotations"] for entry in inspected["annotations"]}
    for path, text in texts().items():
        if path.startswith("rules/"):
            block = text.partition("\npackage ")[0].splitlines()[1:]
            ours = yaml.safe_load("\n".join(line.removeprefix("# ") for line in block))
            theirs = found[str(folder / path)]
            assert {name: theirs[name] for name in ours} == ours
            assert theirs["scope"] == "package"


def test_regal_finds_nothing(tool: Callable[[str], Path], folder: Path) -> None:
    run(tool("regal"), "lint", "--config-file", REGAL, folder)
