"""Whether anything that the last build was made of, or made, is another now: told before anything slow is loaded.

Size, times and number of every file are compared first, and bytes only of those that differ in one of them, or that
were saved so close to the last look that their times say nothing. Whatever cannot be told for certain counts as a
change: then the site is built, and the build finds out.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import __version__
from .folders import Project, default_theme
from .memo import Memo, program_stamp
from .site_paths import LIST

_FORMAT = 2
# How long after a save a second one may leave the same times: a tick of the kernel, or what coarse file systems keep.
_TICK, _COARSE = 20_000_000, 2_100_000_000
_SECOND = 1_000_000_000

# Size, time of change, time of any change, number on the disk.
Stamp = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Look:
    """What the inputs of a build looked like at one moment: `asked` are the options and everything of the program
    itself, `stamps` every file by its path. `taken` is the moment, in nanoseconds."""

    asked: str
    stamps: Mapping[str, Stamp]
    taken: int


@dataclass(frozen=True, slots=True)
class Said:
    """What a build says that changed nothing, in words and as one object."""

    words: str
    as_object: str

    @property
    def problems(self) -> bool:
        """Whether there were any, which the object tells."""
        return bool(json.loads(self.as_object).get("problems"))


class Unclear(Exception):
    """Something lies among the inputs of which a look says nothing, such as a link."""


def look(project: Project, asked: Iterable[object]) -> Look | None:
    """The inputs as they are now; None where that cannot be told."""
    taken, ours = time.time_ns(), default_theme()
    folders = [project.content, project.templates, project.assets, project.translations]
    folders += [ours / "templates", ours / "assets", ours / "translations"]
    try:
        stamps = {path: stamp for folder in dict.fromkeys(folders) for path, stamp in _files(os.fspath(folder))}
        program = [__version__, sys.version, program_stamp()]
    except (OSError, Unclear):
        return None
    return Look(json.dumps([_FORMAT, *map(str, asked), *program]), stamps, taken)


def nothing_changed(memo: Memo, now: Look | None, target: Path) -> Said | None:
    """What the last build into a folder would say again, where nothing that it read or wrote has changed since."""
    if now is None or (kept := _kept(memo, target)) is None or kept["asked"] != now.asked:
        return None
    try:
        _, outputs = _looked_at(target)
        if _stamps(kept["outputs"]) != outputs:
            return None
        before = {path: (tuple(stamp), digest) for path, (stamp, digest) in kept["inputs"].items()}
        if before.keys() != now.stamps.keys():
            return None
        again = _to_read(before, now, kept["taken"])
        if any(_digest(path) != before[path][1] for path in again):
            return None
    except (OSError, Unclear):
        return None
    said = Said(kept["words"], kept["object"])
    if again:
        inputs = {path: (stamp, before[path][1]) for path, stamp in now.stamps.items()}
        _keep(memo, target, now, inputs, (kept["looked"], outputs), said)
    return said


def remember(memo: Memo, before: Look | None, target: Path, said: Said) -> None:
    """Keeps what a build was made of, by the look taken before it, and what it has made."""
    if before is None:
        return
    try:
        # At once: whatever lies there is taken for what was built.
        outputs = _looked_at(target)
        inputs = {path: (stamp, _digest(path)) for path, stamp in before.stamps.items()}
        if dict(_stamped(before.stamps)) != before.stamps:
            return  # Somebody saved while the build was reading.
        _keep(memo, target, before, inputs, outputs, said)
    except (OSError, Unclear):
        return


def as_written(memo: Memo, target: Path) -> frozenset[str]:
    """The files in a folder, by their paths in it, of which size, times and number prove that they are as the last
    build left them. None are, where its list of files is another."""
    if (kept := _kept(memo, target)) is None:
        return frozenset()
    try:
        _, outputs = _looked_at(target)
    except (OSError, Unclear):
        return frozenset()
    before, looked, root = _stamps(kept["outputs"]), kept["looked"], f"{os.fspath(target)}/"
    proven = {path for path, stamp in outputs.items() if before.get(path) == stamp and not _racy(stamp, looked)}
    if root + LIST not in proven:
        return frozenset()
    return frozenset(path.removeprefix(root) for path in proven)


def _looked_at(target: Path) -> tuple[int, dict[str, Stamp]]:
    """Every file of an output, and the moment before they were looked at."""
    return time.time_ns(), dict(_files(os.fspath(target)))


def _stamps(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {path: tuple(stamp) for path, stamp in kept.items()}


def _keep(
    memo: Memo,
    target: Path,
    look: Look,
    inputs: Mapping[str, tuple[Stamp, str]],
    outputs: tuple[int, Mapping[str, Stamp]],
    said: Said,
) -> None:
    kept = {
        "asked": look.asked, "taken": look.taken, "inputs": inputs, "looked": outputs[0], "outputs": outputs[1],
        "words": said.words, "object": said.as_object,
    }  # fmt: skip
    memo.put(_key(target), json.dumps(kept).encode())


def _kept(memo: Memo, target: Path) -> Any:
    data = memo.get(_key(target))
    return None if data is None else json.loads(data)


def _key(target: Path) -> str:
    return f"unchanged {os.path.realpath(target)}"


def _to_read(before: Mapping[str, tuple[Any, str]], now: Look, taken: int) -> list[str]:
    """The files whose times do not prove that they are as they were."""
    return [path for path, stamp in now.stamps.items() if before[path][0] != stamp or _racy(stamp, taken)]


def _racy(stamp: Stamp, taken: int) -> bool:
    """Whether a file was saved so late before a look that it may have been saved again with the same times."""
    coarse = not stamp[1] % _SECOND or not stamp[2] % _SECOND
    return max(stamp[1], stamp[2]) > taken - (_COARSE if coarse else _TICK)


def _files(folder: str) -> Iterator[tuple[str, Stamp]]:
    """Every file below a folder, those of the folders' own names included; nothing where there is no folder."""
    if os.path.islink(folder):
        raise Unclear(folder)
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for entry in entries:
        found = entry.stat(follow_symlinks=False)
        if stat.S_ISDIR(found.st_mode):
            yield f"{entry.path}/", (0, 0, 0, 0)
            yield from _files(entry.path)
        elif stat.S_ISREG(found.st_mode):
            yield entry.path, _stamp(found)
        else:
            raise Unclear(entry.path)


def _stamped(paths: Iterable[str]) -> Iterator[tuple[str, Stamp]]:
    for path in paths:
        yield path, ((0, 0, 0, 0) if path.endswith("/") else _stamp(os.lstat(path)))


def _stamp(found: os.stat_result) -> Stamp:
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _digest(path: str) -> str:
    if path.endswith("/"):
        return ""
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()
