# SPDX-License-Identifier: Apache-2.0
"""The pipeline, top to bottom: a manifest in, a cited verdict out (docs/architecture.md)."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from licet import catalogue as catalogues
from licet import documents, evaluators, evidence, facts, findings, inputs, report, schema, verdict, workers
from licet.catalogue import Catalogue
from licet.documents import Document
from licet.errors import EvaluatorError, PolicyError, Problem
from licet.evaluators import Evaluator

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
    external: JSON | None = None
    cache_folder: Path | None = None
    fail_on: str = "deny"
    accept_review: bool = False


def check(names: list[str], options: Options) -> report.Report:
    """Judge every manifest that the names lead to. A broken policy or evaluator raises LicetError."""
    paths = inputs.discover(names)
    catalogue = load_catalogue(options)
    setup = partial(_open, catalogue, options)
    results = workers.run(
        partial(_judge, catalogue, options), paths, jobs=options.jobs, timeout=options.timeout, setup=setup
    )
    judged = [_result(path, result) for path, result in zip(paths, results, strict=True)]
    engine = next((one["evaluator"] for one in judged if one["evaluator"]), _unopened(options))
    said = {"fail_on": options.fail_on, "accept_review": options.accept_review, "evidence": _evidence(options)}
    data = report.whole(catalogue, engine, said, [one["manifest"] for one in judged], [one["code"] for one in judged])
    return report.Report(data, {one["manifest"]["path"]: one["text"] for one in judged if one["text"] is not None})


def load_catalogue(options: Options) -> Catalogue:
    """The catalogue that the options name."""
    return catalogues.load(
        as_of=options.as_of,
        profile=options.profile,
        policies=list(options.policies),
        cache_folder=options.cache_folder,
    )


def read(path: Path) -> Document:
    """A validated manifest; everything wrong with it is one InputError."""
    return schema.checked(documents.load(path))


def derive(document: Document, path: Path, catalogue: Catalogue, options: Options) -> JSON:
    """The facts of one manifest: evidence is looked at here, the rest is pure."""
    jobs = evidence.plan(document.data)
    base = path.parent
    root = options.root or _root(base)
    results = evidence.run(jobs, document, base, root, skip=options.skip_evidence)
    return facts.derive(
        document.data, catalogue, results, skipped=options.skip_evidence, external=options.external
    )


def judge(document: Document, derived: JSON, catalogue: Catalogue, evaluator: Evaluator) -> list[findings.Finding]:
    """Facts to findings: one query, every rule answered."""
    tree = evaluator.evaluate(json.dumps(derived, separators=(",", ":"), allow_nan=False))
    return findings.collect(tree, catalogue, derived)


def _open(catalogue: Catalogue, options: Options) -> Evaluator:
    return evaluators.open_evaluator(
        options.evaluator, catalogue.modules, url=options.opa_url, timeout=options.timeout, upload=options.upload
    )


def _judge(catalogue: Catalogue, options: Options, evaluator: Evaluator, path: Path) -> JSON:
    document = read(path)
    derived = derive(document, path, catalogue, options)
    found = judge(document, derived, catalogue, evaluator)
    code = verdict.exit_code(found, fail_on=options.fail_on, accept_review=options.accept_review)
    manifest = report.judged(document, found, derived, len(catalogue.rules))
    return {"manifest": manifest, "code": code, "evaluator": evaluator.info, "text": document.text}


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
        if not path.is_file() or path.stat().st_size > documents.MAX_BYTES:
            return None
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None


def _evidence(options: Options) -> str:
    return "skip" if options.skip_evidence else "verify"


def _unopened(options: Options) -> JSON:
    return {"name": options.evaluator, "engine": "not opened", "version": ""}


def _root(base: Path) -> Path:
    """The repository around the manifest; without one, the manifest's own folder."""
    whole = base.resolve()
    return next((folder for folder in (whole, *whole.parents) if (folder / ".git").exists()), whole)

