# SPDX-License-Identifier: Apache-2.0
"""Write docs/rules/<family>.md from the rules' metadata and their scenarios: `python docs/generate.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from licet import catalogue, documents

JSON = dict[str, Any]
ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "docs" / "rules"
AS_OF = "2026-11-23"  # rules hold no dates, so any day gives the same pages
_NOTICE = "<!-- Written by docs/generate.py from policies/rules and tests/rules; edit those. -->"
_OUTCOME = re.compile(r"^(deny|review|unknown|obligation|warn) contains", re.MULTILINE)
_ORDER = ("deny", "review", "unknown", "obligation", "warn")


def pages() -> dict[str, str]:
    """File name to content of every generated page."""
    loaded = catalogue.load(as_of=AS_OF)
    families = groupby(sorted(loaded.rules), key=lambda rule: rule.split("/", 1)[0])
    found = {f"{family}.md": _page(family, list(rules), loaded) for family, rules in families}
    return {"README.md": _index(loaded), **found}


def _index(loaded: catalogue.Catalogue) -> str:
    lines = ["# Rules", "", _NOTICE, "", "| rule | what is wrong when it fires | severity |", "|---|---|---|"]
    for key, rule in sorted(loaded.rules.items()):
        lines.append(f"| [{key}]({_place(key)}) | {_cell(rule['title'])} | {rule['severity']} |")
    return "\n".join([*lines, ""])


def _place(rule: str) -> str:
    family = rule.split("/", 1)[0]
    return f"{family}.md#{rule.replace('/', '')}"  # how GitHub names a heading


def _page(family: str, rules: list[str], loaded: catalogue.Catalogue) -> str:
    lines = [f"# Rules: {family}", "", _NOTICE]
    for rule in rules:
        lines += ["", *_rule(loaded.rules[rule], loaded.modules[f"rules/{rule}.rego"])]
    return "\n".join([*lines, ""])


def _rule(rule: JSON, module: str) -> list[str]:
    key = rule["id"]
    waivable = "may be waived" if rule["waivable"] else "can not be waived"
    return [
        f"## {key}",
        "",
        f"**{_plain(rule['title'])}.** {_plain(rule['description'])}",
        "",
        f"- severity: {rule['severity']}; {waivable}; since {rule['since']}",
        f"- reads: {_listed(rule['clauses']) or 'no clause'}",
        f"- controls: {_listed(rule['controls']) or 'none'}",
        f"- source: [{key}.rego](../../policies/rules/{key}.rego)",
        "",
        "| outcome | message |",
        "|---|---|",
        *(f"| {outcome} | {_cell(_message(rule, outcome))} |" for outcome in _outcomes(module)),
        "",
        f"What to do: {_plain(rule['remediation'])}",
        *_examples(key),
    ]


def _outcomes(module: str) -> list[str]:
    return sorted(set(_OUTCOME.findall(module)), key=_ORDER.index)


def _message(rule: JSON, outcome: str) -> str:
    message = rule["message"]
    return message[outcome] if isinstance(message, dict) else message


def _examples(rule: str) -> Iterator[str]:
    path = ROOT / "tests" / "rules" / f"{rule}.yaml"
    if not path.is_file():
        return
    yield from ("", f"Examples ([{rule}.yaml](../../tests/rules/{rule}.yaml)):", "")
    for scenario in documents.load(path).data["scenarios"]:
        yield f"- {_plain(scenario['name'])}: {_expected(rule, scenario['expect'])}"


def _expected(rule: str, expect: JSON) -> str:
    """What the scenario says of this rule; where it speaks of others only, the verdict."""
    duty = rule.split("/", 1)[1]
    words = [one["outcome"] for one in expect.get("findings") or [] if one["rule"] == rule and "outcome" in one]
    words += [_obligation(one) for one in expect.get("obligations") or [] if one["duty"] == duty]
    if rule in (expect.get("silent") or []):
        words.append("silent")
    return ", ".join(dict.fromkeys(words)) or f"verdict {expect.get('verdict', 'as without it')}"


def _obligation(entry: JSON) -> str:
    return f"obligation, {entry['status']}" if "status" in entry else "obligation"


def _listed(words: list[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _cell(text: str) -> str:
    return _plain(text).replace("|", "\\|")


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("<", "&lt;")


def main() -> None:
    """Write every page and remove those that no family has any more."""
    found = pages()
    PAGES.mkdir(exist_ok=True)
    for path in PAGES.glob("*.md"):
        if path.name not in found:
            path.unlink()
    for name, content in found.items():
        (PAGES / name).write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
