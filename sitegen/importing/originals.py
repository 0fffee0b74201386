"""What is to be brought in: the files that are meant, each read whole or passed by with a reason."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from .. import manifest
from ..problems import printable

MOST_BYTES: Final = 5 * 1000 * 1000
MOST_AT_ONCE: Final = 200 * 1000 * 1000

Form = Literal["text", "markdown", "page"]
FORMS: Final[dict[str, Form]] = {
    ".txt": "text", ".text": "text",
    ".md": "markdown", ".markdown": "markdown", ".mdown": "markdown", ".mkd": "markdown",
    ".html": "page", ".htm": "page", ".xhtml": "page",
}  # fmt: skip
_MADE_OF_MORE: Final = {
    ".mdx": "MDX mixes Markdown with program code, which would be read as words of the article; save it as .md without",
    ".mht": "a web archive; save the page again as “HTML only”",
    ".mhtml": "a web archive; save the page again as “HTML only”",
    ".webarchive": "a web archive; save the page again as “Page Source”",
}
_OF_AN_OFFICE: Final = (
    ".doc", ".docx", ".epub", ".odt", ".pages", ".pdf", ".ppt", ".pptx", ".rtf",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Original:
    """One file, or standard input, as it came. `name` is how it is shown, `stem` what it may be named after."""

    name: str
    stem: str
    form: Form | None
    data: bytes


@dataclass(frozen=True, slots=True)
class Left:
    """What is not brought in, and why; `passed` where nobody asked for this very file."""

    name: str
    reason: str
    passed: bool = False


def gather(paths: Iterable[Path], content: Path) -> Iterator[Original | Left]:
    """Every file that `paths` name, and of a folder those in it and below, by name. Links inside a folder are not
    followed, and `content`, where this site keeps its own articles, is not read again."""
    total = 0
    for found in _each(paths, content):
        total += len(found.data) if isinstance(found, Original) else 0
        if total > MOST_AT_ONCE:
            name = found.name
            yield Left(name, f"more than {MOST_AT_ONCE:,} bytes at once; it and what follows is for another run")
            return
        yield found


def _each(paths: Iterable[Path], content: Path) -> Iterator[Original | Left]:
    for path in paths:
        if path.is_dir():
            yield from _folder(path, content)
        else:
            yield _file(path)


def _folder(folder: Path, content: Path) -> Iterator[Original | Left]:
    """The files of a folder and of those below. A pile of open folders takes any depth."""
    pile = [folder]
    while pile:
        here = pile.pop()
        if reason := _not_entered(here, content):
            yield Left(shown(here), reason, passed=True)
            continue
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as failure:
            yield Left(shown(here), f"the folder cannot be read: {failure.strerror or failure}")
            continue
        pages = {f"{Path(entry.name).stem}_files" for entry in entries if FORMS.get(_suffix(entry.name)) == "page"}
        below = []
        for entry in entries:
            if entry.is_dir(follow_symlinks=False) and not entry.name.startswith(".") and entry.name not in pages:
                below.append(here / entry.name)
            else:
                yield _entry(here / entry.name, entry, pages)
        pile += reversed(below)


def _not_entered(folder: Path, content: Path) -> str:
    if folder.resolve() == content.resolve():
        return "the content of this very site"
    return "a site that sitegen has built" if (folder / manifest.NAME).exists() else ""


def _entry(path: Path, entry: os.DirEntry[str], pages: set[str]) -> Original | Left:
    reason = ""
    if entry.name.startswith("."):
        reason = "hidden"
    elif entry.is_symlink():
        reason = "a link; links inside a folder are not followed"
    elif entry.name in pages:
        reason = "pictures and programs of a saved page"
    elif entry.is_file() and _suffix(entry.name) not in FORMS:
        reason = _other_form(_suffix(entry.name))
    return Left(shown(path), reason, passed=True) if reason else _file(path)


def _suffix(name: str) -> str:
    return Path(name).suffix.lower()


def _other_form(suffix: str) -> str:
    if suffix in _OF_AN_OFFICE:
        return f"{suffix} is not read; open it, save its text as plain text (.txt) in UTF-8, and bring that in"
    return (
        _MADE_OF_MORE.get(suffix)
        or f"{printable(suffix) or 'a file without an ending'} is not read; .txt, .md and .html are"
    )


def _file(path: Path) -> Original | Left:
    form = FORMS.get(_suffix(path.name))
    if form is None and path.suffix:
        return Left(shown(path), _other_form(_suffix(path.name)))
    try:
        data = _read(path)
    except (OSError, ValueError) as failure:
        return Left(shown(path), f"cannot be read: {getattr(failure, 'strerror', None) or failure}")
    if data is None:
        return Left(shown(path), "not a regular file")
    if len(data) > MOST_BYTES:
        return Left(shown(path), f"larger than {MOST_BYTES:,} bytes, the most that one article may have")
    return Original(shown(path), _named_after(path), form, data)


def _read(path: Path) -> bytes | None:
    """The bytes of a regular file, one more at most than an article may have. A pipe would never end."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        return file.read(MOST_BYTES + 1) if stat.S_ISREG(os.fstat(descriptor).st_mode) else None


def _named_after(path: Path) -> str:
    """The name of a file without its ending; that of its folder where the file is only called `index`."""
    bundle = path.stem.lower() in ("index", "_index", "readme", "saved_resource") and path.absolute().parent.name
    return shown(Path(bundle or path.stem))


def shown(path: Path) -> str:
    """A path as it can be printed: names of files may hold any bytes."""
    return printable(os.fsencode(path).decode("utf-8", errors="replace")).replace("\n", "\\u000a")
