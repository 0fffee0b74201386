"""The words of an article as they are compared with another's: spelling and case taken away, their places kept."""

from __future__ import annotations

import bisect
import itertools
import re
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ...passages import Stretch, Text, fold

_WORD = re.compile(r"\w+(?:['’.,\-‐‑]\w+)*")
_NOT_SPELT = re.compile(r"\W|_")
# Where British and American spelling part: -ise, -our, -tre, -nce, -mme.
_AMERICAN = (
    (re.compile("z"), "s"),
    (re.compile(r"(?<=\w\w)our"), "or"),
    (re.compile("tre$"), "ter"),
    (re.compile("nce$"), "nse"),
    (re.compile("mme$"), "m"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Running:
    """The words of one text in order: as compared, as spelt whatever their case and marks, where each stands and in
    which block. Offsets are numbers in a row, since there are thousands of words for each article."""

    words: Sequence[str]
    spelt: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    blocks: Sequence[int]

    def block_round(self, word: int) -> tuple[int, int]:
        """The words of the block that a word stands in, from the first to before the next block's."""
        block = self.blocks[word]
        return bisect.bisect_left(self.blocks, block), bisect.bisect_right(self.blocks, block)

    def stretch(self, first: int, last: int) -> Stretch:
        """The stretch of the words from one number to before another."""
        return Stretch(self.starts[first], self.ends[last - 1])


class Article:
    """The text of an article from where it proper begins, with its words once somebody asks for them."""

    def __init__(self, text: Text, start: int = 0) -> None:
        self.text, self.start = text, start

    @cached_property
    def running(self) -> Running:
        """The words."""
        return running(self.text, self.start)


def running(text: Text, start: int = 0) -> Running:
    """The words of a text from an offset on."""
    found = list(_WORD.finditer(text.plain, start))
    words = [word[0] for word in found]
    starts, ends = array("i", (word.start() for word in found)), array("i", (word.end() for word in found))
    return Running(tuple(map(compared, words)), tuple(map(spelt, words)), starts, ends, tuple(_blocks(text, starts)))


def _blocks(text: Text, starts: Sequence[int]) -> Iterator[int]:
    """The number of the block that each of some words, in order, stands in."""
    first = 0
    for number in range(len(text.blocks)):
        last = number + 1 == len(text.blocks)
        behind = len(starts) if last else bisect.bisect_left(starts, text.blocks[number + 1].start)
        yield from itertools.repeat(number, behind - first)
        first = behind


@lru_cache(maxsize=1 << 16)
def compared(word: str) -> str:
    """A word without what two copies of one text may spell differently."""
    plain = _NOT_SPELT.sub("", unicodedata.normalize("NFC", word).casefold()) or word
    for pattern, instead in _AMERICAN:
        plain = pattern.sub(instead, plain)
    return plain


@lru_cache(maxsize=1 << 16)
def spelt(word: str) -> str:
    """A word as it is spelt, whatever its case and the form of its marks."""
    return fold(word).text.casefold()
