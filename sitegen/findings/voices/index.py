"""Finds which articles have runs of words in common, in a time that grows with their words and not with their pairs."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from .tokens import Article

# How many words in a row make two articles worth a closer look.
SHINGLE = 6
# A run of words that stands in very many articles is followed from each of them to so many before it. Whoever copies
# from one of many is so found with a neighbour, and the neighbours with each other.
NEIGHBOURS = 4

Pair = tuple[str, str]
Seeds = Mapping[Pair, Sequence[tuple[int, int]]]


class Shingles:
    """Every run of `SHINGLE` words of every text, by the place where each text has it first. A run is kept as a number
    made of its words, which is small; whoever looks closer compares the words themselves."""

    def __init__(self, texts: Mapping[str, Article]) -> None:
        runs = {name: runs_of(article) for name, article in texts.items()}
        # Nearly all runs stand in one text alone, and need not be kept.
        common, seen = set[int](), set[int]()
        for of_text in runs.values():
            here = set(of_text)
            common |= here & seen
            seen |= here
        del seen
        # Of a run that stands in a text twice the first place counts.
        self._places = {
            name: {of_text[at]: at for at in range(len(of_text) - 1, -1, -1) if of_text[at] in common}
            for name, of_text in runs.items()
        }

    def neighbours(self) -> Seeds:
        """The places that articles have in common, each article looked at beside those right before it that have the
        same words."""
        seen: dict[int, list[str]] = {}
        found: dict[Pair, list[tuple[int, int]]] = {}
        for name, places in self._places.items():
            for run, at in places.items():
                before = seen.setdefault(run, [])
                for other in before:
                    found.setdefault((other, name), []).append((self._places[other][run], at))
                before.append(name)
                del before[:-NEIGHBOURS]
        return found

    def between(self, pairs: Iterable[Pair]) -> Seeds:
        """The places that the two articles of each pair have in common."""
        found = {}
        for first, second in pairs:
            places, others = self._places[first], self._places[second]
            found[first, second] = [(places[run], at) for run, at in others.items() if run in places]
        return found


def runs_of(article: Article) -> Sequence[int]:
    """The number of each run of words of a text."""
    return article.text.known.numbers(f"runs {article.start}", functools.partial(_runs, article), "q")


def _runs(article: Article) -> Iterator[int]:
    """The number of each run of words. It is made of the words alone, so that a later build has the same."""
    words = list(map(_number, article.running.words))
    return map(hash, zip(*(words[begin:] for begin in range(SHINGLE)), strict=False))


@functools.lru_cache(1 << 16)
def _number(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(errors="replace"), digest_size=7).digest())
