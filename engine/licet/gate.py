# SPDX-License-Identifier: Apache-2.0
"""The gate: hands each manifest to a worker and puts the answers together. What judges is in `judging`.

A worker forks before anything heavy is imported, so that neither process pays for the other's memory.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from licet import inputs, report, verdict, workers
from licet.bounds import MAX_BYTES
from licet.errors import EvaluatorError, PolicyError, Problem

JSON = dict[str, Any]
_FOR_ALL = {kind.__name__: kind for kind in (EvaluatorError, PolicyError)}


class Options(NamedTuple):
    """Everything a check depends on besides the files; nothing is read from clock or environment."""

    as_of: str
    profile: str = "default"
    policies: tuple[Path, ...] = ()
    evaluator: str = "embedded"
    opa_url: str | None = None
    upload: bool = True
    timeout: float = 60.0
    jobs: int = 1
    root: Path | None = None
    skip_evidence: bool = False
    ledger: str | None = None
    external: JSON | None = None
    cache_folder: Path | None = None
    fail_on: str = "deny"
    accept_review: bool = False


def check(names: list[str], options: Options, told: Callable[[int, int], None] | None = None) -> report.Report:
    """Judge every manifest that the names lead to. A broken policy or evaluator raises LicetError.

    `told` hears after each manifest how many are done, and of how many.
    """
    paths = inputs.discover(names)
    results = workers.run(
        partial(_judge, options), paths, jobs=options.jobs, timeout=options.timeout, setup=partial(_appoint, options)
    )
    judged = []
    for path, result in zip(paths, results, strict=True):
        judged.append(_result(path, result))
        if told:
            told(len(judged), len(paths))
    data = report.whole(_header(judged, options), [one["manifest"] for one in judged], [one["code"] for one in judged])
    return report.Report(data, {one["manifest"]["path"]: one["text"] for one in judged if one["text"] is not None})


def _appoint(options: Options) -> Any:
    from licet import judging

    return judging.appoint(options)


def _judge(options: Options, judge: Any, path: Path) -> JSON:
    from licet import judging

    return judging.judged(judge, path, options)


def _header(judged: list[JSON], options: Options) -> JSON:
    """What the whole report says about itself; where nothing was judged, the catalogue is asked."""
    told = next((one for one in judged if one["evaluator"]), None)
    if told is None:
        from licet import judging

        digest = judging.load_catalogue(options).digest
        told = {"policy_digest": digest, "evaluator": {"name": options.evaluator, "engine": "not used", "version": ""}}
    evidence = "skip" if options.skip_evidence else "verify"
    return {
        "as_of": options.as_of,
        "profile": options.profile,
        "policy_digest": told["policy_digest"],
        "evaluator": told["evaluator"],
        "options": {"fail_on": options.fail_on, "accept_review": options.accept_review, "evidence": evidence},
    }


def _result(path: Path, result: Any) -> JSON:
    """A manifest that failed alone is reported beside the others; policies and evaluators fail for all."""
    if not isinstance(result, workers.Failure):
        return result
    if result.kind in _FOR_ALL:
        raise _FOR_ALL[result.kind](result.message, result.hint)
    problems = list(result.problems) or [Problem(str(path), 1, 1, "", result.message, result.hint)]
    return {
        "manifest": report.not_judged(str(path), problems),
        "code": verdict.EXIT[verdict.ERROR],
        "evaluator": None,
        "text": _readable(path),
    }


def _readable(path: Path) -> str | None:
    """The text to quote beside a problem, where there is one."""
    try:
        if not path.is_file() or path.stat().st_size > MAX_BYTES:
            return None
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
