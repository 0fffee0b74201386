"""Pages that an earlier build made, which stand where everything that was read for them is as it was."""

from __future__ import annotations

import functools
import hashlib
import json
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from .digests import Digests, Untraceable
from .language import Memory
from .page import Briefing, Page
from .shelves import Shelves, packed, unpacked
from .traces import Answers, Trace

_FORMAT = 6
# What is kept of a page: what it asked, what it asked of a few words of articles, and its bytes.
_HEAD, _WORDS, _PAGE = "asked", "words", "page"


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

    def __init__(self, memory: Memory, site: str, alike: str, briefing: Briefing, addresses: frozenset[str]) -> None:
        self._alike, self._addresses = alike, addresses
        self._shelves = Shelves(memory, f"pages {_FORMAT} {site}", len(addresses))
        self._briefing, self._digests = briefing, Digests()
        self._answers = Answers(briefing, self._digests)
        self._trace = Trace(briefing, self._digests)

    def standing(self, page: Page, more: Callable[[], object]) -> bytes | None:
        """The bytes of a page that were kept, where it would be made the same again. `more` tells what the page rests
        on besides."""
        entry = self._shelves.get(page.address)
        if entry is None:
            return None
        parts = unpacked(entry)
        kept: dict[str, Any] = json.loads(zlib.decompress(parts[_HEAD]))
        try:
            # What tells most comes first, and what takes longest last.
            same = kept["alike"] == self._alike and kept["rests_on"] == self._digests.of((page, more())).hex()
        except Untraceable:
            return None
        words = functools.cache(lambda: json.loads(zlib.decompress(parts[_WORDS])))
        if same and self._answers.same(kept["asked"], kept["told"], kept["articles"], lambda name: words()[name]):
            return zlib.decompress(parts[_PAGE])
        return None

    def made(self, page: Page, more: object, make: Callable[[Briefing], bytes]) -> bytes:
        """The bytes of a page as `make` makes it of a briefing that notes what is read; they are kept."""
        try:
            rests_on = self._digests.of((page, more)).hex()
            data = make(self._trace.watched())
        except Untraceable:
            return make(self._briefing)
        self._keep(page, rests_on, data)
        return data

    def _keep(self, page: Page, rests_on: str, data: bytes) -> None:
        told = self._trace.told
        head = {
            "alike": self._alike, "rests_on": rests_on, "asked": told.questions, "told": told.answers,
            "articles": told.articles,
        }  # fmt: skip
        parts = {_HEAD: json.dumps(head).encode(), _WORDS: json.dumps(told.of_words).encode(), _PAGE: data}
        self._shelves.put(page.address, packed({name: zlib.compress(part, 1) for name, part in parts.items()}))

    def save(self) -> None:
        """Hands to the memory what has changed."""
        self._shelves.save(self._addresses)

    def together(self, pages: Mapping[int, Page]) -> list[list[int]]:
        """The numbers of pages that lie on one shelf, shelf by shelf: who makes these can put them away alone."""
        shelves: dict[int, list[int]] = {}
        for number, page in pages.items():
            shelves.setdefault(self._shelves.number(page.address), []).append(number)
        return list(shelves.values())

    def put_away(self) -> None:
        """Hands to the memory what has changed, and holds nothing of it any longer."""
        self._shelves.put_away(self._addresses)
