"""What is remembered from one build to the next, and may be forgotten at any time: compiled templates."""

from __future__ import annotations

import functools
import hashlib
import itertools
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from . import __version__
from .folders import read_regular

_NEW = itertools.count()
# No entry comes near it.
_MOST = 1024**3
_DIGEST = hashlib.sha256().digest_size


class Memo:
    """Bytes by key, in a folder of the person's own cache. They are never kept in the project: compiled templates are
    code, and a project may come from a stranger. An entry that is damaged in any way is not there."""

    def __init__(self, folder: Path | None, program: str = "") -> None:
        self._folder, self._program = folder, program

    def get(self, key: str) -> bytes | None:
        """What was kept under a key, or None."""
        if self._folder is None:
            return None
        try:
            data = read_regular(self._path(key), _MOST)
        except OSError:
            return None
        kept = data[_DIGEST:]
        return kept if data[:_DIGEST] == hashlib.sha256(kept).digest() else None

    def put(self, key: str, value: bytes) -> None:
        """Keeps bytes under a key, whole or not at all. A full disk is no reason to stop a build."""
        if self._folder is None:
            return
        with suppress(OSError):
            # To load the library's own way of making such names would take a twentieth of a build that changes nothing.
            new = self._folder / f"{os.getpid()}-{next(_NEW)}-{os.urandom(4).hex()}.new"
            with open(new, "xb", opener=_for_its_owner) as file:
                try:
                    file.write(hashlib.sha256(value).digest() + value)
                    file.close()
                    new.replace(self._path(key))
                except OSError:
                    new.unlink(missing_ok=True)
                    raise

    def _path(self, key: str) -> Path:
        assert self._folder is not None
        return self._folder / hashlib.sha256(f"{self._program}{key}".encode()).hexdigest()


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


class Resident:
    """A memory for as long as a program runs: what is put into it stays there, and what is not in it may be in the memo
    of earlier builds."""

    def __init__(self, memo: Memo) -> None:
        self._memo = memo
        self._kept: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """What was kept under a key, or None."""
        if key not in self._kept and (found := self._memo.get(key)) is not None:
            self._kept[key] = found
        return self._kept.get(key)

    def put(self, key: str, value: bytes) -> None:
        """Keeps bytes under a key."""
        self._kept[key] = value


def own_memo() -> Memo:
    """The memo of the person who runs the command, for this version of sitegen and of Python; one that remembers
    nothing where there is no folder that is theirs alone."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    folder = Path(home) / "sitegen" / f"{__version__}-{sys.implementation.cache_tag}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        found = folder.lstat()
    except OSError:
        return Memo(None)
    ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022
    return Memo(folder if ours and os.path.isabs(home) else None, program_stamp())


@functools.cache
def program_stamp() -> str:
    """Tells the program itself, and what is installed beside it, from any other: an upgrade, or an edit in a checkout,
    may make other pages of the same content."""
    stamp = hashlib.sha256()
    for root, folders, names in os.walk(Path(__file__).parent):
        folders.sort()
        for name in sorted(names):
            if name.endswith((".py", ".html", ".json")):
                found = os.lstat(f"{root}/{name}")
                stamp.update(f"{root}/{name} {found.st_size} {found.st_mtime_ns} {found.st_ino}\n".encode())
    beside = (folder for folder in sys.path if folder.endswith(("site-packages", "dist-packages")))
    for folder in (folder for folder in beside if os.path.isdir(folder)):
        stamp.update(f"{folder} {os.lstat(folder).st_mtime_ns}\n".encode())
    return stamp.hexdigest()
