# SPDX-License-Identifier: Apache-2.0
"""What the surroundings decide: configuration files, the cache folder, color, the day. Read by commands only."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from licet.errors import UsageError

JSON = dict[str, Any]
FILES = ("licet.toml", "pyproject.toml")
# Only what cannot soften a verdict behind a reviewer's back: no setting accepts reviews or skips evidence.
KEYS: dict[str, type | tuple[type, ...]] = {
    "profile": str,
    "evaluator": str,
    "opa-url": str,
    "policies": list,
    "fail-on": str,
    "format": list,
    "timeout": (int, float),
    "jobs": int,
    "root": str,
    "ledger": str,
}
LIMITS = {"timeout": 86_400, "jobs": 256}
_PATHS = ("policies", "root")
_SQLITE = "sqlite:///"
_DAY = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")


def load(start: Path) -> JSON:
    """The settings of the nearest `licet.toml` or `[tool.licet]`; paths in it are relative to its folder."""
    return located(start)[1]


def located(start: Path) -> tuple[Path | None, JSON]:
    """The nearest configuration file, where there is one, and its settings."""
    for folder in (start.resolve(), *start.resolve().parents):
        for name in FILES:
            found = _read(folder / name)
            if found is not None:
                return folder / name, _checked(folder / name, found)
    return None, {}


def masked_url(url: str) -> str:
    """A database's URL without its password and options, fit to be printed."""
    scheme, separator, rest = url.partition("://")
    if not separator or scheme == "sqlite":
        return url
    user, at, place = rest.rpartition("@")
    if any(char in user for char in "/?#"):
        return f"{scheme}://***"  # where the password begins and ends cannot be told
    name = f"{user.partition(':')[0]}{':***' if ':' in user else ''}"
    return f"{scheme}://{name}{at}{place.partition('?')[0]}"


def cache_folder(environ: Mapping[str, str]) -> Path | None:
    """`LICET_CACHE` (empty: none), else the user's cache folder."""
    named = environ.get("LICET_CACHE")
    if named is not None:
        return Path(named) if named else None
    home = environ.get("XDG_CACHE_HOME") or (f"{environ['HOME']}/.cache" if environ.get("HOME") else None)
    return Path(home) / "licet" if home else None


def color(stream: IO[str], environ: Mapping[str, str]) -> bool:
    """https://no-color.org and FORCE_COLOR; else only a terminal gets color."""
    if environ.get("NO_COLOR"):
        return False
    return bool(environ.get("FORCE_COLOR")) or stream.isatty()


def day(text: str | None) -> str:
    """An ISO date that exists; today (UTC) where none is given."""
    if text is None:
        return time.strftime("%Y-%m-%d", time.gmtime())
    from datetime import date

    try:
        if _DAY.match(text):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass  # falls through to the one message for every text that is no day
    raise UsageError(f"{text!r} is no date", "Write the day as 2026-11-23.")


def _read(path: Path) -> JSON | None:
    if not path.is_file():
        return None
    try:
        content = path.read_bytes()
        if path.name == "pyproject.toml" and b"licet" not in content:
            return None  # most projects: parsing would take longer than judging
        import tomllib

        data = tomllib.loads(content.decode("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: {error}", "Mend the file or pass --isolated.") from None
    if path.name == "licet.toml":
        return data
    tools = data.get("tool", {})
    return tools.get("licet") if isinstance(tools, dict) else None


def _checked(path: Path, found: Any) -> JSON:
    if not isinstance(found, dict):
        raise UsageError(f"{path}: licet's settings are no table", "Write [tool.licet] with keys below it.")
    for key, value in found.items():
        if key not in KEYS:
            import difflib

            near = difflib.get_close_matches(key, KEYS, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(KEYS)}."
            raise UsageError(f"{path}: no setting {key!r}", hint)
        if not isinstance(value, KEYS[key]) or isinstance(value, bool) or not _sensible(key, value):
            raise UsageError(f"{path}: {key} has a wrong value", "See `licet config show` for the settings in force.")
    return {key: _located(path.parent, key, value) for key, value in found.items()}


def _sensible(key: str, value: Any) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(one, str) and one for one in value)
    return 0 < value <= LIMITS[key] if key in LIMITS else bool(value)


def _located(folder: Path, key: str, value: Any) -> Any:
    if key == "ledger" and value.startswith(_SQLITE):
        return f"{_SQLITE}{folder / value.removeprefix(_SQLITE)}"
    if key not in _PATHS:
        return value
    return [str(folder / one) for one in value] if isinstance(value, list) else str(folder / value)


def environment() -> Mapping[str, str]:
    """The process environment, in one place."""
    return os.environ
