# SPDX-License-Identifier: Apache-2.0
"""Dated values as of one day: what comes out holds no dates. ISO dates compare as text."""

from __future__ import annotations

from typing import Any

JSON = dict[str, Any]
_NEVER = "9999-12-32"  # after every day there is
TABLES = ("thresholds", "territory")  # clause kinds that are tables keyed by clause id


def license_as_of(record: JSON, day: str) -> JSON:
    """The license with every clause that holds on that day; a clause with no value that day is silent."""
    return {**record, "clauses": _clauses(record["clauses"], day)}


def parameter_as_of(record: JSON, day: str) -> JSON | None:
    """The parameter with its value of that day, or None where it has none yet or no longer."""
    value = current(record["values"], day)
    if value is None:
        return None
    return {**{key: item for key, item in record.items() if key != "values"}, **_undated(value)}


def current(values: list[JSON], day: str) -> JSON | None:
    """The last value that has begun and not ended."""
    begun = [value for value in values if value["from"] <= day and (value.get("until") or _NEVER) > day]
    return max(begun, key=lambda value: value["from"], default=None)


def _clauses(clauses: JSON, day: str) -> JSON:
    found: JSON = {}
    for kind, content in clauses.items():
        if kind in TABLES:
            rows = {key: current(values, day) for key, values in content.items()}
            found[kind] = {key: _undated(value) for key, value in rows.items() if value is not None}
        else:
            value = current(content, day)
            if value is not None:
                found[kind] = _undated(value)
    return found


def _undated(value: JSON) -> JSON:
    return {key: item for key, item in value.items() if key not in ("from", "until")}
