"""What a finished site consists of: the path, size and digest of every file, listed inside the site itself.

The list is how a later build knows which folder and which files are its own to replace, how a site is
checked before it is published, and how a branch on a remote is recognised as one that carries a site.
It is read as untrusted input: a list that is not exactly in our form is no list.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .files import sha256_of, size_of
from .problems import printable
from .site_paths import LIST, path_fault

NAME = LIST
_quoted = json.JSONEncoder(ensure_ascii=False).encode
FORMAT = 1
# What file managers leave in any folder that is looked at; nobody's work, so it neither counts nor stays.
DROPPINGS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})

_LARGEST = 64 * 1024 * 1024
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of the site: `size` in bytes, `sha256` in lower-case hexadecimal."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Every file of one site by its path with forward slashes, and the version of sitegen that made it."""

    files: Mapping[str, Listed] = field(default_factory=dict)
    version: str = ""

    def folders(self) -> frozenset[str]:
        """Every folder that the files need, without the root."""
        nearest = {path.rpartition("/")[0] for path in self.files} - {""}
        return frozenset(nearest.union(*map(_ancestors, nearest)))

    def to_bytes(self) -> bytes:
        """The list as it is stored: sorted, one file a line, the same bytes for the same site."""
        lines = [
            f'{{"path": {_quoted(path)}, "size": {listed.size}, "sha256": "{listed.sha256}"}}'
            for path, listed in sorted(self.files.items())
        ]
        head = f'{{"generator": "sitegen", "format": {FORMAT}, "version": {json.dumps(self.version)}, "files": ['
        return (head + "\n" + ",\n".join(lines) + "\n]}\n").encode()


@dataclass(frozen=True, slots=True)
class Differences:
    """How a folder differs from its list. Folders that are not ours end in a slash and are not looked into."""

    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.changed or self.foreign)


def of(files: Mapping[str, bytes], version: str = "") -> Manifest:
    """The list of `files`. A path that no site may have raises ValueError, whose text says why."""
    for path in files:
        if fault := path_fault(path):
            raise ValueError(f"“{printable(path)}” {fault}".replace("\n", "\\n"))
    listed = {path: Listed(size_of(files, path), sha256_of(files, path)) for path in files}
    made = Manifest(listed, version)
    if clash := sorted(made.folders() & listed.keys()):
        raise ValueError(f"“{clash[0]}” cannot be a file and a folder at once")
    return made


# A write reads the list of the old site when it begins, and again when it clears that site away.
@functools.lru_cache(1)
def parse(data: bytes) -> Manifest | None:
    """The list held in `data`, or None when it is not one of ours."""
    try:
        tree = json.loads(data)
        if tree["generator"] != "sitegen" or tree["format"] != FORMAT:
            return None
        files = {str(entry["path"]): _listed(entry) for entry in tree["files"]}
        version = str(tree["version"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return None if any(path_fault(path) for path in files) else Manifest(files, version)


def _listed(entry: Mapping[str, Any]) -> Listed:
    size, digest = entry["size"], entry["sha256"]
    if type(size) is not int or len(digest) != 64 or not _HEX.issuperset(digest):
        raise ValueError(digest)
    return Listed(size, digest)


def read(folder: Path) -> Manifest | None:
    """The list inside `folder`, or None when there is none that we wrote. Raises OSError."""
    try:
        data = _bytes_of(os.fspath(folder / NAME), None, _LARGEST)
    except FileNotFoundError:
        return None
    return None if data is None else parse(data)


def compare(folder: Path, manifest: Manifest, known: frozenset[str] = frozenset()) -> Differences:
    """What in `folder` is not as listed: every byte is read and no link is followed. Of files whose bytes are `known`
    only the size is looked at. Raises OSError."""
    ours, seen = manifest.folders(), set()
    changed: list[str] = []
    foreign: list[str] = []
    for prefix, folders, names, fd in _walk(folder):
        for name in list(folders):
            if prefix + name not in ours or not stat.S_ISDIR(_mode(name, fd)):
                foreign.append(f"{prefix}{name}/")
                folders.remove(name)
        for path, name in ((prefix + name, name) for name in names if not _aside(prefix, name)):
            if path in manifest.files:
                seen.add(path)
                if (_other_size if path in known else _differs)(name, fd, manifest.files[path]):
                    changed.append(path)
            else:
                foreign.append(path)
    missing = sorted(manifest.files.keys() - seen)
    return Differences(tuple(missing), tuple(sorted(changed)), tuple(sorted(foreign)))


def _ancestors(path: str) -> Iterator[str]:
    while (cut := path.rfind("/")) > 0:
        path = path[:cut]
        yield path


def _walk(folder: Path) -> Iterator[tuple[str, list[str], list[str], int]]:
    # fwalk holds each folder open and never goes through a link, so nothing outside can be reached.
    for root, folders, names, fd in os.fwalk(folder, onerror=_fail):
        inside = os.path.relpath(root, folder)
        yield "" if inside == "." else f"{inside.replace(os.sep, '/')}/", folders, names, fd


def _fail(error: OSError) -> None:
    raise error


def _aside(prefix: str, name: str) -> bool:
    return name in DROPPINGS or (not prefix and name == NAME)


def _mode(name: str, fd: int) -> int:
    return os.stat(name, dir_fd=fd, follow_symlinks=False).st_mode


def _differs(name: str, fd: int, listed: Listed) -> bool:
    data = _bytes_of(name, fd, listed.size)
    return data is None or len(data) != listed.size or hashlib.sha256(data).hexdigest() != listed.sha256


def _other_size(name: str, fd: int, listed: Listed) -> bool:
    found = os.stat(name, dir_fd=fd, follow_symlinks=False)
    return not stat.S_ISREG(found.st_mode) or found.st_size != listed.size


def _bytes_of(name: str, folder_fd: int | None, largest: int) -> bytes | None:
    """The bytes of one plain file, or None for anything that is not a plain file of at most that size."""
    if not stat.S_ISREG(os.stat(name, dir_fd=folder_fd, follow_symlinks=False).st_mode):
        return None
    fd = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder_fd)
    with open(fd, "rb") as file:
        return file.read() if os.fstat(fd).st_size <= largest else None
