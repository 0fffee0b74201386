"""Puts one new file into a site, whole or not at all, and never over another.

The bytes are written under a hidden name in the same folder and come to their own name by a hard link, which fails
where anything stands already. Whatever moment a run is killed at, the name is that of a whole file or of none; no link
on the way below the site is followed.
"""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from .undisturbed import undisturbed

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# A file system that has no hard links says so in one of these ways.
_NO_LINKS = frozenset({errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK})


class Occupied(Exception):
    """Something has the name already; it was not touched."""


def place(root: Path, path: str, data: bytes) -> None:
    """Write the file that `path` names below `root`, with the folders it needs. Raises Occupied, or OSError where the
    machine does not allow it; in either case nothing is left of the file."""
    *folders, name = path.split("/")
    with undisturbed():
        folder = _folder(root, folders)
        try:
            _place(folder, name, data)
        except FileExistsError:
            raise Occupied(path) from None
        finally:
            os.close(folder)


def _folder(root: Path, names: list[str]) -> int:
    """The folder below `root`, open; each one on the way is made where it is missing and is no link."""
    here = os.open(root, _FOLDER & ~os.O_NOFOLLOW)
    for name in names:
        try:
            with contextlib.suppress(FileExistsError):
                os.mkdir(name, dir_fd=here)
            inner = os.open(name, _FOLDER, dir_fd=here)
        finally:
            os.close(here)
        here = inner
    return here


def _place(folder: int, name: str, data: bytes) -> None:
    hidden = f".{os.urandom(8).hex()}.part"
    try:
        _write(folder, hidden, data)
        try:
            os.link(hidden, name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
        except OSError as failure:
            if failure.errno not in _NO_LINKS:
                raise
            _write_at_once(folder, name, data)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(hidden, dir_fd=folder)
    os.fsync(folder)


def _write(folder: int, name: str, data: bytes) -> None:
    with os.fdopen(os.open(name, _NEW, 0o666, dir_fd=folder), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _write_at_once(folder: int, name: str, data: bytes) -> None:
    """Without hard links the name comes first; what cannot be finished is taken away again."""
    descriptor = os.open(name, _NEW, 0o666, dir_fd=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        os.unlink(name, dir_fd=folder)
        raise
