# SPDX-License-Identifier: Apache-2.0
"""Logs that contradict what is declared. They are attested, never proof; a log that was not tested leaves its question open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from licet.dp.declared import phases
from licet.dp.remarks import Remark, remark
from licet.dp.schedule import schedule
from licet.dp.values import JSON, at, listed, number, section

LOGS = ("batch_sizes", "noise")
_CODES = ("log_batch_sizes_not_poisson", "log_noise_mismatch", "clip_violated")


def contradicting(training: Any, base: str, logs: Mapping[str, JSON]) -> list[Remark]:
    """`logs` holds what was found of each log, by its pointer in the manifest."""
    found: list[Remark] = []
    for kind in LOGS:
        if section(training, "logs").get(kind) is None:
            continue
        result = logs.get(f"{base}/logs/{kind}")
        state = at(result, "state") or "unchecked"
        if state != "tested":
            found.append(remark("missing_fact", "undecided", f"/logs/{kind}", fact=f"logs.{kind}", state=state))
        found += _counted(result, training, kind)
        found += [_refuting(test, kind) for test in listed(at(result, "tests")) if _counts(test, training)]
    return found


def _counted(result: Any, training: Any, kind: str) -> list[Remark]:
    """A log of more or fewer steps than were declared is of another training, or one of the two is wrong."""
    planned = [schedule(phase).steps for phase in phases(training)]
    rows = number(at(result, "steps", kind))
    if rows is None or any(one.low is None or one.high is None for one in planned):
        return []
    low, high = sum(one.low or 0 for one in planned), sum(one.high or 0 for one in planned)
    if low <= rows <= high:
        return []
    return [remark("inconsistent_parameters", "contradiction", f"/logs/{kind}", logged_steps=rows, steps=high)]


def _counts(test: JSON, training: Any) -> bool:
    """A test refutes a declaration: batch sizes only where Poisson batches are declared."""
    poisson = any(phase.method in (None, "poisson", "truncated_poisson") for phase in phases(training))
    fits = test.get("code") != "log_batch_sizes_not_poisson" or poisson
    return test.get("refutes") is True and test.get("code") in _CODES and fits


def _refuting(test: JSON, kind: str) -> Remark:
    facts = {key: value for key, value in section(test, "facts").items() if isinstance(value, str | int | float)}
    return remark(test["code"], "refuted", f"/logs/{kind}", **{**facts, "p": test.get("p")})
