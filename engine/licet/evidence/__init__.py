# SPDX-License-Identifier: Apache-2.0
"""Evidence: the only stage that looks at files, data and ledgers, so that deriving facts from it is pure.

What it finds is measured, never judged: rules compare it with what an organization allows.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from licet.catalogue import Catalogue
from licet.documents import Document
from licet.evidence import files, privacy
from licet.evidence.files import Result
from licet.evidence.sources import Sources

JSON = dict[str, Any]
__all__ = ["NONE", "Evidence", "Result", "Sources", "gather"]


class Evidence(NamedTuple):
    """What was found: files by pointer; privacy claims by model and budgets by data set."""

    files: dict[str, Result]
    privacy: JSON
    skipped: bool = False


NONE = Evidence({}, privacy.NOTHING)


def gather(document: Document, catalogue: Catalogue, sources: Sources) -> Evidence:
    """Look at everything that the manifest names. Paths that leave the root are an InputError, whoever reads them."""
    found = files.run(files.plan(document.data), document, sources.base, sources.root, skip=sources.skip)
    return Evidence(found, privacy.measure(document.data, catalogue, sources), sources.skip)
