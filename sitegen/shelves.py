"""Many small things that are remembered from one build to the next, some dozens of them on one shelf of the memory."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Mapping

from .language import Memory

# About how many things lie on one shelf: to change one of them, its whole shelf is written.
_ON_ONE = 24


class Shelves:
    """Bytes by key. There are twice as many shelves where things have doubled, so that one more forgets nothing."""

    def __init__(self, memory: Memory, name: str, count: int) -> None:
        self._memory, self._name = memory, name
        self.count = 1 << max(0, count // _ON_ONE).bit_length()
        self._read: dict[int, dict[str, bytes]] = {}
        self._changed: set[int] = set()

    def get(self, key: str) -> bytes | None:
        """What lies under a key, or None."""
        return self._shelf(self.number(key)).get(key)

    def put(self, key: str, data: bytes) -> None:
        """Lays something under a key. It is remembered when it is saved."""
        number = self.number(key)
        self._shelf(number)[key] = data
        self._changed.add(number)

    def number(self, key: str) -> int:
        """The number of the shelf on which a key lies."""
        return zlib.crc32(key.encode()) % self.count

    def save(self, wanted: Collection[str] | None = None) -> None:
        """Hands to the memory what has changed; of changed shelves what nobody wants any more is left out."""
        for number in sorted(self._changed):
            lying = self._read[number]
            kept = {key: data for key, data in lying.items() if wanted is None or key in wanted}
            self._memory.put(self._key(number), packed(kept))
        self._changed.clear()

    def put_away(self, wanted: Collection[str] | None = None) -> None:
        """Saves, and holds nothing any longer."""
        self.save(wanted)
        self._read.clear()

    def _key(self, number: int) -> str:
        return f"{self._name} {number} of {self.count}"

    def _shelf(self, number: int) -> dict[str, bytes]:
        if number not in self._read:
            self._read[number] = unpacked(self._memory.get(self._key(number)) or b"")
        return self._read[number]


def packed(entries: Mapping[str, bytes]) -> bytes:
    """Entries one behind the other: a line with the key and the length, then the bytes."""
    return b"".join(b"%s\0%d\n%s" % (key.encode(), len(data), data) for key, data in sorted(entries.items()))


def unpacked(data: bytes) -> dict[str, bytes]:
    """The entries that were packed."""
    entries, at = {}, 0
    while at < len(data):
        line = data.index(b"\n", at)
        key, _, length = data[at:line].partition(b"\0")
        at = line + 1 + int(length)
        entries[key.decode()] = data[line + 1 : at]
    return entries
