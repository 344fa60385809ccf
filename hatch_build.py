"""Build step: compiles the translations and sees that the interface's files are inside the package."""

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ASSETS = Path("src/dure/foundation/interface/static/dure/krds")


class BuildHook(BuildHookInterface[Any]):
    """Runs before the files of a wheel or an sdist are gathered."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """``version`` is ``editable`` for a working copy, where ./run builds both parts itself."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from dure.translations import compile_all

        compile_all()
        if not has_assets(root) and os.environ.get("DURE_PLAIN_ASSETS") != "1":
            build(root)


def has_assets(root: Path) -> bool:
    """True where a style sheet of the built interface lies in its folder."""
    return any((root / ASSETS).rglob("*.css"))


def build(root: Path) -> None:
    """Fetch and build the interface files, or stop with one line that says what to do."""
    from dure.foundation.interface.assets import build_assets

    report = build_assets(root, print)
    if not has_assets(root):
        raise SystemExit(
            f"The interface files are not built ({report.reason}). Run `npm ci` where npm's registry can be "
            "reached, or set DURE_PLAIN_ASSETS=1 to build without them."
        )
