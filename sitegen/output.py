"""The only room that writes the site: a finished edition goes into its folder whole, or not at all.

A new site is laid out beside the old one, read back, put safely on the disk, and then the two change
places in one step of the file system. Files that stay as they are, which their times or a look at their bytes has
just shown, stand in both until the old one goes, so that only what changed is written. Whenever
the program dies, the folder is the whole old site or the whole new one; what a dead run left beside it is
cleared away by the next. Only a folder that is empty, or that holds exactly what an earlier build listed,
is ever replaced, and only listed files are ever deleted.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from . import manifest, staging
from .destination import OutputError, Refused, permitted
from .manifest import Manifest
from .undisturbed import undisturbed

_FULL = "The disk is full: make room and build again."
_BARRED = "Check that you may write there, or name another folder with `-o`."
_FIXED = "It came with the image of a container and cannot move: delete it, or name another folder with `-o`."
_MENDS = {errno.ENOSPC: _FULL, errno.EDQUOT: _FULL, errno.EACCES: _BARRED, errno.EPERM: _BARRED, errno.EROFS: _BARRED,
          errno.EXDEV: _FIXED}  # fmt: skip


class Unwritable(OutputError):
    """The machine does not let us: the disk is full, the folder may not be written, and the like."""


class Busy(Unwritable):
    """Another build is writing the same folder at this moment."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a write did, path by path; `warnings` are sentences about what could not be cleared away."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether the site is another than before."""
        return bool(self.added or self.changed or self.removed)


def write(
    files: Mapping[str, bytes],
    folder: Path,
    project_root: Path,
    version: str = "",
    as_written: Callable[[], frozenset[str]] = frozenset,
) -> Outcome:
    """Make `folder` hold exactly `files` and the list of them. Raises Refused or Unwritable.

    `version` is the version of sitegen, for the list; `as_written` tells which files in the folder need not be read to
    know that they are as they are listed. When the folder already holds this very site, not a
    byte is written."""
    try:
        new = manifest.of(files, version)
    except ValueError as fault:
        raise Refused(f"The site cannot be written: {fault}.", "Rename the file that the page is made from.") from None
    with _explained(folder), _alone(target := permitted(folder, project_root)):
        staging.recover(target)
        warnings = tuple(sentence for tree in staging.leftovers(target) for sentence in _cleared(tree))
        old, intact = _replaceable(target, folder, as_written())
        outcome = replace(_compared(old, new), warnings=warnings)
        if intact and old == new:
            return outcome
        return replace(outcome, warnings=warnings + _install(files, new, target, old))


def verify(folder: Path) -> list[str]:
    """How `folder` differs from the site that was written there, one line a file; empty when it is whole."""
    try:
        listed = manifest.read(folder)
        if listed is None:
            return [f"{folder} holds no site made by sitegen"]
        found = manifest.compare(folder, listed)
    except OSError as error:
        return [f"{error.filename or folder}: {error.strerror}"]
    lines = [f"{path}: missing" for path in found.missing] + [f"{path}: changed" for path in found.changed]
    return sorted(lines + [f"{path}: not made by sitegen" for path in found.foreign])


@contextlib.contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error)
        mend = _MENDS.get(error.errno or 0, "Check the disk, and build again.")
        raise Unwritable(f"{folder} could not be written ({what}). It is as it was before.", mend) from error


@contextlib.contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Hold the folder's lock, which dies with the process; its file goes when the lock is given back."""
    os.makedirs(target.parent, 0o755, exist_ok=True)
    path = target.parent / f".{target.name}.lock"
    fd = _locked(path)
    try:
        yield
    finally:
        with undisturbed():
            with contextlib.suppress(OSError):
                os.unlink(path)
            os.close(fd)


def _locked(path: Path) -> int:
    while True:
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
        try:
            if _taken(fd, path):
                return fd
        except BlockingIOError:
            holder = os.read(fd, 20).decode("ascii", "replace") or "unknown"
            os.close(fd)
            raise Busy(f"Another build (process {holder}) is writing here.", "Wait until it has ended.") from None
        except BaseException:
            os.close(fd)
            raise
        os.close(fd)


def _taken(fd: int, path: Path) -> bool:
    fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    # The last holder may have deleted the file in between; a lock on a deleted file guards nothing.
    if not path.exists() or not os.path.samestat(os.stat(path), os.fstat(fd)):
        return False
    os.ftruncate(fd, 0)
    os.write(fd, b"%d" % os.getpid())
    return True


def _replaceable(target: Path, folder: Path, as_written: frozenset[str]) -> tuple[Manifest, bool]:
    """The list of the site that stands in the folder, and whether it is whole; Refused when it holds anything else."""
    if not os.path.lexists(target):
        return Manifest(), False
    old = manifest.read(target) or Manifest()
    found = manifest.compare(target, old, as_written)
    if found.foreign:
        raise Refused(
            f"{folder} holds what sitegen did not make, and a build would delete it: {_some(found.foreign)}.",
            "Move it elsewhere, or name another folder with `-o`.",
        )
    if found.changed:
        raise Refused(
            f"{folder} was changed by hand since the last build, and a build would undo it: {_some(found.changed)}.",
            "Make the change in the content or the templates; then delete the files named and build again.",
        )
    standing = {path: listed for path, listed in old.files.items() if path not in set(found.missing)}
    return replace(old, files=standing), not found.missing and (target / manifest.NAME).exists()


def _some(paths: Sequence[str]) -> str:
    rest = len(paths) - 3
    return ", ".join(paths[:3]) + (f" and {rest} more" if rest > 0 else "")


def _compared(old: Manifest, new: Manifest) -> Outcome:
    both = sorted(old.files.keys() & new.files.keys())
    return Outcome(
        added=tuple(sorted(new.files.keys() - old.files.keys())),
        changed=tuple(path for path in both if old.files[path] != new.files[path]),
        removed=tuple(sorted(old.files.keys() - new.files.keys())),
        unchanged=tuple(path for path in both if old.files[path] == new.files[path]),
    )


def _install(files: Mapping[str, bytes], new: Manifest, target: Path, old: Manifest) -> tuple[str, ...]:
    tree = staging.lay_out(files, new, target, old)
    with undisturbed():
        return _exchanged(tree, target)


def _exchanged(tree: Path, target: Path) -> tuple[str, ...]:
    try:
        old = staging.put_in_place(tree, target)
    except BaseException:
        with contextlib.suppress(OSError):
            staging.clear(tree)
        raise
    # From here on the new site stands: what fails now is worth a word, not an error.
    try:
        staging.sync_folder(target.parent)
    except OSError as error:
        return (f"{target.parent} could not be put safely on the disk: {error.strerror}.", *_cleared(old))
    return _cleared(old)


def _cleared(tree: Path | None) -> tuple[str, ...]:
    """The tree is gone, or a sentence says why it still lies there."""
    try:
        gone = tree is None or staging.clear(tree)
    except OSError as error:
        return (f"{tree} is no longer needed and could not be deleted: {error.strerror}.",)
    return () if gone else (f"{tree} is no longer needed but holds files that sitegen did not make: move them out.",)


__all__ = ["Busy", "Outcome", "OutputError", "Refused", "Unwritable", "permitted", "verify", "write"]
