"""What a site's pages ask for beside themselves: style sheets, scripts and pictures, the author's over ours."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from .folders import default_theme, read_regular
from .problems import Place, Problem
from .project import Project, links_below
from .site_paths import path_fault
from .svg import active_parts

# What is said to whoever works on a file, and the white space by which they find their way in it.
_FOR_WRITERS = {
    ".css": (re.compile(rb"/\*.*?\*/\n*", re.DOTALL), re.compile(rb"(?<=[{};:])\s+|\s+(?=\{)|(?<=,)\n\s*")),
    ".js": (re.compile(rb"^ *//.*\n", re.MULTILINE), re.compile(rb"^ +", re.MULTILINE)),
}


# No host takes a larger file, and no page should.
MOST_OF_AN_ASSET = 100 * 1024 * 1024
_XML = frozenset({".svg", ".svgz", ".xml", ".xhtml", ".xht", ".xsl", ".xslt", ".mathml", ".rdf"})
_PAGES = frozenset({".html", ".htm", ".shtml", ".mht", ".mhtml"})
# What every host calls plain text, so that no browser takes it for markup. Whatever else begins like markup may be
# that: a host calls it XML by its ending, as `.atom` and `.kml`, or leaves a browser to guess.
_PLAIN = frozenset({".txt", ".csv", ".tsv"})
_BEFORE_MARKUP = b"\xef\xbb\xbf\xfe\xff\x00\t\n\f\r "


def asset_files(project: Project) -> tuple[dict[str, bytes], list[Problem]]:
    """Every asset by its address under `assets/`, the author's own file over ours."""
    ours = default_theme() / "assets"
    files = {name: _for_readers(name, (ours / path).read_bytes()) for name, path in _plain_files(ours)}
    problems = links_below(project.assets, "assets")
    if project.assets.is_symlink() or project.assets.resolve() == ours.resolve():
        return files, problems
    for name, path in _plain_files(project.assets):
        if fault := path_fault(name):
            problems.append(Problem(Place(name), "file-name", f"the name {fault}", "rename it"))
            continue
        try:
            data = _of_an_author(path, name, problems)
        except OSError as failure:
            problems.append(Problem(Place(name), "file-unreadable", f"cannot be read: {failure.strerror or failure}"))
        else:
            files |= {} if data is None else {name: data}
    return files, problems


def _plain_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files below a folder of assets by their addresses; what is hidden is none."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not any(part.startswith(".") for part in name.split("/")) and stat.S_ISREG(path.lstat().st_mode):
            yield f"assets/{name}", path


def _of_an_author(path: Path, name: str, problems: list[Problem]) -> bytes | None:
    """The bytes of an asset, or a problem; one that is too large is not read."""
    if (size := path.lstat().st_size) > MOST_OF_AN_ASSET:
        message = f"the file holds {size:,} bytes; no more than {MOST_OF_AN_ASSET:,} are taken"
        problems.append(Problem(Place(name), "file-too-large", message, "make it smaller, or put it elsewhere"))
        return None
    data = read_regular(path, MOST_OF_AN_ASSET)
    ending = path.suffix.lower()
    if ending in _XML or (ending not in _PLAIN | _PAGES and data.lstrip(_BEFORE_MARKUP).startswith(b"<")):
        problems += active_parts(data, name)
    elif ending in _PAGES:
        message = "a page of its own would stand on the site without the policy that holds for its pages"
        hint = "write it as `content/pages/NAME.md`, or put it elsewhere"
        problems.append(Problem(Place(name), "asset-active", message, hint))
    return data


def _for_readers(name: str, data: bytes) -> bytes:
    """A style sheet or script of ours without what only those who work on it need, which no reader has to load."""
    for needless in _FOR_WRITERS.get(os.path.splitext(name)[1], ()):
        data = needless.sub(b"", data)
    return data
