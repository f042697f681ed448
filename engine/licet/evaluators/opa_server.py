# SPDX-License-Identifier: Apache-2.0
"""The distributed one: an OPA server over HTTP. A server of one's own is loaded; a production server pulls bundles."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256

from licet.errors import EvaluatorError, PolicyError
from licet.evaluators import answers
from licet.evaluators.opa_http import OURS, Http

# Before it, a bundle stripped of its signatures passed verification (GHSA-g2pf-6v5v-qcc8).
OLDEST = (1, 21, 3)
_PACKAGES = re.compile(r"^data/licet(?:/|$)")


class OpaServer:
    """One OPA server that holds one policy revision."""

    def __init__(self, modules: Mapping[str, str], http: Http, *, upload: bool) -> None:
        self._modules = dict(modules)
        self._http = http
        self.record: dict[str, object] = {}
        version = self._answer("system.version" if upload else "licet.lib.bundle", {})[1]
        self.info = {"name": "opa", "engine": "opa", "version": version}
        if upload:
            _upload(http, self._modules)
        elif not self.record["bundles"]:
            raise EvaluatorError(
                "the server holds no bundle", hint="let it pull the signed licet bundle, then try again"
            )

    def evaluate(self, facts_json: str) -> answers.Tree:
        """The tree of data.licet.rules for these facts."""
        facts = json.loads(facts_json)
        return answers.ask_all(self._modules, lambda path: self._answer(path, facts)[0])

    def _answer(self, path: str, facts: object) -> tuple[object, str]:
        reply = self._http.ask(path, facts)
        provenance = _table(reply.get("provenance"))
        self.record = {
            "decision_id": reply.get("decision_id"),
            "bundles": {
                name: _table(bundle).get("revision") for name, bundle in _table(provenance.get("bundles")).items()
            },
        }
        return reply["result"], _supported(provenance.get("version"))


def open_engine(modules: Mapping[str, str], *, url: str | None, timeout: float, upload: bool) -> OpaServer:
    """Connect, refuse servers that are too old, then load the modules or check the server's bundle."""
    if url is None:
        raise EvaluatorError("the OPA evaluator needs a server", hint="pass --opa-url http://localhost:8181")
    return OpaServer(modules, Http(url, timeout), upload=upload)


def _supported(version: object) -> str:
    numbers = re.match(r"(\d+)\.(\d+)\.(\d+)", str(version))
    if numbers is None or tuple(map(int, numbers.groups())) < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        raise EvaluatorError(f"the OPA server's version is {version}", hint=f"run OPA {wanted} or later")
    return str(version)


# Not atomic, hence for a server of one's own: what another check sees meanwhile lacks rules, which is an error there.
def _upload(http: Http, modules: Mapping[str, str]) -> None:
    present = http.modules()
    wanted = {_name(path, text): text for path, text in modules.items()}
    ours = set(filter(OURS.match, present))
    if foreign := sorted(name for name in present.keys() - ours if _PACKAGES.match(present[name])):
        raise EvaluatorError(f"the server has its own {foreign[0]} in licet's packages", hint="use a server without it")
    if ours - wanted.keys():
        _each(sorted(ours, key=_path, reverse=True), http.delete)
        ours = set()
    _each(sorted(wanted.keys() - ours, key=_path), lambda name: http.put(name, wanted[name]))


def _each(names: Iterable[str], change: Callable[[str], None]) -> None:
    """Change each; what others still stand in the way of is tried again as long as that helps."""
    waiting = list(names)
    while waiting:
        refused = {name: error for name in waiting if (error := _refusal(change, name))}
        if len(refused) == len(waiting):
            raise next(iter(refused.values()))
        waiting = list(refused)


def _refusal(change: Callable[[str], None], name: str) -> PolicyError | None:
    try:
        change(name)
    except PolicyError as error:
        return error
    return None


# The content is part of the name: a server never mixes two revisions of a module.
def _name(path: str, text: str) -> str:
    digest = sha256(f"{path}\0{text}".encode()).hexdigest()[:16]
    return f"licet/{digest}/{'/'.join(part for part in path.split('/') if part not in {'', '.', '..'})}"


def _path(name: str) -> str:
    return OURS.sub("", name)


def _table(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}
