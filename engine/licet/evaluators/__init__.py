# SPDX-License-Identifier: Apache-2.0
"""Evaluators: one file each, opened by name, imported only then; all give the same answer to the same facts."""

from collections.abc import Mapping
from importlib import import_module
from typing import Protocol

from licet.errors import EvaluatorError
from licet.evaluators.answers import Tree

NAMES = {"embedded": "embedded", "opa": "opa_server"}


class Evaluator(Protocol):
    """One policy revision, loaded; usable only in the thread that opened it."""

    @property
    def info(self) -> dict[str, str]:
        """Who judges: name, engine, version."""

    @property
    def record(self) -> dict[str, object]:
        """What the engine itself noted about its last answer, for the audit record."""

    def evaluate(self, facts_json: str) -> Tree:
        """Ask every rule at once; an answer that is not whole is an EvaluatorError."""


def open_evaluator(
    name: str, modules: Mapping[str, str], *, url: str | None = None, timeout: float, upload: bool = True
) -> Evaluator:
    """Load `modules` (path to Rego text) into the evaluator of this name.

    A server gets `url`, and `timeout` seconds for each step; with `upload=False` it keeps the signed bundle it pulled.
    The embedded engine cannot be interrupted: its time limit is that of the worker process around it.
    """
    if name not in NAMES:
        raise EvaluatorError(f"no evaluator is named {name!r}", hint=f"choose one of: {', '.join(NAMES)}")
    module = import_module(f"licet.evaluators.{NAMES[name]}")
    opened: Evaluator = module.open_engine(modules, url=url, timeout=timeout, upload=upload)
    return opened
