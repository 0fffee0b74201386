"""What a site's pages ask for beside themselves: style sheets, scripts and pictures, the author's over ours."""

from __future__ import annotations

import os
import re

from .folders import default_theme
from .problems import Place, Problem
from .project import Project

# What is said to whoever works on a file, and the white space by which they find their way in it.
_FOR_WRITERS = {
    ".css": (re.compile(rb"/\*.*?\*/\n*", re.DOTALL), re.compile(rb"(?<=[{};:])\s+|\s+(?=\{)|(?<=,)\n\s*")),
    ".js": (re.compile(rb"^ *//.*\n", re.MULTILINE), re.compile(rb"^ +", re.MULTILINE)),
}


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
                files[f"assets/{name}"] = data if folder == project.assets and own else _for_readers(name, data)
    return files, problems


def _for_readers(name: str, data: bytes) -> bytes:
    """A style sheet or script of ours without what only those who work on it need, which no reader has to load."""
    for needless in _FOR_WRITERS.get(os.path.splitext(name)[1], ()):
        data = needless.sub(b"", data)
    return data
