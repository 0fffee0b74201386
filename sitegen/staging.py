"""The steps under a write: a tree laid out beside a folder, made to last, put in its place and cleared away.

Only output.py calls these. Every tree carries its list of files from its first moment, so that whatever a
killed run leaves behind can be told from other people's files and be cleared away by that list alone.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from . import manifest
from .manifest import Manifest

_LIBC = ctypes.CDLL(None, use_errno=True)
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_NO_EXCHANGE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_MODE = 0o644
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def lay_out(files: Mapping[str, bytes], listed: Manifest, target: Path, standing: Manifest) -> Path:
    """A whole new tree beside `target`, read back and safely on the disk. What is `standing` in the target, byte for
    byte, is not written again where the file system can let it stand in both. Raises OSError, leaving nothing."""
    tree = _beside(target, "stage")
    os.mkdir(tree, 0o700)
    try:
        _create(f"{tree}/{manifest.NAME}", listed.to_bytes())
        for folder in sorted(listed.folders()):
            os.mkdir(f"{tree}/{folder}", 0o700)
            os.chmod(f"{tree}/{folder}", 0o755)
        same = {path for path in files if standing.files.get(path) == listed.files[path]}
        shared = frozenset(path for path in sorted(same) if _share(f"{target}/{path}", f"{tree}/{path}"))
        for path in sorted(files.keys() - shared):
            _create(f"{tree}/{path}", files[path])
        os.chmod(tree, 0o755)
        if manifest.compare(tree, listed, shared):
            raise OSError(errno.EIO, "the disk gave back other bytes than were written", str(tree))
        _settle(tree)
    except BaseException:
        with contextlib.suppress(OSError):
            clear(tree)
        raise
    return tree


def _beside(target: Path, role: str) -> Path:
    return target.parent / f".{target.name}.{role}-{os.urandom(4).hex()}"


def _share(there: str, here: str) -> bool:
    """Let a file stand in a second place too; whether it is the plain file that we would have written, and ours alone:
    through a third name somebody could change it long after this."""
    try:
        os.link(there, here, follow_symlinks=False)
    except OSError:
        return False  # Not every file system can, and none without end.
    found = os.lstat(here)
    plain = stat.S_ISREG(found.st_mode) and stat.S_IMODE(found.st_mode) == _MODE
    if plain and found.st_uid == os.geteuid() and found.st_nlink == 2:
        return True
    os.unlink(here)
    return False


def _create(path: str, data: bytes) -> None:
    fd = os.open(path, _NEW_FILE, 0o600)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(fd, rest) :]
        # After the fact, so that the umask has no say.
        os.fchmod(fd, _MODE)
    finally:
        os.close(fd)


def _settle(tree: Path) -> None:
    """Everything in the tree is on the disk itself, not only on its way, before the tree may take its place."""
    syncfs = getattr(_LIBC, "syncfs", None)
    if syncfs is None:
        for root, _, names in os.walk(tree):
            for name in names:
                _sync(os.path.join(root, name), os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            _sync(root, _FOLDER)
        return
    fd = os.open(tree, _FOLDER)
    try:
        _checked(syncfs(fd), tree)
    finally:
        os.close(fd)


def sync_folder(folder: Path) -> None:
    """The names in the folder itself are on the disk."""
    _sync(os.fspath(folder), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)


def _sync(path: str, flags: int) -> None:
    fd = os.open(path, flags)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _checked(result: int, path: Path) -> None:
    if result:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(path))


def put_in_place(tree: Path, target: Path) -> Path | None:
    """`tree` becomes `target` in one step; what stood there is at the path given back, if anything did."""
    if not os.path.lexists(target):
        os.rename(tree, target)
        return None
    try:
        _exchange(tree, target)
        return tree
    except OSError as error:
        if error.errno not in _NO_EXCHANGE:
            raise
    # A file system without the exchange needs two steps. `recover` undoes the first if the second never comes.
    old = _beside(target, "old")
    os.rename(target, old)
    try:
        os.rename(tree, target)
    except OSError:
        os.rename(old, target)
        raise
    return old


def _exchange(tree: Path, target: Path) -> None:
    renameat2 = getattr(_LIBC, "renameat2", None)
    if renameat2 is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    _checked(renameat2(_AT_FDCWD, os.fsencode(tree), _AT_FDCWD, os.fsencode(target), _RENAME_EXCHANGE), target)


def recover(target: Path) -> None:
    """Undo a change of places that was cut off half-way: the old site goes back where it stood."""
    if not os.path.lexists(target):
        for old in _trees(target, "old"):
            os.rename(old, target)
            return


def leftovers(target: Path) -> list[Path]:
    """The trees that runs which died have left beside `target`."""
    return [*_trees(target, "stage"), *_trees(target, "old")]


def _trees(target: Path, role: str) -> Iterator[Path]:
    ours = re.compile(rf"\.{re.escape(target.name)}\.{role}-[0-9a-f]{{8}}")
    for name in sorted(os.listdir(target.parent)):
        path = target.parent / name
        if ours.fullmatch(name) and stat.S_ISDIR(os.lstat(path).st_mode):
            yield path


def clear(tree: Path) -> bool:
    """Delete the files that the tree's own list names, and the list last; whether nothing else was there."""
    listed = manifest.read(tree) or Manifest()
    folders = listed.folders()
    for root, inside, names, fd in os.fwalk(tree, topdown=False):
        prefix = "" if root == os.fspath(tree) else f"{os.path.relpath(root, tree)}/"
        for name in names:
            if prefix + name in listed.files or name in manifest.DROPPINGS:
                os.unlink(name, dir_fd=fd)
        for name in inside:
            if prefix + name in folders:
                _remove_if_empty(name, fd)
    if set(os.listdir(tree)) - {manifest.NAME}:
        return False
    with contextlib.suppress(FileNotFoundError):
        os.unlink(tree / manifest.NAME)
    os.rmdir(tree)
    return True


def _remove_if_empty(name: str, folder_fd: int) -> None:
    try:
        os.rmdir(name, dir_fd=folder_fd)
    except OSError as error:
        # Somebody's own file, or their link where our folder was: it stays, and its folder with it.
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
            raise
