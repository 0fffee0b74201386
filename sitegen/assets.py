"""What a site's pages ask for beside themselves: style sheets, scripts and pictures, the author's over ours."""

from __future__ import annotations

import os
import re

from .folders import default_theme
from .problems import Place, Problem
from .project import Project

_COMMENTS = {".css": re.compile(rb"/\*.*?\*/\n*", re.DOTALL), ".js": re.compile(rb"^ *//.*\n", re.MULTILINE)}


def asset_files(project: Project) -> tuple[dict[str, bytes], list[Problem]]:
    """Every asset by its address under `assets/`, the author's own file over ours."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    own = project.assets.resolve() != (default_theme() / "assets").resolve()
    for folder in (default_theme() / "assets", *([project.assets] if own else [])):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            name = path.relative_to(folder).as_posix()
            if any(part.startswith(".") for part in name.split("/")):
                continue
            if path.is_symlink():
                message = "a symbolic link; these are not read"
                problems.append(Problem(Place(f"assets/{name}"), "file-link", message, "put a copy there instead"))
            elif path.is_file():
                data = path.read_bytes()
                files[f"assets/{name}"] = data if folder == project.assets and own else _without_comments(name, data)
    return files, problems


def _without_comments(name: str, data: bytes) -> bytes:
    """A style sheet or script of ours without what it says to whoever works on it, which no reader has to load."""
    comments = _COMMENTS.get(os.path.splitext(name)[1])
    return comments.sub(b"", data) if comments else data
