# SPDX-License-Identifier: Apache-2.0
"""licet: may this model, with these data, be deployed here? Claims are verified, not believed.

    import licet
    report = licet.check("licet.yaml")
    report.verdict, report.exit_code, report.findings
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["__version__", "check", "load_manifest"]

if TYPE_CHECKING:
    from licet.documents import Document
    from licet.report import Report


def check(path: str, *, as_of: str | None = None, evaluator: str = "embedded", **options: Any) -> Report:
    """Judge the manifest (or every manifest of the folder) at `path`.

    `as_of` is an ISO date (default: today, UTC). Further keywords are the fields of `licet.gate.Options`:
    profile, policies, opa_url, timeout (seconds), jobs, root, skip_evidence, external, fail_on, accept_review.
    Raises LicetError where the policies or the evaluator fail; an invalid manifest is a report with verdict "error".
    """
    from pathlib import Path

    from licet import gate, settings

    options["policies"] = tuple(map(Path, options.get("policies", ())))
    known = {"as_of": settings.day(as_of), "cache_folder": settings.cache_folder(settings.environment())}
    return gate.check([str(path)], gate.Options(**{**known, "evaluator": evaluator, **options}))


def load_manifest(path: str) -> Document:
    """Read and validate one manifest; raises InputError with every problem and its position."""
    from pathlib import Path

    from licet import judging

    return judging.read(Path(path))


def __getattr__(name: str) -> Any:
    """`licet.licenses` without an import of its own; loaded when first used."""
    if name == "licenses":
        from importlib import import_module

        return import_module("licet.licenses")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
