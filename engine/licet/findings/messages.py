# SPDX-License-Identifier: Apache-2.0
"""Filling a rule's message with the facts of a finding. A placeholder without a fact is a broken policy."""

from __future__ import annotations

import re
from typing import Any

from licet.errors import PolicyError
from licet.terminal import number

JSON = dict[str, Any]
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def text(rule: JSON, field: str, outcome: str, values: JSON) -> str:
    """The rule's message (or remediation) for one outcome, filled in."""
    template = rule[field]
    if isinstance(template, dict):
        if outcome not in template:
            raise PolicyError(f"{rule['file']}: no {field} for outcome {outcome}", "Add it to the metadata block.")
        template = template[outcome]

    def fill(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in values:
            raise PolicyError(
                f"{rule['file']}: {field} asks for {{{name}}}, the finding has no such fact",
                "Give the finding that fact or mend the text.",
            )
        return plain(values[name])

    return _PLACEHOLDER.sub(fill, template)


def plain(value: Any) -> str:
    """A fact as people write it."""
    if value is None:
        return "not stated"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, list):
        return ", ".join(" ".join(map(plain, item)) if isinstance(item, list) else plain(item) for item in value) or "none"
    if isinstance(value, dict):
        return ", ".join(sorted(value)) or "none"
    return str(value)
