# SPDX-License-Identifier: Apache-2.0
"""How evaluation grows: flat in the number of licenses, linear in rules and in components."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import measure
import yaml

from licet import catalogue, documents, evaluators, facts, schema

AS_OF = "2026-11-23"
ROUNDS = 15


def main() -> None:
    """Print milliseconds of facts and evaluation, per size."""
    licenses = {count: lambda folder, count=count: _licenses(folder, count) for count in (0, 100, 400)}
    _show("licenses added", licenses, components=1)
    rules = {count: lambda folder, count=count: _rules(folder, count) for count in (0, 52, 156)}
    _show("rules added", rules, components=1)
    for components in (1, 10, 40):
        _show(f"{components} models in the lineage", {0: lambda folder: _licenses(folder, 0)}, components=components)


def _show(title: str, builds: dict[int, Callable[[Path], None]], *, components: int) -> None:
    for count, build in builds.items():
        with tempfile.TemporaryDirectory() as folder:
            build(Path(folder))
            loaded = catalogue.load(as_of=AS_OF, policies=[Path(folder)] if count else [])
        derived, evaluated = _times(loaded, components)
        print(f"  {title:<28} {count:>5}   facts {derived:6.2f} ms   evaluation {evaluated:6.2f} ms")


def _times(loaded: catalogue.Catalogue, components: int) -> tuple[float, float]:
    manifest = schema.checked(documents.parse(json.dumps(_manifest(components)).encode(), "m", format="json")).data
    engine = evaluators.open_evaluator("embedded", loaded.modules, timeout=60)
    document = json.dumps(facts.derive(manifest, loaded))
    return (
        _median(lambda: facts.derive(manifest, loaded)),
        _median(lambda: engine.evaluate(document)),
    )


def _median(work: Callable[[], object]) -> float:
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds) * 1000


def _manifest(components: int) -> dict[str, object]:
    """A chain of tunes of a Llama model."""
    models = [
        {"name": f"m{number}", "license": "llama3.1", "modified": True, "type": "language_model",
         "derived_from": [{"model": f"m{number + 1}", "relation": "finetune"}]}
        for number in range(components - 1)
    ]  # fmt: skip
    models.append({"name": f"m{components - 1}", "license": "llama3.1", "modified": False, "type": "language_model"})
    return {
        "manifest_version": 1,
        "name": "scaling",
        "organization": {"principal_place_of_business": "US", "monthly_active_users": {"2024-06": 1}},
        "deployment": {"models": ["m0"], "mode": "hosted", "commercial": True, "purposes": ["search"], "regions": ["US"]},
        "models": models,
    }


def _licenses(folder: Path, count: int) -> None:
    """Copies of a text under other names, in a folder of policies."""
    (folder / "licenses").mkdir()
    text = yaml.safe_load((measure.ROOT / "policies" / "licenses" / "llama-3.1-community.yaml").read_text())
    for number in range(count):
        copy = {**text, "id": f"copy-{number}", "title": f"Copy {number}", "aliases": [], "hugging_face": None}
        (folder / "licenses" / f"copy-{number}.yaml").write_text(yaml.safe_dump(copy, allow_unicode=True))


def _rules(folder: Path, count: int) -> None:
    """Copies of the shipped rules in families of their own."""
    shipped = sorted((measure.ROOT / "policies" / "rules").rglob("*.rego"))
    (folder / "rules").mkdir()
    for number in range(count):
        source = shipped[number % len(shipped)]
        family = f"copy{number // len(shipped)}_{source.parent.name}"
        target = folder / "rules" / family / source.name
        target.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text().replace(f"package licet.rules.{source.parent.name}.", f"package licet.rules.{family}.")
        target.write_text(text)


if __name__ == "__main__":
    sys.exit(main())
