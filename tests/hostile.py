# SPDX-License-Identifier: Apache-2.0
"""Manifests and files that somebody wrote to confuse the gate (see test_hostile.py)."""

from __future__ import annotations

import json
from typing import Any

JSON = dict[str, Any]
PLAIN = """\
manifest_version: 1
name: plain
organization: {principal_place_of_business: US}
deployment: {models: [m], mode: internal, commercial: true, purposes: [customer_support], regions: [US]}
models:
  - {name: m, license: Apache-2.0, access: weights, type: language_model, modified: false}
"""
MODEL = {"name": "m", "license": "Apache-2.0", "access": "weights", "type": "language_model", "modified": False}

NON_COMMERCIAL = {**MODEL, "license": "CC-BY-NC-4.0"}


def plain(**changes: Any) -> JSON:
    """The manifest above as an object, with top-level keys replaced."""
    deployment = {"models": ["m"], "mode": "internal", "commercial": True, "purposes": ["customer_support"], "regions": ["US"]}
    base = {
        "manifest_version": 1,
        "name": "plain",
        "organization": {"principal_place_of_business": "US"},
        "deployment": deployment,
        "models": [dict(MODEL)],
    }
    return {**base, **changes}


def model(**changes: Any) -> JSON:
    return plain(models=[{**MODEL, **changes}])


def deployment(**changes: Any) -> JSON:
    return plain(deployment={**plain()["deployment"], **changes})


UNREADABLE: dict[str, str | bytes] = {
    "empty": "",
    "blank": "\n \n",
    "comment": "# nothing\n",
    "null": "null\n",
    "list": "- 1\n",
    "text": "just words\n",
    "number": "42\n",
    "binary": bytes(range(256)) * 64,
    "picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    "latin": PLAIN.replace("plain", "pl\u00e4in").encode("latin-1"),
    "utf-16": PLAIN.encode("utf-16"),
    "surrogate": PLAIN.replace("name: plain", 'name: "\\ud800"'),
    "nul": PLAIN + "\0",
    "several documents": f"{PLAIN}---\n{PLAIN}",
    "document after the end": f"{PLAIN}...\n---\nname: other\n",
    "half": PLAIN[: len(PLAIN) // 2],
    "tab": PLAIN.replace("  - ", "\t- "),
    "duplicate license": PLAIN.replace("license: Apache-2.0,", "license: CC-BY-NC-4.0, license: Apache-2.0,"),
    "duplicate deployment": f"{PLAIN}deployment: {{models: [m], mode: research, commercial: false, purposes: [], regions: []}}\n",
    "merge key": PLAIN + "base: &base {license: MIT}\nother: {<<: *base}\n",
    "tag": PLAIN.replace("name: plain", "name: !!python/object/apply:os.system [echo]"),
    "endless alias": "a: &a [*a]\n",
    "expanding anchors": "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40)),
    "nesting": "[" * 10_000 + "]" * 10_000,
    "large": PLAIN + "#" * 20_000_000,
    "yes": PLAIN.replace("commercial: true", "commercial: yes"),
    "on": PLAIN.replace("modified: false", "modified: off"),
    "quoted flag": PLAIN.replace("commercial: true", 'commercial: "false"'),
    "number for a flag": PLAIN.replace("commercial: true", "commercial: 0"),
    "text for a number": PLAIN.replace("mode: internal", 'mode: internal, monthly_active_users: "12"'),
    "octal": PLAIN.replace("manifest_version: 1", "manifest_version: 0o1x"),
    "NaN": PLAIN.replace("mode: internal", "mode: internal, monthly_active_users: .nan"),
    "infinity": PLAIN.replace("mode: internal", "mode: internal, monthly_active_users: .inf"),
    "huge number": PLAIN.replace("mode: internal", f"mode: internal, monthly_active_users: {'9' * 5000}"),
    "negative count": PLAIN.replace("mode: internal", "mode: internal, monthly_active_users: -1"),
    "fraction of a user": PLAIN.replace("mode: internal", "mode: internal, monthly_active_users: 1.5"),
    "unknown key": PLAIN + "licence: MIT\n",
    "misspelled section": PLAIN.replace("models:\n", "modells:\n"),
    "look-alike key": PLAIN.replace("mode: internal", "mоde: internal"),
    "other version": PLAIN.replace("manifest_version: 1", "manifest_version: 2"),
    "unknown mode": PLAIN.replace("mode: internal", "mode: Internal"),
    "unknown purpose": PLAIN.replace("[customer_support]", "[world peace]"),
    "unknown country": PLAIN.replace("regions: [US]", "regions: [UK]"),
    "nothing deployed": PLAIN.replace("models: [m]", "models: []"),
    "dangling deployment": PLAIN.replace("models: [m]", "models: [n]"),
    "two of one name": PLAIN + "  - {name: m, license: MIT}\n",
    "name with a line break": PLAIN.replace("{name: m,", '{name: "m\\nallow",').replace("[m]", '["m\\nallow"]'),
    "name with color": PLAIN.replace("{name: m,", '{name: "m\\e[2J",').replace("[m]", '["m\\e[2J"]'),
    "name that turns around": PLAIN.replace("{name: m,", '{name: "m\\u202Etxt",').replace("[m]", '["m\\u202Etxt"]'),
    "invisible name": PLAIN.replace("{name: m,", '{name: "m\\u200B",').replace("[m]", '["m\\u200B"]'),
    "no name": PLAIN.replace("name: m, ", ""),
    "no license": PLAIN.replace("license: Apache-2.0, ", ""),
}


def chain(*edges: tuple[str, str], bad: str = "MIT") -> JSON:
    """Models joined by finetuning; the last one named carries `bad` as its license."""
    names = list(dict.fromkeys(name for edge in edges for name in edge))
    entries = []
    for name in names:
        parents = [{"model": parent, "relation": "finetune"} for child, parent in edges if child == name]
        entries.append({**MODEL, "name": name, "license": bad if name == names[-1] else "MIT", "derived_from": parents})
    return plain(models=entries)


def diamond(steps: int) -> JSON:
    """Merges of merges: four edges a step, and twice as many ways to the last model with each."""
    edges = []
    for step in range(steps):
        below, left, right, above = f"m{step}" if step else "m", f"l{step}", f"r{step}", f"m{step + 1}"
        edges += [(below, left), (below, right), (left, above), (right, above)]
    return chain(*edges, bad="CC-BY-NC-4.0")


LINEAGE = {
    "self-reference": chain(("m", "m")),
    "cycle": chain(("m", "a"), ("a", "b"), ("b", "m")),
    "dangling": model(derived_from=[{"model": "gone", "relation": "finetune"}]),
    "two parents in one edge": model(derived_from=[{"model": "m", "dataset": "d", "relation": "finetune"}]),
    "no parent": model(derived_from=[{"relation": "finetune"}]),
}


NEVER_ALLOWED: dict[str, JSON] = {
    "look-alike license": model(license="Ap\u0430che-2.0"),
    "full-width license": model(license="\uff2d\uff29\uff34"),
    "near miss": model(license="Apache-2.O"),
    "word for nothing": model(license="unknown"),
    "pasted text": model(license="Permission is hereby granted " * 30),
    "address": model(license="https://opensource.org/license/mit"),
    "long text": model(license="MIT " * 25_000),
    "long expression": model(license=" OR ".join(["MIT"] * 25_000)),
    "parentheses": model(license="(" * 10_000 + "MIT" + ")" * 10_000),
    "empty parentheses": model(license="()"),
    "open parenthesis": model(license="(MIT"),
    "empty license": model(license=""),
    "space for a license": model(license="  "),
    "operator alone": model(license="AND"),
    "unknown exception": model(license="MIT WITH anything-exception"),
    "unknown operand": model(license="MIT AND NotALicense"),
    "open choice": model(license="MIT OR CC-BY-NC-4.0"),
    "choice that is not offered": model(license={"expression": "MIT OR CC-BY-NC-4.0", "choice": "Apache-2.0"}),
    "object without anything": model(license={}),
    "proprietary of somebody else": model(license="proprietary"),
    "null license": model(license=None),
    "nothing said": {**deployment(mode=None, commercial=None, purposes=None, regions=None), "models": [NON_COMMERCIAL]},
    "unnamed model": {**deployment(models=None), "models": [{**NON_COMMERCIAL, "name": None}]},
    "unnamed parent": model(modified=True, derived_from=[{"model": None, "relation": "finetune"}]),
    "parent of no kind": model(derived_from=[{"model": None, "relation": None}]),
    "unstated relation": plain(models=[{**MODEL, "derived_from": [{"model": "b", "relation": None}]}, {**MODEL, "name": "b"}]),
    "unnamed data": model(derived_from=[{"dataset": None, "relation": "trained_on"}]),
    "hidden base": model(modified=True),
    "adapter without base": model(artifact="adapter"),
    "base under a bad license": chain(("m", "a"), ("a", "b"), bad="CC-BY-NC-4.0"),
    "base of unknown license": chain(("m", "a"), ("a", "b"), bad="nobody knows"),
    "merge of merges": diamond(250),
}
