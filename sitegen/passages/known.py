"""What follows from the words of one text alone, as plain numbers: worked out once, and kept for later builds."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from .stretch import Stretch

T = TypeVar("T")


class Known:
    """What is known of one text, by what it is. Numbers alone are kept, so that they can be read from anywhere and do
    nothing; they belong to the text whatever is written about it."""

    __slots__ = ("_kept", "_made", "more")

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}
        self._made: dict[str, Any] = {}
        # Whether something was worked out that an earlier build did not know.
        self.more = False

    def recall(self, kept: Mapping[str, bytes]) -> None:
        """Knows from now on what was kept of the very same text."""
        self._kept = {**kept, **self._kept}

    def learn(self, found: Mapping[str, bytes]) -> None:
        """Knows what another process worked out of the very same text."""
        self.recall(found)
        self.more = True

    def kept(self) -> Mapping[str, bytes]:
        """All that is worth keeping."""
        return self._kept

    def numbers(self, what: str, work: Callable[[], Iterable[int]], size: str = "i") -> array[int]:
        """The numbers that `work` gives, or gave an earlier build; each with as much room as `size` says, as in the
        module array."""
        return self._once(what, lambda: self._numbers(what, work, size))

    def stretches(self, what: str, work: Callable[[], Iterable[Stretch]]) -> tuple[Stretch, ...]:
        """The stretches that `work` finds, or found in an earlier build."""

        def found() -> tuple[Stretch, ...]:
            flat = iter(self._numbers(what, lambda: (at for one in work() for at in (one.start, one.end)), "i"))
            return tuple(map(Stretch, flat, flat))

        return self._once(what, found)

    def kept_numbers(self, what: str, size: str = "i") -> array[int]:
        """The numbers that were kept by an earlier build, or none."""
        found: array[int] = array(size)
        kept = self._kept.get(what, b"")
        found.frombytes(kept[: len(kept) - len(kept) % found.itemsize])
        return found

    def keep_numbers(self, what: str, numbers: array[int]) -> None:
        """Keeps numbers in the place of those that were kept."""
        data = numbers.tobytes()
        if self._kept.get(what) != data:
            self._kept[what], self.more = data, True

    def _once(self, what: str, make: Callable[[], T]) -> T:
        if what not in self._made:
            self._made[what] = make()
        made: T = self._made[what]
        return made

    def _numbers(self, what: str, work: Callable[[], Iterable[int]], size: str) -> array[int]:
        found: array[int] = array(size)
        if (kept := self._kept.get(what)) is not None and not len(kept) % found.itemsize:
            found.frombytes(kept)
            return found
        found.extend(work())
        self._kept[what] = found.tobytes()
        self.more = True
        return found
