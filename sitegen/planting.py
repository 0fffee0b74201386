"""Puts several new files into a folder, all of them or none; only what is ours alone is ever made again."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from .placing import Occupied, place
from .undisturbed import undisturbed


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
    """Write new files, named by their paths below `root`, with the folders they need. Raises Taken or Unplantable;
    nothing of them is left then. What would interrupt it waits."""
    with undisturbed():
        _plant(root, files)


def _plant(root: Path, files: Mapping[str, bytes]) -> None:
    folders = _missing([root, *((root / path).parent for path in files)])
    made: list[Path] = []
    try:
        root.mkdir(parents=True, exist_ok=True)
        for path, data in files.items():
            made.append(root / path)
            place(root, path, data)
    except BaseException as failure:
        _take_away(made[:-1] if isinstance(failure, Occupied) else made, folders)
        if isinstance(failure, Occupied):
            raise Taken(f"{root / str(failure)} is there already.", "It stays as it is; move it away first.") from None
        if isinstance(failure, OSError):
            raise _unplantable(root, failure) from None
        raise


def replant(root: Path, files: Mapping[str, bytes]) -> list[str]:
    """Make files that are ours alone hold these bytes, each in one step, and give the paths of those that changed.
    Raises Unplantable."""
    with undisturbed():
        return _replant(root, files)


def _replant(root: Path, files: Mapping[str, bytes]) -> list[str]:
    changed = [path for path, data in files.items() if _held(root / path) != data]
    for path in changed:
        folder, _, name = path.rpartition("/")
        beside = f"{folder}/.{name}.{os.urandom(4).hex()}"
        try:
            place(root, beside, files[path])
            os.replace(root / beside, root / path)
        except OSError as failure:
            raise _unplantable(root / path, failure) from None
        finally:
            with contextlib.suppress(OSError):
                (root / beside).unlink()
    return changed


def _held(path: Path) -> bytes | None:
    try:
        return None if path.is_symlink() else path.read_bytes()
    except OSError:
        return None


def _missing(folders: Iterable[Path]) -> list[Path]:
    """The folders that have to be made, the innermost first."""
    missing = {one for folder in folders for one in (folder, *folder.parents) if not one.exists()}
    return sorted(missing, key=lambda one: len(one.parts), reverse=True)


def _take_away(files: list[Path], folders: list[Path]) -> None:
    """Undoes what was made. A folder in which somebody else has put something meanwhile stays."""
    for file in files:
        with contextlib.suppress(OSError):
            file.unlink()
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.rmdir()


def _unplantable(path: Path, failure: OSError) -> Unplantable:
    return Unplantable(f"{path} cannot be written: {failure.strerror or failure}.", "Nothing was changed.")
