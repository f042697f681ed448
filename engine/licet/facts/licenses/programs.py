# SPDX-License-Identifier: Apache-2.0
"""Software that ships along: production use under time-released licenses (BUSL 1.1)."""

from __future__ import annotations

from typing import Any

from licet.facts.case import Case, Component, missing, settled
from licet.facts.licenses.events import hosted

JSON = dict[str, Any]


def software(case: Case, component: Component, texts: list[JSON]) -> JSON | None:
    """`production`: this use is granted; `grant`: an additional use grant covers it."""
    if component.kind != "software":
        return None
    changed = (component.get("change_date") or "9999") <= case.catalogue.as_of
    grant = component.get("additional_use_grant")
    granted = missing(f"{component.pointer}/additional_use_grant") if grant is None else settled(grant is not False)
    return {
        "production": _production(case, component, texts, changed, granted),
        "grant": granted,
        "changed": changed,
        "service": hosted(case, component),
    }


def _production(case: Case, component: Component, texts: list[JSON], changed: bool, granted: JSON) -> JSON:
    if changed or not any(_time_released(text) for text in texts):
        return settled(True)
    if component.get("production") is True or granted["holds"] is True:
        return granted
    if "production" in component.data and component.get("production") is None:
        return missing(f"{component.pointer}/production")
    stage = case.deployment.get("stage")
    if stage is None:
        return missing("/deployment/stage")
    return settled(True) if stage == "development" else granted


def _time_released(text: JSON) -> bool:
    return "time_release" in ((text["clauses"].get("licensor_control") or {}).get("value") or [])
