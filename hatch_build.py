"""Build hooks: dependencies come from requirements/core.in, catalogues are compiled into the wheel."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

ROOT = Path(__file__).resolve().parent


class DependenciesHook(MetadataHookInterface):
    """Read the run-time dependencies from the one list that carries their reasons."""

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict[str, Any]) -> None:
        """Fill ``project.dependencies``."""
        lines = (ROOT / "requirements" / "core.in").read_text(encoding="utf-8").splitlines()
        words = [re.sub(r"\s*#.*", "", line).strip() for line in lines]
        metadata["dependencies"] = [word for word in words if word and not word.startswith("hatchling")]


class CataloguesHook(BuildHookInterface[Any]):
    """Compile the Czech catalogues, so that an installed wheel speaks Czech."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Compile before the files are collected; an editable install leaves it to dev.py."""
        if version != "editable":
            runpy.run_path(str(ROOT / "tools" / "messages.py"))["compile_all"]()
