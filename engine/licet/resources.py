# SPDX-License-Identifier: Apache-2.0
"""Where the shipped policies and schemas are: beside the package once installed, else in the checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def policies() -> Path:
    """The folder of rules, licenses, parameters and profiles."""
    return _folder("policies")


def schemas() -> Path:
    """The folder of JSON Schemas."""
    return _folder("schemas")


# An editable install leaves a copy in site-packages that ages: only places tied to this very file count.
def _folder(name: str) -> Path:
    shipped = _PACKAGE / "_data" / name
    return shipped if shipped.is_dir() else _PACKAGE.parents[1] / name
