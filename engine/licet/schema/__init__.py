# SPDX-License-Identifier: Apache-2.0
"""The schema stage: is this document a manifest (or a waiver file), and if not, everything that is wrong with it.

`checked` is what the pipeline calls: older names are read as today's, and an InputError carries every Problem.
"""

from __future__ import annotations

from licet.documents import Document
from licet.errors import InputError, Problem
from licet.schema import accepting, aliases, problems, references

MANIFEST = "manifest"
WAIVER = "waiver"


def checked(document: Document, *, of: str = MANIFEST) -> Document:
    """The document in today's names; InputError when it is not valid."""
    renamed = aliases.normalized(document, of)
    found = _problems(renamed, of)
    if found:
        raise InputError.from_problems(found)
    return renamed.document


def normalize(document: Document, *, of: str = MANIFEST) -> Document:
    """The document with older names of facts moved to today's; every value keeps the place where it was written."""
    return aliases.normalized(document, of).document


def validate(document: Document, *, of: str = MANIFEST) -> list[Problem]:
    """All problems, in the order of the file; empty when the document is valid."""
    return _problems(aliases.normalized(document, of), of)


def _problems(renamed: aliases.Renamed, of: str) -> list[Problem]:
    faults = list(renamed.faults)
    if not accepting.accepts(renamed.document.data, of):
        faults += _explained(renamed.document, of)
    if of == MANIFEST:
        faults += references.faults(renamed.document.data)
    return problems.of_faults(renamed.document, faults)


def _explained(document: Document, of: str) -> list[problems.Fault]:
    # Only an invalid document pays for the import of the slow validator.
    from licet.schema import explaining

    return explaining.faults(document.data, of)
