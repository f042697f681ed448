# SPDX-License-Identifier: Apache-2.0
"""Build hook: the wheel carries the compiled catalogue, so that the first check on a fresh machine is a fast one."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledCatalogue(BuildHookInterface[Any]):
    """Compiles the policies of the checkout; a broken one stops the build."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add `licet/_data/policies/catalogue.json` to the wheel; an editable install compiles when it runs."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root, "engine")))
        from licet import cache
        from licet.catalogue import compiled, sources

        files = sources.read([Path(self.root, "policies")])
        path = Path(tempfile.mkdtemp(), cache.SHIPPED)
        cache.write(cache.CATALOGUE, sources.digest(files), compiled.compile_sources(files), path)
        build_data["force_include"][str(path)] = f"licet/_data/policies/{cache.SHIPPED}"
