"""What follows from one value that never changes, worked out once while all else that it rests on is the very same."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")

# Of these the same value is as good as the same object.
_PLAIN = (str, bytes, int, frozenset)


class Once:
    """What was worked out from one value, by what it is. It lives as long as the value: a preview, which keeps what did
    not change, finds it again at the next save. Nothing is told from anything but the objects themselves, which are
    frozen; one that was made anew counts as another, though it be equal."""

    __slots__ = ("_kept",)

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[tuple[object, ...], Any]] = {}

    def __call__(self, what: Hashable, rests_on: tuple[object, ...], work: Callable[..., T], *of: object) -> T:
        """What `work` gives of its arguments, or gave when it was last asked for `what` and rested on the very same."""
        kept = self._kept.get(what)
        if kept is None or not _same(kept[0], rests_on):
            kept = (rests_on, work(*of))
            self._kept[what] = kept
        found: T = kept[1]
        return found

    def renewed(self, what: Hashable, work: Callable[[T | None], T]) -> T:
        """What `work` makes of what it made when it was last asked for `what`, or of None."""
        _, before = self._kept.get(what, ((), None))
        found = work(before)
        self._kept[what] = ((), found)
        return found

    def alike(self, what: Hashable, found: T) -> T:
        """What was found when this was last asked for `what`, if it was equal, so that what rests on it stands."""

        def renewed(before: T | None) -> T:
            return before if before is not None and before == found else found

        return self.renewed(what, renewed)


def _same(before: object, now: object) -> bool:
    """Whether two values are one object, tuples of the same objects, or plain and equal."""
    if before is now:
        return True
    if type(before) is not type(now):
        return False
    if isinstance(before, tuple) and isinstance(now, tuple):
        return len(before) == len(now) and all(map(_same, before, now))
    return isinstance(before, _PLAIN) and before == now
