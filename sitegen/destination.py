"""Where a site may be written, and where never: not over or among anything that is more than a site.

Places are compared by what they are and not by how they are spelled: there are disks that ignore case, and folders that
are reached by two ways.
"""

from __future__ import annotations

import contextlib
import os
import unicodedata
from pathlib import Path

from .folders import SITE_FILE

_SOURCES = ("content", "templates", "assets", "translations", ".git", ".sitegen")
_ELSEWHERE = "Name a folder of its own, such as `-o output`."


class OutputError(Exception):
    """The folder was left as it was. `reason` says what stands in the way, `mend` what to do about it."""

    def __init__(self, reason: str, mend: str) -> None:
        super().__init__(reason)
        self.reason, self.mend = reason, mend


class Refused(OutputError):
    """What was asked for could destroy something that is not ours to replace."""


def permitted(folder: Path, project_root: Path) -> Path:
    """The real path of `folder`, when it is a place where a site may be written at all; else Refused."""
    real, root = Path(os.path.realpath(folder)), Path(os.path.realpath(project_root))
    precious = [root, Path(os.path.realpath(os.path.expanduser("~"))), *_standing_in()]
    if folder.is_symlink():
        raise Refused(f"{folder} is a link, and links are never written through.", _ELSEWHERE)
    if real.exists() and not real.is_dir():
        raise Refused(f"{folder} is not a folder.", _ELSEWHERE)
    if any(_lies_in(place, real) for place in precious):
        raise Refused(f"{folder} holds more than a site: a build replaces the whole folder.", _ELSEWHERE)
    if any(_lies_in(real, root / name) for name in _SOURCES):
        raise Refused(f"{folder} lies among the files that the site is made from.", _ELSEWHERE)
    if other := next((place for place in real.parents if _another_site(place, root)), None):
        raise Refused(f"{folder} lies in another site, {other}, which may have been built there.", _ELSEWHERE)
    if os.path.lexists(real / ".git"):
        raise Refused(f"{folder} is a git checkout.", _ELSEWHERE)
    if os.path.ismount(real):
        raise Refused(f"{folder} is a mounted disk and cannot be exchanged as a whole.", "Name a folder inside it.")
    return real


def _lies_in(inner: Path, outer: Path) -> bool:
    """Whether a path is another or below it, by whatever names: there are disks that ignore case, and folders that are
    reached by two ways."""
    return any(_indistinct(place) == _indistinct(outer) or _same(place, outer)
               for place in (inner, *inner.parents))  # fmt: skip


def _indistinct(path: Path) -> str:
    """A path as the least discerning disk sees it; of addresses `checks` says the same."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", str(path)).casefold())


def _same(place: Path, other: Path) -> bool:
    with contextlib.suppress(OSError):
        return os.path.samefile(place, other)
    return False


def _another_site(place: Path, root: Path) -> bool:
    """Whether a folder holds a site that is not the one built, nor one around it."""
    return (place / SITE_FILE).exists() and not _lies_in(root, place)


def _standing_in() -> list[Path]:
    # A shell that stands in the folder would find itself in a deleted one afterwards.
    with contextlib.suppress(OSError):
        return [Path(os.path.realpath(os.getcwd()))]
    return []
