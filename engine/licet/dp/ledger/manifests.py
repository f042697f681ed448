# SPDX-License-Identifier: Apache-2.0
"""What a manifest's trainings spend: one release for each model and each dataset that its phases use.

Only what the declared facts settle is recorded. Where they leave a best and a worst case, neither is what was spent: the
one could hide a cost, the other would make a later lower end too high. Then nothing is recorded, and the facts are named.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from licet.dp.events import Event
from licet.dp.ledger.records import Key, Limit, Refused, Release, checked_limit, release
from licet.errors import UsageError
from licet.terminal import safe

if TYPE_CHECKING:
    from licet.dp.reading import Reading

JSON = dict[str, Any]


class Wanted(NamedTuple):
    """What the caller says besides the manifest. None leaves it to the manifest."""

    date: str
    model: str | None = None
    dataset: str | None = None
    unit: str | None = None
    adjacency: str | None = None
    limit: Limit | None = None
    note: str | None = None


def releases(manifest: JSON, digest: str, wanted: Wanted) -> list[Release]:
    """The releases of a validated manifest. UsageError: it names no account. Refused: what was spent is not settled."""
    datasets = {dataset["name"]: dataset for dataset in manifest.get("datasets") or []}
    found = [
        _release(model, name, datasets, digest, wanted)
        for model in _models(manifest, wanted.model)
        for name in _used(model)
        if wanted.dataset in (None, name)
    ]
    if not found:
        named = f" on {safe(wanted.dataset)!r}" if wanted.dataset else ""
        raise UsageError(f"the manifest has no training{named} to record", "Name another model or dataset.")
    return found


def _models(manifest: JSON, name: str | None) -> list[JSON]:
    models = [model for model in manifest.get("models") or [] if name in (None, model["name"])]
    private = [model for model in models if _private(model)]
    if not private:
        which = "no model" if name is None else f"no model {safe(name)!r}"
        hint = "State training.differential_privacy with its phases."
        raise UsageError(f"the manifest has {which} with differential privacy", hint)
    return private


def _private(model: JSON) -> JSON:
    found: JSON = (model.get("training") or {}).get("differential_privacy") or {}
    return found


def _used(model: JSON) -> list[str]:
    """The datasets of the model's phases, each once."""
    found = []
    for number, phase in enumerate(_private(model).get("phases") or []):
        if not phase.get("dataset"):
            message = f"phase {number} of {safe(model['name'])!r} names no dataset"
            raise UsageError(message, "Name the dataset of each phase: the ledger keeps an account for each.")
        found.append(phase["dataset"])
    if not found:
        raise UsageError(f"{safe(model['name'])!r} states no phases", "State training.differential_privacy.phases.")
    return list(dict.fromkeys(found))


def _release(model: JSON, dataset: str, datasets: dict[str, JSON], digest: str, wanted: Wanted) -> Release:
    claim = _private(model).get("claim") or {}
    unit = _agreed("unit", wanted.unit, claim.get("unit"))
    adjacency = _agreed("adjacency", wanted.adjacency, claim.get("adjacency"))
    key = Key(dataset, unit, adjacency)
    return release(
        _event(model, dataset, datasets),
        dataset=dataset,
        unit=unit,
        adjacency=adjacency,
        date=wanted.date,
        artifact=model["name"],
        manifest_digest=digest,
        note=wanted.note,
        limit=wanted.limit or _budget(datasets.get(dataset) or {}, key),
    )


def _agreed(name: str, said: str | None, claimed: str | None) -> str:
    found = said or claimed
    if found is None:
        raise UsageError(f"the claim names no {name}", f"Pass --{name}, or state claim.{name} in the manifest.")
    if claimed not in (None, found):
        raise UsageError(f"--{name} is {safe(found)!r}, the manifest's claim says {claimed!r}", "Record what is claimed.")
    return found


def _event(model: JSON, dataset: str, datasets: dict[str, JSON]) -> Event:
    from licet.dp.training import events_from

    reading = events_from(_private(model), list(datasets.values()), only=(dataset,))
    event = _settled(reading)
    if event is None:
        open_ = [one for one in reading.remarks if one.effect != "note"]
        codes = ", ".join(dict.fromkeys(one.code for one in open_)) or "unsupported_event"
        needs = ", ".join(dict.fromkeys(one.needs for one in open_ if one.needs))
        message = f"what {safe(model['name'])!r} spent of {safe(dataset)!r} is not settled ({codes}); nothing was written"
        hint = f"State or mend below training.differential_privacy: {needs or 'the mechanism'}."
        raise Refused(message, hint, (), over=False)
    return event


def _settled(reading: Reading) -> Event | None:
    """The event when best and worst case are one and the same."""
    from licet.dp.tuning import composed, repeated

    if reading.worst is None or reading.runs is None or not reading.supported:
        return None
    alternatives = [one for shard in reading.best for one in shard]
    if len(alternatives) != 1 or len(reading.worst) != 1 or not alternatives[0] or not reading.worst[0]:
        return None
    best, worst = composed(alternatives[0]), composed(reading.worst[0])
    return worst if worst in (best, repeated(best, reading.runs)) else None


def _budget(dataset: JSON, key: Key) -> Limit | None:
    """The dataset's own budget as the limit; one for another unit or adjacency cannot be compared and stops here."""
    budget = dataset.get("privacy_budget") or {}
    if all(value is None for value in budget.values()):
        return None
    hint = "Mend datasets[].privacy_budget, or pass --limit-epsilon and --limit-delta."
    for name, mine in (("unit", key.unit), ("adjacency", key.adjacency)):
        if budget.get(name) not in (None, mine):
            raise UsageError(f"the budget of {safe(key.dataset)!r} is for {name} {budget[name]}, the claim for {mine}", hint)
    if budget.get("epsilon") is None or budget.get("delta") is None:
        raise UsageError(f"the budget of {safe(key.dataset)!r} lacks epsilon or delta: {json.dumps(budget)}", hint)
    return checked_limit(budget["epsilon"], budget["delta"])
