"""What is done when the program is packed: templates become Python, so that nobody's first build has to make it."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Templates(BuildHookInterface[Any]):
    """Puts the code of every template into the wheel, where Python compiles it as it compiles all modules."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Begins a wheel. A checkout that is installed as it stands reads its own templates."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from sitegen.theme_ready import FOLDER, packed

        self._made = tempfile.TemporaryDirectory()
        for name, text in packed(Path(self.root)):
            (Path(self._made.name) / name).write_text(text, encoding="utf-8")
        build_data["force_include"][self._made.name] = f"sitegen/default_theme/{FOLDER}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Clears away what is in the wheel now."""
        if version != "editable":
            self._made.cleanup()
