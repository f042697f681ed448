# SPDX-License-Identifier: Apache-2.0
"""Rules, licenses, parameters and profiles as of one date: plain values, no dates left."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from licet import cache, resources
from licet.catalogue import dates, names, sources
from licet.errors import PolicyError, UsageError

JSON = dict[str, Any]
CONTRACT = 1  # version of the facts document that the rules of this catalogue read
BUNDLE = sources.BUNDLE


class Catalogue:
    """What holds on `as_of`. Licenses and parameters are resolved when first asked for."""

    def __init__(self, content: JSON, digest: str, as_of: str, profile: JSON) -> None:
        self.as_of = as_of
        self.profile: str = profile["id"]
        self.digest = digest
        self.rules = {key: rule for key, rule in content["rules"].items() if _selected(key, profile)}
        self.modules = {key: text for key, text in content["modules"].items() if _wanted(key, self.rules)}
        self.modules[BUNDLE] = bundle_module(digest)
        self.profiles: dict[str, JSON] = content["profiles"]
        self.topics: dict[str, JSON] = content["topics"]
        self._compiled = content
        self._overrides = profile
        self._resolved: dict[tuple[str, str], JSON | None] = {}

    def license(self, key: str) -> JSON | None:
        """One text as of the date, or None where it had not been released."""
        if ("license", key) not in self._resolved:
            self._resolved["license", key] = self._license(key)
        return self._resolved["license", key]

    def lookup(self, name: str) -> list[str]:
        """The ids of the texts that go by this name on that date: none, one, or several candidates."""
        found = self._compiled["names"].get(names.folded(name), []) if name.isascii() else []
        return [key for key in found if self.license(key) is not None]

    def nearest(self, name: str) -> list[str]:
        """Names close to an unknown one: a hint for people, never applied."""
        import difflib

        return difflib.get_close_matches(names.folded(name), list(self._compiled["names"]), n=3, cutoff=0.6)

    def parameter(self, key: str) -> Any:
        """A parameter's value with the profile's override; a missing one is a broken policy."""
        if key in self._overrides.get("parameters", {}):
            return self._overrides["parameters"][key]
        record = self.parameter_record(key)
        if record is None:
            raise PolicyError(f"no parameter {key} on {self.as_of}", "Add it under policies/parameters.")
        return record["value"]

    def parameter_record(self, key: str) -> JSON | None:
        """The whole dated record: value, citations, authority."""
        if ("parameter", key) not in self._resolved:
            raw = self._compiled["parameters"].get(key)
            self._resolved["parameter", key] = dates.parameter_as_of(raw, self.as_of) if raw else None
        return self._resolved["parameter", key]

    def assumption(self, name: str) -> str:
        """review, allow or deny: the position on an unsettled question, as profile or parameter has it."""
        chosen = self._overrides.get("assumptions", {}).get(name)
        return chosen or self.parameter(f"assumptions/{name}")

    def taking(self, positions: dict[str, str]) -> Catalogue:
        """The same catalogue with other positions on unsettled questions."""
        taken = {**self._overrides["assumptions"], **positions}
        return Catalogue(self._compiled, self.digest, self.as_of, {**self._overrides, "assumptions": taken})

    @property
    def licenses(self) -> dict[str, JSON]:
        """Every text as of the date."""
        found = {key: self.license(key) for key in self._compiled["licenses"]}
        return {key: record for key, record in found.items() if record is not None}

    @property
    def parameters(self) -> dict[str, JSON]:
        """Every parameter that has a value on the date."""
        found = {key: self.parameter_record(key) for key in self._compiled["parameters"]}
        return {key: record for key, record in found.items() if record is not None}

    def _license(self, key: str) -> JSON | None:
        raw = self._compiled["licenses"].get(key)
        if raw is None or (raw["released"] or "") > self.as_of:
            return None
        return dates.license_as_of(raw, self.as_of)


def load(
    *, as_of: str, profile: str = "default", policies: list[Path] | None = None, cache_folder: Path | None = None
) -> Catalogue:
    """Read the shipped policies and the folders given, compile or take the cached form, select the profile."""
    files = sources.read([resources.policies(), *(policies or [])])
    digest = sources.digest(files)
    places = [resources.policies(), *([cache_folder] if cache_folder else [])]
    content = cache.find(cache.CATALOGUE, digest, places)
    if content is None:
        from licet.catalogue import compiled  # reads and checks every file: only when something changed

        content = compiled.compile_sources(files)
        if cache_folder:
            cache.store(cache.CATALOGUE, digest, content, cache_folder)
    return _select(content, digest, as_of, profile)


def _select(content: JSON, digest: str, as_of: str, profile: str) -> Catalogue:
    chosen = content["profiles"].get(profile)
    if chosen is None:
        known = ", ".join(sorted(content["profiles"]))
        raise UsageError(f"no profile {profile!r}", f"Choose one of: {known}.")
    return Catalogue(content, digest, as_of, chosen)


def bundle_module(digest: str) -> str:
    """The module by which policies know which catalogue they belong to (rule gate/contract)."""
    return f'package licet.lib.bundle\n\nimport rego.v1\n\nversion := {CONTRACT}\n\ncatalogue := "{digest}"\n'


def _selected(rule: str, profile: JSON) -> bool:
    family = rule.split("/", 1)[0]
    return rule not in profile["exclude"] and (profile["families"] == "all" or family in profile["families"])


def _wanted(module: str, rules: dict[str, JSON]) -> bool:
    kind, _, name = module.partition("/")
    return kind == "lib" or name.removesuffix(".rego") in rules
