# SPDX-License-Identifier: Apache-2.0
"""What all evaluators share: the shape of an answer, and which rule is to blame when there is none."""

import json
import re
from collections.abc import Callable, Mapping

from licet.errors import EvaluatorError

Tree = dict[str, dict[str, dict[str, list[dict[str, object]]]]]

OUTCOMES = frozenset({"deny", "review", "unknown", "obligation", "warn"})
_PACKAGE = re.compile(r"^package[ \t]+licet\.rules\.(\w+)\.(\w+)[ \t]*(?:#.*)?$", re.MULTILINE)


class Unanswered(EvaluatorError):
    """The engine is there and was asked, but evaluation failed: some rule is to blame."""


def rules(modules: Mapping[str, str]) -> list[str]:
    """The ids of the rules in these modules, e.g. license/user_limit."""
    return sorted({"/".join(found) for text in modules.values() for found in _PACKAGE.findall(text)})


def ask_all(modules: Mapping[str, str], ask: Callable[[str], object]) -> Tree:
    """One query for every rule; when it fails, rule by rule to name the first that fails alone."""
    try:
        answer = ask("licet.rules")
    except Unanswered as whole:
        raise _blamed(modules, ask, whole) from whole
    return tree(answer)


def tree(answer: object) -> Tree:
    """The answer checked and put in canonical order; names that begin with _ are a rule's own business."""
    return {
        family: {rule: _outcomes(f"{family}/{rule}", sets) for rule, sets in _object(rules, family).items()}
        for family, rules in _object(answer, "the answer").items()
    }


def _outcomes(rule: str, sets: object) -> dict[str, list[dict[str, object]]]:
    public = {name: found for name, found in _object(sets, rule).items() if not name.startswith("_")}
    if strange := sorted(public.keys() - OUTCOMES):
        raise EvaluatorError(
            f"rule {rule} defines {', '.join(strange)}, which is no outcome",
            hint="name what is private to the rule with a leading _",
        )
    return {name: sorted(_findings(rule, name, found), key=_canonical) for name, found in sorted(public.items())}


def _findings(rule: str, outcome: str, found: object) -> list[dict[str, object]]:
    if not isinstance(found, list):
        raise EvaluatorError(
            f"rule {rule}: {outcome} is no set", hint=f"write `{outcome} contains finding if {{ ... }}`"
        )
    return [_object(_alike(finding), f"a finding of {rule}") for finding in found]


def _alike(value: object) -> object:
    """One engine writes the number three as 3, another as 3.0."""
    if isinstance(value, dict):
        return {key: _alike(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_alike(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value


def _object(value: object, what: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise EvaluatorError(f"{what} is no object", hint="report this with the policy that was loaded")
    return value


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _blamed(modules: Mapping[str, str], ask: Callable[[str], object], whole: Unanswered) -> EvaluatorError:
    for rule in rules(modules):
        try:
            ask(f"licet.rules.{rule.replace('/', '.')}")
        except Unanswered as error:
            return EvaluatorError(f"rule {rule} could not be evaluated: {error.message}", hint=error.hint)
    return EvaluatorError(whole.message, hint=whole.hint)
