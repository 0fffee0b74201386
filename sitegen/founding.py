"""A new briefing that builds at once: the files of the starter, and the schemas that belong to them."""

from __future__ import annotations

from pathlib import Path

from .library import load
from .project import Project, content_files, find_project
from .schema import schemas

_STARTER = Path(__file__).parent / "starter"
# A repository that was made before its first file is no reason to refuse.
_HARMLESS = {".git"}
_OF_A_SITE = ("content", "templates", "assets", "output")


def founding_files() -> dict[str, bytes]:
    """Every file of a new briefing by its path in the new folder."""
    paths = [path for path in sorted(_STARTER.rglob("*")) if path.is_file()]
    starter = {path.relative_to(_STARTER).as_posix(): path.read_bytes() for path in paths}
    files, _ = content_files(Project(_STARTER))
    return starter | schemas(load(files)[0])


def obstacle(folder: Path) -> str:
    """Why a new briefing cannot be made in this folder, in a sentence or two; empty where it can."""
    if folder.is_symlink() and not folder.exists():
        return f"{folder} is a link that leads nowhere. Name another folder."
    if folder.exists() and not folder.is_dir():
        return f"{folder} is a file. Name a folder that is new or empty."
    held = sorted({path.name for path in folder.iterdir()} - _HARMLESS) if folder.exists() else []
    if held:
        some = ", ".join(held[:3]) + (" and more" if len(held) > 3 else "")
        return f"{folder} is not empty: it holds {some}. Name a folder that is new or empty; nothing was changed."
    around = find_project(folder.parent)
    if around and folder.absolute().relative_to(around.root).parts[0] in _OF_A_SITE:
        return f"{folder} lies among the files of the site {around.root}. Name a folder outside of it."
    return ""
