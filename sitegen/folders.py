"""The folders of one site on the disk, and the way to find it from wherever one stands."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

CONTENT = "content"
SITE_FILE = f"{CONTENT}/site.yaml"


@dataclass(frozen=True, slots=True)
class Project:
    """One site: `root` holds `content/`, and may hold `templates/`, `assets/` and `translations/` of its own."""

    root: Path

    @property
    def templates(self) -> Path:
        return self.root / "templates"

    @property
    def assets(self) -> Path:
        return self.root / "assets"

    @property
    def translations(self) -> Path:
        return self.root / "translations"

    @property
    def content(self) -> Path:
        return self.root / CONTENT


def find_project(start: Path) -> Project | None:
    """The site that a folder lies in: the nearest one upwards that has `content/site.yaml`, or
    articles or annotations where that file is still missing."""
    here = start.absolute()
    for sign in (SITE_FILE, f"{CONTENT}/articles", f"{CONTENT}/annotations"):
        for folder in (here, *here.parents):
            if (folder / sign).exists():
                return Project(folder)
    return None


_BESIDE_THE_PACKAGE = Path(__file__).resolve().parent / "default_theme"
_IN_A_CHECKOUT = Path(__file__).resolve().parent.parent


def default_theme() -> Path:
    """The folder with our own `templates/` and `assets/`: inside the wheel, or at the top of a checkout."""
    return _BESIDE_THE_PACKAGE if _BESIDE_THE_PACKAGE.is_dir() else _IN_A_CHECKOUT


def with_slash(base_url: str) -> str:
    """The address that a site is published at always ends in a slash."""
    return base_url if not base_url or base_url.endswith("/") else f"{base_url}/"


def read_regular(path: Path, most: int) -> bytes:
    """The bytes of a regular file, opened so that a link or pipe put in its place meanwhile is refused."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(f"not a regular file: {path.name}")
        # Room is made for what is asked for, so no more is asked for than there was a moment ago; then for the rest.
        data = file.read(min(found.st_size, most) + 1)
        if found.st_size < len(data) <= most:
            data += file.read(most + 1 - len(data))
        if len(data) > most:
            raise OSError("it grew while it was read")
        return data
