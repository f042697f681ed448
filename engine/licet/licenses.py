# SPDX-License-Identifier: Apache-2.0
"""One license and one use, without a manifest: a thin front on the gate."""

from __future__ import annotations

import json
from typing import Any

from licet import catalogue, documents, evaluators, facts, findings, schema, settings, verdict
from licet.errors import InputError

JSON = dict[str, Any]


def check_license_compatibility(model_license: str, use_case: JSON, *, as_of: str | None = None) -> JSON:
    """Does the license permit the use? `{"compatible", "verdict", "issues", "obligations"}`.

    `use_case` takes commercial (bool), mau (users of the product today), month (`"2024-06"`: the month that `mau`
    counts the whole group in), mode, distribution (bool: the weights are handed on), modification (bool) and region.
    The purpose is taken to be customer support: purposes are judged in a manifest.
    `compatible` is true for the verdict allow only: an unknown license, or a fact that decides and was not given,
    is never compatible. Raises ValueError for a key that is not in this list and a value that none of them can have.
    """
    day = settings.day(as_of)
    loaded = catalogue.load(as_of=day, profile="licenses", cache_folder=settings.cache_folder(settings.environment()))
    facts_document = facts.derive(_checked(_manifest(model_license, use_case)), loaded)
    engine = evaluators.open_evaluator("embedded", loaded.modules, timeout=60.0)
    found = findings.collect(engine.evaluate(json.dumps(facts_document)), loaded, facts_document)
    word = verdict.decide(found)
    return {
        "compatible": word == verdict.ALLOW,
        "verdict": word,
        "issues": [one.message for one in found if one.outcome in ("deny", "review", "unknown")],
        "obligations": [one.message for one in found if one.outcome == "obligation"],
    }


def _checked(manifest: JSON) -> JSON:
    """A value that the manifest would not take must not pass for one that decides nothing."""
    try:
        document = documents.parse(json.dumps(manifest).encode(), "use case", format="json")
        found: JSON = schema.checked(document).data
        return found
    except (InputError, TypeError) as error:
        raise ValueError(str(error)) from None


def _manifest(model_license: str, use_case: JSON) -> JSON:
    known = {"commercial", "mau", "month", "mode", "distribution", "modification", "region"}
    if set(use_case) - known:
        raise ValueError(f"unknown use: {', '.join(sorted(set(use_case) - known))}; known: {', '.join(sorted(known))}")
    users, month = use_case.get("mau"), use_case.get("month")
    region = use_case.get("region")
    return {
        "manifest_version": 1,
        "name": "use-case",
        "organization": {
            "principal_place_of_business": region,
            "monthly_active_users": {month: users} if month and users is not None else None,
        },
        "deployment": {
            "models": ["model"],
            "mode": use_case.get("mode") or _mode(use_case),
            "commercial": use_case.get("commercial"),
            "purposes": ["customer_support"],
            "regions": [region] if region else None,
            "monthly_active_users": users,
        },
        "models": _models(model_license, use_case.get("modification")),
    }


def _models(model_license: str, modified: bool | None) -> list[JSON]:
    """A changed model has the licensed one as its base."""
    if not modified:
        return [{"name": "model", "license": model_license, "modified": modified}]
    changed = {"derived_from": [{"model": "base", "relation": "finetune"}], "modified": True}
    return [{"name": "model", "license": model_license, **changed}, {"name": "base", "license": model_license}]


def _mode(use_case: JSON) -> str:
    """Distribution hands the weights on; a count of users means that somebody is served."""
    if use_case.get("distribution"):
        return "weights"
    return "hosted" if use_case.get("mau") else "internal"
