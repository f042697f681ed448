# SPDX-License-Identifier: Apache-2.0
"""The pipeline for one manifest, top to bottom (docs/architecture.md). Runs in a worker; `gate` hands the work out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from licet import catalogue as catalogues
from licet import documents, evaluators, evidence, facts, findings, report, schema, verdict
from licet.catalogue import Catalogue
from licet.documents import Document
from licet.evaluators import Evaluator

if TYPE_CHECKING:
    from licet.gate import Options

JSON = dict[str, Any]


class Judge(NamedTuple):
    """What judges: the catalogue of the day and an evaluator that has loaded it."""

    catalogue: Catalogue
    evaluator: Evaluator


def appoint(options: Options) -> Judge:
    """Load the catalogue that the options name and open the evaluator on it."""
    catalogue = load_catalogue(options)
    evaluator = evaluators.open_evaluator(
        options.evaluator, catalogue.modules, url=options.opa_url, timeout=options.timeout, upload=options.upload
    )
    return Judge(catalogue, evaluator)


def judged(judge: Judge, path: Path, options: Options) -> JSON:
    """One manifest from its file to its part of the report, with all that the whole report needs to know."""
    document = read(path)
    derived = derive(document, path, judge.catalogue, options)
    found = found_in(derived, judge)
    return {
        "manifest": report.judged(document, found, derived, len(judge.catalogue.rules)),
        "code": verdict.exit_code(found, fail_on=options.fail_on, accept_review=options.accept_review),
        "policy_digest": judge.catalogue.digest,
        "evaluator": judge.evaluator.info,
        "text": document.text,
    }


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
    base = path.parent
    sources = evidence.Sources(
        base, options.root or _root(base), options.skip_evidence, options.ledger, options.cache_folder
    )
    found = evidence.gather(document, catalogue, sources)
    return facts.derive(document.data, catalogue, found, external=options.external)


def found_in(derived: JSON, judge: Judge) -> list[findings.Finding]:
    """Facts to findings: one query, every rule answered."""
    tree = judge.evaluator.evaluate(json.dumps(derived, separators=(",", ":"), allow_nan=False))
    return findings.collect(tree, judge.catalogue, derived)


def _root(base: Path) -> Path:
    """The repository around the manifest; without one, the manifest's own folder."""
    whole = base.resolve()
    return next((folder for folder in (whole, *whole.parents) if (folder / ".git").exists()), whole)
