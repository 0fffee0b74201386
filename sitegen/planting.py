"""Writes new files for an author and never over old ones; only what is made by us alone is made again.

Every file is created by name and must not be there, links included. When one of several cannot be written, those
before it are taken away again, so that a folder holds all of them or none.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


class PlantingError(Exception):
    """Nothing was written. `reason` says what stands in the way, `mend` what to do about it."""

    def __init__(self, reason: str, mend: str) -> None:
        super().__init__(reason)
        self.reason, self.mend = reason, mend


class Taken(PlantingError):
    """Something stands already where a new file was to be."""


class Unplantable(PlantingError):
    """The machine does not let us: the disk is full, the folder may not be written, and the like."""


def plant(root: Path, files: Mapping[str, bytes]) -> None:
    """Write new files, named by their paths below `root`, with the folders they need. Raises Taken or Unplantable."""
    made: list[Path] = []
    try:
        for path, data in files.items():
            made += _make_folders((root / path).parent)
            made.append(root / path)
            _create(root / path, data)
    except BaseException as failure:
        _take_away(made[:-1] if isinstance(failure, FileExistsError) else made)
        if isinstance(failure, OSError):
            raise _explained(failure) from None
        raise


def replant(root: Path, files: Mapping[str, bytes]) -> list[str]:
    """Make files that are ours alone hold these bytes, and give the paths of those that changed. Raises Unplantable."""
    changed = [path for path, data in files.items() if _held(root / path) != data]
    try:
        for path in changed:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            beside = (root / path).with_name(f".{(root / path).name}.{os.getpid()}")
            try:
                _create(beside, files[path])
                os.replace(beside, root / path)
            except BaseException:
                beside.unlink(missing_ok=True)
                raise
    except OSError as failure:
        raise _explained(failure) from None
    return changed


def _held(path: Path) -> bytes | None:
    try:
        return None if path.is_symlink() else path.read_bytes()
    except OSError:
        return None


def _make_folders(folder: Path) -> Iterator[Path]:
    """Each folder that was missing, as it is made, the outermost first."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir()
        yield one


def _create(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, _NEW_FILE, 0o666), "wb") as file:
        file.write(data)


def _take_away(made: list[Path]) -> None:
    """Undoes what was made, the last first. A folder in which somebody else has put something stays."""
    for path in reversed(made):
        with contextlib.suppress(OSError):
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()


def _explained(failure: OSError) -> PlantingError:
    name = failure.filename or "the folder"
    if isinstance(failure, FileExistsError):
        return Taken(f"{name} is there already.", "It stays as it is; choose another name, or move it away first.")
    return Unplantable(f"{name} cannot be written: {failure.strerror or failure}.", "Nothing was changed.")
