"""Pages that an earlier build made, which stand where everything that was read for them is as it was."""

from __future__ import annotations

import functools
import hashlib
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from .digests import Digests, Untraceable
from .files import Standing, standing
from .language import Memory
from .page import Briefing, Page
from .shelves import Shelves, packed, unpacked
from .traces import Answers, Trace

_FORMAT = 7
# What is kept of a page: what it asked, what it asked of a few words of articles, and what is asked of it.
_HEAD, _WORDS, _SPOTS, _LINKS = "asked", "words", "spots", "links"
_DATA = "data"


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
    every page rests on: templates, options, language. Where the memory has forgotten the bytes of a page that stands,
    it is made `again`."""

    def __init__(
        self,
        memory: Memory,
        site: str,
        alike: str,
        briefing: Briefing,
        addresses: frozenset[str],
        again: Callable[[Page], bytes],
    ) -> None:
        self._alike, self._addresses, self._again = alike, addresses, again
        self._shelves = Shelves(memory, f"pages {_FORMAT} {site}", len(addresses))
        # On shelves of their own, since nobody asks for the bytes of a page that stands where it was written.
        self._bytes = Shelves(memory, f"bytes of pages {_FORMAT} {site}", len(addresses))
        self._briefing, self._digests = briefing, Digests()
        self._answers = Answers(briefing, self._digests)
        self._trace = Trace(briefing, self._digests)

    def standing(self, page: Page, more: Callable[[], object]) -> Standing | None:
        """A page that was kept, where it would be made the same again. `more` tells what the page rests on besides."""
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
            way = functools.partial(self._data, page, kept["sha256"])
            return Standing(kept["size"], kept["sha256"], parts[_SPOTS], parts[_LINKS], way)
        return None

    def made(self, page: Page, more: object, make: Callable[[Briefing], bytes]) -> bytes | Standing:
        """A page as `make` makes it of a briefing that notes what is read; it is kept."""
        try:
            rests_on = self._digests.of((page, more)).hex()
            data = make(self._trace.watched())
        except Untraceable:
            return make(self._briefing)
        return self._keep(page, rests_on, data)

    def _keep(self, page: Page, rests_on: str, data: bytes) -> Standing:
        told = self._trace.told
        found = standing(data)
        found = replace(found, data=functools.partial(self._data, page, found.sha256))
        head = {
            "alike": self._alike, "rests_on": rests_on, "asked": told.questions, "told": told.answers,
            "articles": told.articles, "size": found.size, "sha256": found.sha256,
        }  # fmt: skip
        parts = {_HEAD: zlib.compress(json.dumps(head).encode(), 1),
                 _WORDS: zlib.compress(json.dumps(told.of_words).encode(), 1),
                 _SPOTS: found.spots, _LINKS: found.links}  # fmt: skip
        self._shelves.put(page.address, packed(parts))
        self._bytes.put(page.address, zlib.compress(data, 1))
        return found

    def _data(self, page: Page, sha256: str) -> bytes:
        """The bytes of a page. Two builds at once may have kept others."""
        kept = self._bytes.get(page.address)
        data = b"" if kept is None else zlib.decompress(kept)
        return data if hashlib.sha256(data).hexdigest() == sha256 else self._again(page)

    def told(self, page: Page, made: bytes | Standing) -> bytes:
        """A page that was made and put away, for another process: without its bytes where the memory has them."""
        if isinstance(made, bytes):
            return packed({_DATA: made})
        facts = json.dumps([made.size, made.sha256]).encode()
        bare = {_HEAD: facts, _SPOTS: made.spots, _LINKS: made.links}
        return packed(bare if self._bytes.get(page.address) else {**bare, _DATA: made.data()})

    def heard(self, page: Page, told: bytes) -> bytes | Standing:
        """The page that another process has made."""
        parts = unpacked(told)
        if _DATA in parts:
            return parts[_DATA]
        size, sha256 = json.loads(parts[_HEAD])
        return Standing(size, sha256, parts[_SPOTS], parts[_LINKS], functools.partial(self._data, page, sha256))

    def save(self) -> None:
        """Hands to the memory what has changed."""
        for shelves in (self._shelves, self._bytes):
            shelves.save(self._addresses)

    def together(self, pages: Mapping[int, Page]) -> list[list[int]]:
        """The numbers of pages that lie on one shelf, shelf by shelf: who makes these can put them away alone."""
        shelves: dict[int, list[int]] = {}
        for number, page in pages.items():
            shelves.setdefault(self._shelves.number(page.address), []).append(number)
        return list(shelves.values())

    def put_away(self) -> None:
        """Hands to the memory what has changed, and holds nothing of it any longer."""
        for shelves in (self._shelves, self._bytes):
            shelves.put_away(self._addresses)
