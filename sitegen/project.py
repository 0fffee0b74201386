"""Every file under `content/` of one site, with the shelf it belongs to."""

from __future__ import annotations

import contextlib
import itertools
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .folders import CONTENT, SITE_FILE, Project, find_project, read_regular
from .kinds import KINDS, THINGS
from .problems import Place, Problem, did_you_mean

_YAML = (".yaml", ".yml")
_ARTICLES = (".txt", ".md")
# What is larger is refused before any of it is read.
MOST_OF_AN_ARTICLE = 1024 * 1024
MOST_OF_A_FILE = 16 * 1024 * 1024
# More of them are no briefing, but something that was put here by mistake.
MOST_FILES = 50_000


@dataclass(frozen=True, slots=True)
class ContentFile:
    """One file under `content/`: its path in the project, the shelf it stands on, and its bytes."""

    path: str
    shelf: str
    data: bytes

    @property
    def stem(self) -> str:
        return os.path.splitext(self.path.rpartition("/")[2])[0]


class Remembered:
    """Files as they were read at the last save of a preview. One is not read again where it is the same by size, times
    and number, and is not among those that somebody `heard` of since."""

    def __init__(self) -> None:
        self.heard: frozenset[Path] | None = None
        self._files: dict[str, tuple[tuple[int, ...], ContentFile]] = {}

    def file(self, path: str, status: os.stat_result) -> ContentFile | None:
        """The file at a path of the project, as it was read before; None where it must be read."""
        kept = self._files.get(path)
        return kept[1] if kept and self.heard is not None and kept[0] == _stamp(status) else None

    def keep(self, file: ContentFile, status: os.stat_result) -> None:
        """Keeps a file that looked so before it was read."""
        self._files[file.path] = _stamp(status), file

    def forget(self, project: Project) -> None:
        """Forgets what somebody heard of."""
        for path in self.heard or ():
            with contextlib.suppress(ValueError):
                self._files.pop(path.relative_to(project.root).as_posix(), None)


def _stamp(status: os.stat_result) -> tuple[int, ...]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def content_files(project: Project, remembered: Remembered | None = None) -> tuple[list[ContentFile], list[Problem]]:
    """Every file under `content/` in the order of their paths. What cannot be read, is a link, or stands where
    nothing would ever read it is a problem: no file is passed over without a word. What is `remembered` is not read
    again."""
    remembered = remembered or Remembered()
    remembered.forget(project)
    if _is_odd(project.content):
        return [], [_not_read(CONTENT)]
    walked = list(itertools.islice(_walk(project.content, CONTENT), MOST_FILES + 1))
    if len(walked) > MOST_FILES:
        message = f"more than {MOST_FILES:,} files lie in this folder; none of them was read"
        return [], [Problem(Place(CONTENT), "too-many-files", message, "divide it into several sites")]
    files: list[ContentFile] = []
    problems: list[Problem] = []
    for found in walked:
        if isinstance(found, Problem):
            problems.append(found)
            continue
        shelf = shelf_of(found)
        if shelf is None:
            problems.append(_unexpected(found))
            continue
        try:
            status = os.lstat(f"{project.root}/{found}")
            if (file := remembered.file(found, status)) is not None:
                files.append(file)
                continue
            size = status.st_size
            if size > (most := MOST_OF_AN_ARTICLE if shelf == "articles" else MOST_OF_A_FILE):
                problems.append(_too_large(found, size, most))
                continue
            files.append(ContentFile(found, shelf, read_regular(project.root / found, most)))
            remembered.keep(files[-1], status)
        except OSError as failure:
            problems.append(_unreadable(found, failure))
    if SITE_FILE not in (*(file.path for file in files), *(problem.place.path for problem in problems)):
        message = "a site begins with this file, and it is not there"
        problems.append(Problem(Place(SITE_FILE), "file-unreadable", message, "write `title:` and `scope:`"))
    return files, problems


def site_file(project: Project) -> list[ContentFile]:
    """The file with the site's own settings, alone; an empty list where it cannot be read."""
    try:
        return [ContentFile(SITE_FILE, "site", read_regular(project.root / SITE_FILE, MOST_OF_A_FILE))]
    except OSError:
        return []


def _walk(folder: Path, path: str) -> Iterator[str | Problem]:
    """Paths of the regular files below, sorted. Hidden files and editors' backups are not content."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as failure:
        yield _unreadable(path, failure)
        return
    for entry in entries:
        if entry.name.startswith((".", "#")) or entry.name.endswith("~"):
            continue
        inner = f"{path}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder / entry.name, inner)
        elif entry.is_file(follow_symlinks=False):
            yield inner
        else:
            yield _not_read(inner)


def links_below(folder: Path, name: str) -> list[Problem]:
    """A problem for every link and special file in a folder of the site, and for the folder itself where it is one."""
    found = sorted(folder.rglob("*")) if folder.is_dir() and not folder.is_symlink() else [folder]
    places = (f"{name}/{path.relative_to(folder).as_posix()}".removesuffix("/.") for path in found if _is_odd(path))
    return [_not_read(place) for place in places]


def _is_odd(path: Path) -> bool:
    """Whether something is there that is neither a file nor a folder of its own."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _not_read(path: str) -> Problem:
    message = "a symbolic link or special file; these are not read"
    return Problem(Place(path), "file-link", message, "put a copy of the file there instead")


def _unreadable(path: str, failure: OSError) -> Problem:
    return Problem(Place(path), "file-unreadable", f"cannot be read: {failure.strerror or failure}")


def _too_large(path: str, size: int, most: int) -> Problem:
    message = f"the file holds {size:,} bytes; no more than {most:,} are read"
    return Problem(Place(path), "file-too-large", message, "split it into several files")


def shelf_of(path: str) -> str | None:
    """The shelf a path under `content/` stands on: `site`, `articles`, `annotations`, `pages`, or a kind's name."""
    if path == SITE_FILE:
        return "site"
    parts = path.split("/")[1:]
    name, suffix = os.path.splitext(parts[-1])
    if parts[0] == "articles" and len(parts) == 2 and suffix in _ARTICLES:
        return "articles"
    if parts[0] == "pages" and len(parts) == 2 and suffix == ".md":
        return "pages"
    if parts[0] == "annotations" and len(parts) in (2, 3) and suffix in _YAML:
        return "annotations"
    top = parts[0] if len(parts) > 1 else name
    kind = next((kind.name for kind in THINGS.values() if kind.shelf == top), None)
    return kind if suffix in _YAML else None


def annotated(path: str) -> str:
    """The article that an annotation file is about: `annotations/ARTICLE.yaml`, or any file in the folder
    `annotations/ARTICLE/`, so that several people or subjects can have a file each."""
    parts = path.split("/")[2:]
    return parts[0] if len(parts) > 1 else os.path.splitext(parts[0])[0]


def _instead(top: str, path: str) -> str:
    """What is to be done with a file that has another ending than those of its folder."""
    name, suffix = os.path.splitext(path.rpartition("/")[2])
    if suffix == ".txt" and shelf_of(path.removesuffix(suffix)):
        return f"rename it to `{name}`"
    if top == "articles" and suffix.lower() in (".html", ".htm"):
        return f"move it out of `content/`; `sitegen import {name}{suffix}` then takes its text out of the page"
    if top == "articles" and suffix not in _ARTICLES:
        return "save its text as a .txt file in UTF-8; what is no article stands outside `content/`"
    return ""


def _unexpected(path: str) -> Problem:
    shelves = ["articles", "annotations", *(kind.shelf for kind in KINDS if kind.family == "thing"), "pages"]
    parts = path.split("/")[1:]
    top = parts[0] if len(parts) > 1 else os.path.splitext(parts[0])[0]
    if top in shelves:
        endings = {"articles": ".txt or .md", "pages": ".md"}.get(top, ".yaml")
        deep = {
            "articles": " directly in the folder",
            "pages": " directly in the folder",
            "annotations": " in it or in a folder named for an article",
        }
        message = f"files of `content/{top}` end in {endings} and lie{deep.get(top, ' there')}"
        return Problem(Place(path), "file-unexpected", message, _instead(top, path))
    hint = did_you_mean(top, shelves) or f"move it out of `content/`, whose folders are: {', '.join(shelves)}"
    return Problem(Place(path), "file-unexpected", "nothing reads this file, so what it says would be lost", hint)


__all__ = [
    "CONTENT", "SITE_FILE", "ContentFile", "Project", "Remembered", "content_files", "find_project", "shelf_of",
    "site_file",
]  # fmt: skip
