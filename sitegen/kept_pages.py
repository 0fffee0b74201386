"""Pages that an earlier build made, which stand where everything that was read for them is as it was."""

from __future__ import annotations

import functools
import hashlib
import json
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from .page import Briefing, Page
from .traces import Answers, Digests, Trace, Untraceable

_FORMAT = 2
# About how many pages are kept in one entry of the memory: to change one page, its whole entry is written.
_IN_ONE = 24


class Memory(Protocol):
    """What remembers bytes from one build to the next, and may have forgotten any of them."""

    def get(self, key: str) -> bytes | None: ...

    def put(self, key: str, value: bytes) -> None: ...


@functools.lru_cache(maxsize=1)
def made_by() -> str:
    """The digest of this very program and what it ships: whoever changes its code sees the change at once, and a
    version that is installed over another makes every page anew."""
    found = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*")):
        if path.suffix in (".py", ".json"):
            found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


class KeptPages:
    """The pages of one site as they were made before. `site` tells it from others, `alike` is the digest of all that
    every page rests on: templates, options, language."""

    def __init__(self, memory: Memory, site: str, alike: str, briefing: Briefing, count: int) -> None:
        self._memory, self._name, self._alike = memory, f"pages {_FORMAT} {site}", alike
        self._briefing, self._digests = briefing, Digests()
        self._answers = Answers(briefing, self._digests)
        self._shelves = max(1, count // _IN_ONE)
        self._read: dict[int, dict[str, bytes]] = {}
        self._changed: set[int] = set()

    def made(self, page: Page, more: object, make: Callable[[Briefing], bytes]) -> bytes:
        """The bytes of a page: those that were kept, where it would be made the same again, or those of `make`, which
        is given a briefing that notes what is read. `more` is what the page rests on besides."""
        try:
            rests_on = self._digests.of((page, more, self._alike)).hex()
        except Untraceable:
            return make(self._briefing)
        if (kept := self._kept(page, rests_on)) is not None:
            return kept
        trace = Trace(self._briefing, self._digests)
        try:
            data = make(trace.watched())
        except Untraceable:
            return make(self._briefing)
        self._keep(page, rests_on, trace, data)
        return data

    def _kept(self, page: Page, rests_on: str) -> bytes | None:
        entry = self._shelf(page.address).get(page.address)
        if entry is None:
            return None
        head, _, data = zlib.decompress(entry).partition(b"\0")
        kept: dict[str, Any] = json.loads(head)
        same = kept["rests_on"] == rests_on
        return data if same and self._answers.digest(kept["asked"]) == kept["told"] else None

    def _keep(self, page: Page, rests_on: str, trace: Trace, data: bytes) -> None:
        head = json.dumps({"rests_on": rests_on, "asked": trace.questions, "told": trace.digest()})
        self._shelf(page.address)[page.address] = zlib.compress(head.encode() + b"\0" + data, 1)
        self._changed.add(self._number(page.address))

    def save(self) -> None:
        """Hands to the memory what has changed."""
        for number in sorted(self._changed):
            self._memory.put(self._key(number), _packed(self._read[number]))
        self._changed.clear()

    def together(self, pages: Sequence[Page]) -> list[list[int]]:
        """The numbers of pages that lie on one shelf, shelf by shelf: who makes these can put them away alone."""
        shelves: dict[int, list[int]] = {}
        for number, page in enumerate(pages):
            shelves.setdefault(self._number(page.address), []).append(number)
        return list(shelves.values())

    def put_away(self) -> None:
        """Hands to the memory what has changed, and holds nothing of it any longer."""
        self.save()
        self._read.clear()

    def _number(self, address: str) -> int:
        return zlib.crc32(address.encode()) % self._shelves

    def _key(self, number: int) -> str:
        return f"{self._name} {number} of {self._shelves}"

    def _shelf(self, address: str) -> dict[str, bytes]:
        number = self._number(address)
        if number not in self._read:
            self._read[number] = _unpacked(self._memory.get(self._key(number)) or b"")
        return self._read[number]


def _packed(entries: dict[str, bytes]) -> bytes:
    """Entries one behind the other: a line with the address and the length, then the bytes."""
    return b"".join(b"%s\0%d\n%s" % (address.encode(), len(data), data) for address, data in sorted(entries.items()))


def _unpacked(data: bytes) -> dict[str, bytes]:
    entries, at = {}, 0
    while at < len(data):
        line = data.index(b"\n", at)
        address, _, length = data[at:line].partition(b"\0")
        at = line + 1 + int(length)
        entries[address.decode()] = data[line + 1 : at]
    return entries
