# SPDX-License-Identifier: Apache-2.0
"""Write a rule with its scenarios, run scenarios, build an OPA bundle, load an OPA server."""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path

from licet import bundle, evaluators, scenarios
from licet.commands import _catalogue
from licet.errors import UsageError
from licet.terminal import safe

_ID = re.compile(r"^[a-z][a-z0-9_]{0,63}/[a-z][a-z0-9_]{0,63}$")
_RULE = """\
# METADATA
# title: One sentence that names what is wrong
# description: What the rule asks, and why it matters.
# custom:
#   severity: medium
#   clauses: []
#   message:
#     deny: "{{component}} is offered under {{found}}"
#   remediation: What to do about it, concretely.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.{family}.{name}

import rego.v1

# Replace this question by yours; schemas/facts.schema.json says what there is to ask.
deny contains finding if {{
	some key, component in input.components
	component.deployed
	component.identity.state == "unknown"
	finding := {{"on": ["components", key], "cites": [], "facts": {{"found": component.identity.found}}}}
}}
"""
_SCENARIOS = """\
# One scenario that fires, one that is silent, one for each omission or odd value that could silence the rule.
scenarios:
  - name: A model under a license that nobody knows is denied
    add: {{models: [{{name: m, license: no such license}}]}}
    expect: {{verdict: deny, findings: [{{rule: {rule}, outcome: deny}}]}}
  - name: A model under a known license is none of this rule's business
    expect: {{silent: [{rule}]}}
"""
_BASE = """\
# The complete manifest that every scenario here starts from.
manifest_version: 1
name: scenario
organization: {principal_place_of_business: US}
deployment: {models: [m], mode: internal, commercial: true, purposes: [customer_support], regions: [US]}
models: [{name: m, license: Apache-2.0, access: weights, type: language_model, modified: false}]
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    new = verbs.add_parser("new", help="write a rule and its scenarios", allow_abbrev=False)
    new.add_argument("rule", metavar="FAMILY/NAME", help="the id: two words of a-z, 0-9 and _")
    new.add_argument("--folder", metavar="DIR", type=Path, default=Path(), help="where policies/ and tests/ are")
    test = verbs.add_parser("test", help="run scenarios", allow_abbrev=False)
    test.add_argument("folder", metavar="DIR", type=Path, help="a folder of scenario files with its base.yaml")
    packed = verbs.add_parser("bundle", help="build an OPA bundle", allow_abbrev=False)
    packed.add_argument("-o", "--output", metavar="FILE", type=Path, default=Path("bundle.tar.gz"))
    push = verbs.add_parser("push", help="load the rules into an OPA server (development only)", allow_abbrev=False)
    push.add_argument("--opa-url", metavar="URL", required=True)
    for verb in (test, packed, push):
        _catalogue.add_arguments(verb, formats=False)


def run(args: argparse.Namespace) -> int:
    return {"new": _new, "test": _test, "bundle": _bundle, "push": _push}[args.what](args)


def _new(args: argparse.Namespace) -> int:
    if not _ID.match(args.rule):
        raise UsageError(f"{safe(args.rule)!r} is no rule id", "Write FAMILY/NAME, such as acme/approved_vendor.")
    family, name = args.rule.split("/")
    tests = args.folder / "tests" / "rules"
    _create(args.folder / "policies" / "rules" / family / f"{name}.rego", _RULE.format(family=family, name=name))
    _create(tests / family / f"{name}.yaml", _SCENARIOS.format(rule=args.rule))
    if not (tests / scenarios.BASE).exists():
        _create(tests / scenarios.BASE, _BASE)
    policies = args.folder / "policies"
    _catalogue.print_lines([f"next: licet policy test {tests} --policies {policies}"])
    return 0


def _create(path: Path, content: str) -> None:
    if os.path.lexists(path):
        raise UsageError(f"{path} exists already", "Choose another name; nothing is overwritten.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(content)
    except OSError as error:
        raise _unwritable(path, error) from None
    _catalogue.print_lines([f"wrote {path}"])


def _unwritable(path: Path, error: OSError) -> UsageError:
    return UsageError(f"{path} cannot be written: {error.strerror}", "Name a place in a folder that can be written.")


def _test(args: argparse.Namespace) -> int:
    loaded = _catalogue.load(args)
    engine = evaluators.open_evaluator("embedded", loaded.modules, timeout=60)
    files = sorted(path for path in args.folder.rglob("*.yaml") if path.name != scenarios.BASE)
    found = [one for path in files for one in scenarios.load(path, args.folder)]
    if not found:
        raise UsageError(f"{args.folder}: no scenarios", "Name a folder of scenario files; `licet policy new` writes one.")
    outcomes = [scenarios.run(one, loaded, engine, args.folder) for one in found]
    broken = [outcome for outcome in outcomes if outcome.faults]
    for outcome in broken:
        _catalogue.print_lines([f"{outcome.scenario.file}: {outcome.scenario.name}", *map(_indented, outcome.faults)])
    _catalogue.print_lines([f"{len(outcomes) - len(broken)} passed, {len(broken)} failed"])
    return 1 if broken else 0


def _indented(line: str) -> str:
    return f"  {safe(line)}"


def _bundle(args: argparse.Namespace) -> int:
    loaded = _catalogue.load(args)
    try:
        args.output.write_bytes(bundle.build(loaded))
    except OSError as error:
        raise _unwritable(args.output, error) from None
    _catalogue.print_lines([f"wrote {args.output}, revision {loaded.digest}"])
    return 0


def _push(args: argparse.Namespace) -> int:
    loaded = _catalogue.load(args)
    engine = evaluators.open_evaluator("opa", loaded.modules, url=args.opa_url, timeout=60)
    _catalogue.print_lines([f"loaded {len(loaded.modules)} modules, {engine.info['engine']} {engine.info['version']}"])
    return 0
