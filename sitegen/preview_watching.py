"""Hears of every save: whatever happens to the files and folders of a site, however its editor saves."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import AsyncGenerator, Iterable, Sequence
from pathlib import Path
from typing import Any

from watchfiles import awatch
from watchfiles.main import FileChange

# Milliseconds: how long a row of saves may go on before it is acted on, and what quiet ends it earlier. Short, because
# nothing is lost by acting too early: what comes later is acted on again.
_MANNER: dict[str, Any] = {"debounce": 40, "step": 3, "ignore_permission_denied": True}
_FLAT: dict[str, Any] = {**_MANNER, "recursive": False}


class News:
    """What has happened to files since the last build began, and whether anybody is listening yet."""

    def __init__(self) -> None:
        self.changed, self.watching = asyncio.Event(), asyncio.Event()
        self._paths: set[Path] = set()
        self._anything = False

    def heard(self, paths: Iterable[str] = ()) -> None:
        """Something happened to these paths; where none is named, to any."""
        named = {Path(path) for path in paths}
        self._paths |= named
        self._anything = self._anything or not named
        self.changed.set()

    def taken(self) -> frozenset[Path]:
        """What happened, to be acted on now; empty where it may be anything. From here on it is forgotten, so that
        what is saved during the build asks for another one."""
        paths = frozenset() if self._anything else frozenset(self._paths)
        self._paths, self._anything = set(), False
        self.changed.clear()
        return paths


async def watching(places: Sequence[Path], news: News) -> None:
    """Hear of whatever happens to the files and folders named, also when they come, go or are renamed."""
    wanted = frozenset(place.absolute() for place in places)
    on_the_way = wanted.union(*(place.parents for place in wanted))
    while True:
        again, before = asyncio.Event(), _as_found(wanted)
        deep = sorted(place for place in wanted if place.is_dir())
        flat = sorted({_nearest_folder(place.parent) for place in wanted})
        async with asyncio.TaskGroup() as group:
            if deep:
                below = awatch(*deep, watch_filter=None, stop_event=again, **_MANNER)
                group.create_task(_note(below, news, again, anew=False))
            beside = awatch(*flat, watch_filter=lambda _, path: Path(path) in on_the_way, stop_event=again, **_FLAT)
            group.create_task(_note(beside, news, again, anew=True))
            # After one turn of the loop both are listening; whatever happened before that counts as a change.
            await asyncio.sleep(0)
            news.heard()
            if _as_found(wanted) != before:
                again.set()  # A folder came, or became another, before anybody was listening for it.
            news.watching.set()


def _as_found(places: Iterable[Path]) -> dict[Path, tuple[int, int] | None]:
    """Which folder or file each place is now: one that was put in the place of another is not the same."""
    found: dict[Path, tuple[int, int] | None] = {}
    for place in places:
        try:
            status = place.stat()
        except OSError:
            found[place] = None
        else:
            # A single file is looked for beside where it stands, whichever it is.
            found[place] = (status.st_dev, status.st_ino) if stat.S_ISDIR(status.st_mode) else None
    return found


async def _note(events: AsyncGenerator[set[FileChange], None], news: News, again: asyncio.Event, anew: bool) -> None:
    try:
        async for changes in events:
            news.heard(path for _, path in changes)
            if anew:
                again.set()
    except FileNotFoundError:
        # Gone between being looked for and being listened to.
        again.set()


def _nearest_folder(path: Path) -> Path:
    return next(folder for folder in (path, *path.parents) if folder.is_dir())
