# SPDX-License-Identifier: Apache-2.0
"""JSON: the report itself, sorted and indented."""

import json
from collections.abc import Mapping, Sequence
from typing import Any


def render(
    report: Mapping[str, Any],
    *,
    color: bool = False,
    sources: Mapping[str, str],
    rules: Sequence[Mapping[str, Any]] = (),
) -> str:
    # ASCII only: lone surrogates, bidi controls and terminal escapes arrive as \u escapes.
    return json.dumps(report, indent=2, sort_keys=True, allow_nan=False) + "\n"
