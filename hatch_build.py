"""A build hook: puts every shipped catalog into the wheel a second time, compiled.

`schoolstd check` must not import pydantic or a YAML library at its start, so the wheel holds each folder of
`indicators/` also as `schoolstd/compiled/<name>.json`. The name is made of the digest of the folder's YAML, the version
and the shape of the catalog classes. The installed program computes it anew from the YAML beside it, and so takes the
compiled form only as long as it fits. It goes into the wheel from a temporary folder; the source tree is not touched.
An editable install gets none: there `schoolstd` compiles into the user's cache on first use.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.builders.wheel import WheelBuilderConfig


class CompileCatalogs(BuildHookInterface[WheelBuilderConfig]):
    """Compiles the catalogs before the files of the wheel are collected. A mistake in a catalog ends the build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds `schoolstd/compiled/` to the wheel; `version` is the kind of build, "standard" or "editable"."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.dont_write_bytecode = True  # the source tree stays as it is
        sys.path.insert(0, str(root / "src"))
        from schoolstd.catalog.find import HEAD
        from schoolstd.catalog.store import write_compiled
        from schoolstd.errors import CatalogError

        self._compiled = TemporaryDirectory(prefix="schoolstd-compiled-")
        for head in sorted((root / "indicators").glob(f"*/{HEAD}")):
            try:
                write_compiled(str(head.parent), self._compiled.name)
            except CatalogError as error:
                sys.exit("\n".join(map(str, error.mistakes)))
        build_data["force_include"][self._compiled.name] = "schoolstd/compiled"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Removes the temporary folder."""
        if version != "editable":
            self._compiled.cleanup()
