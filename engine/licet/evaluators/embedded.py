# SPDX-License-Identifier: Apache-2.0
"""The default: regorus, in this process. It cannot be interrupted, and it stays in the thread that opened it."""

import json
import re
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

import regorus

from licet.errors import EvaluatorError, LicetError, PolicyError
from licet.evaluators import answers

_PLACE = re.compile(r"^--> (.+:\d+:\d+)$", re.MULTILINE)
_REASON = re.compile(r"^error: (.+)$", re.MULTILINE)


class Embedded:
    """One policy revision in regorus; every question goes to a fresh copy, so none sees another's input or panic."""

    def __init__(self, modules: Mapping[str, str]) -> None:
        self._modules = dict(modules)
        self._thread = threading.get_ident()
        self._loaded = _load(self._modules)
        _compile(self._loaded)
        self.info = {"name": "embedded", "engine": "regorus", "version": _version()}
        self.record: dict[str, object] = {}

    def evaluate(self, facts_json: str) -> answers.Tree:
        """The tree of data.licet.rules for these facts."""
        if threading.get_ident() != self._thread:
            raise EvaluatorError("the embedded engine was used from another thread", hint="open one in each thread")
        return answers.ask_all(self._modules, lambda path: _ask(self._loaded.clone(), facts_json, path))


def open_engine(modules: Mapping[str, str], *, url: str | None, timeout: float, upload: bool) -> Embedded:
    """Load the modules; `timeout` and `upload` are a server's."""
    if url is not None:
        raise EvaluatorError("the embedded evaluator takes no URL", hint="choose --evaluator opa or leave the URL out")
    return Embedded(modules)


def _load(modules: Mapping[str, str]) -> regorus.Engine:
    engine = regorus.Engine()
    for path, text in sorted(modules.items()):
        _call(PolicyError, engine.add_policy, path, text)
    return engine


def _compile(engine: regorus.Engine) -> None:
    """Once, for all copies: the engine compiles at the first question."""
    _call(PolicyError, engine.set_input_json, "{}")
    _call(PolicyError, engine.eval_query_as_json, "data.licet.lib.bundle")


def _ask(engine: regorus.Engine, facts_json: str, path: str) -> object:
    _call(EvaluatorError, engine.set_input_json, facts_json)
    rows = json.loads(_call(answers.Unanswered, engine.eval_query_as_json, f"data.{path}")).get("result")
    if not rows:
        raise answers.Unanswered(
            f"the engine gave no answer for data.{path}", hint="check that the policies were loaded"
        )
    return rows[0]["expressions"][0]["value"]


# A panic of the engine is a BaseException of a class that cannot be imported.
def _call(failure: type[LicetError], function: Callable[..., str], *arguments: str) -> str:
    try:
        return function(*arguments)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        raise failure(_explain(error), hint="check the policy with `opa check --strict`") from None


def _explain(error: BaseException) -> str:
    text = str(error).partition("\n\nStack backtrace:")[0].strip()
    place, reason = _PLACE.search(text), _REASON.search(text)
    return f"{place[1]}: {reason[1]}" if place and reason else text or type(error).__name__


# importlib.metadata would cost more than the evaluation; the wheel's own folder says the same.
def _version() -> str:
    folders = sorted(Path(regorus.__file__).parents[1].glob("gordon_to_regorus-*.dist-info"))
    return folders[0].name.removesuffix(".dist-info").rpartition("-")[2] if folders else "unknown"
