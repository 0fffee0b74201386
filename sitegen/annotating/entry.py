"""The YAML of an entry, and the file where it belongs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..library import Document, Library
from ..passages import Stretch
from ..project import annotated
from ..scaffold import own_id, scalar, valued, words_of
from .blanks import Blank

_LIST = re.compile(r"^statements[ ]*:[ ]*(?:#.*)?$", re.MULTILINE)
_TOP = re.compile(r"^[^\s#-]", re.MULTILINE)
_ITEM = re.compile(r"^( *)- ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Home:
    """Where an entry belongs: the file, in words where in it, how far its entries are set in, and whether the list of
    statements has to be begun."""

    path: str
    where: str
    indent: int
    begins: bool


def home_of(library: Library, document: Document, kind: str) -> Home:
    """The file about an article that holds most entries of the kind, or the first; a new one where there is none."""
    paths = [path for path in library.sources if path.startswith("content/annotations/")]
    paths = sorted((path for path in paths if annotated(path) == document.id), key=lambda path: (path.count("/"), path))
    if not paths:
        path = f"content/annotations/{document.id}.yaml"
        return Home(path, "a new file: make it, with this in it", 2, True)
    held = Counter(one.place().path for one in document.statements if one.kind == kind)
    path = max(paths, key=lambda one: (held[one], -paths.index(one)))
    return _inside(path, library.sources[path])


def _inside(path: str, text: str) -> Home:
    begun = _LIST.search(text)
    if begun is None:
        return Home(path, "at the end of the file", 2, True)
    rest = text[begun.end() :]
    first, following = _ITEM.search(rest), _TOP.search(rest)
    indent = len(first[1]) if first else 2
    if following is None:
        return Home(path, "at the end of the file", indent, False)
    line = text.count("\n", 0, begun.end() + following.start()) + 1
    return Home(path, f"above line {line}, where the list of statements ends", indent, False)


def written(
    kind: str, document: Document, stretch: Stretch, blanks: Sequence[Blank], values: Mapping[str, str]
) -> list[str] | None:
    """The lines of an entry, set in by two; None where no context tells its words from others."""
    lines = words_of(kind, document, stretch)
    if not lines:
        return None
    lines += own_id(kind, document, stretch, lines, {one.id for one in document.statements})
    for blank in blanks:
        value = values.get(blank.key, "").strip()
        if not value:
            continue
        if blank.many:
            named = ", ".join(scalar(one.strip()) for one in value.split(",") if one.strip())
            lines.append(f"    {blank.key}: [{named}]")
        else:
            lines += valued(f"    {blank.key}", value)
    return lines


def set_in(lines: Sequence[str], home: Home) -> str:
    """The entry as it is pasted into its file."""
    shifted = [" " * home.indent + line[2:] for line in lines]
    return "\n".join([*(["statements:"] if home.begins else []), *shifted, ""])
