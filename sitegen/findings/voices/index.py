"""Finds which articles have runs of words in common, in a time that grows with their words and not with their pairs."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...passages import Text
from .tokens import running

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

    def __init__(self, texts: Mapping[str, tuple[Text, int]]) -> None:
        self._places: dict[str, dict[int, int]] = {}
        for name, (text, start) in texts.items():
            runs = text.known.numbers(f"runs {start}", functools.partial(_runs, text, start), "q")
            # Of a run that stands in a text twice the first place counts.
            self._places[name] = dict(zip(reversed(runs), range(len(runs) - 1, -1, -1), strict=True))

    def neighbours(self) -> Seeds:
        """The places that articles have in common, each article looked at beside those right before it that have the
        same words."""
        seen: dict[int, str | list[str]] = {}
        found: dict[Pair, list[tuple[int, int]]] = {}
        for name, places in self._places.items():
            known = places.keys() & seen.keys()
            for run in known:
                before = seen[run]
                row = before if isinstance(before, list) else [before]
                for other in row[-NEIGHBOURS:]:
                    found.setdefault((other, name), []).append((self._places[other][run], places[run]))
                row.append(name)
                seen[run] = row[-NEIGHBOURS:]
            # Nearly all runs are new: they are put in together.
            seen |= dict.fromkeys(places.keys() - known, name)
        return found

    def between(self, pairs: Iterable[Pair]) -> Seeds:
        """The places that the two articles of each pair have in common."""
        found = {}
        for first, second in pairs:
            places, others = self._places[first], self._places[second]
            found[first, second] = [(places[run], at) for run, at in others.items() if run in places]
        return found


def _runs(text: Text, start: int) -> Iterator[int]:
    """The number of each run of words. It is made of the words alone, so that a later build has the same."""
    words = list(map(_number, running(text, start).words))
    return map(hash, zip(*(words[begin:] for begin in range(SHINGLE)), strict=False))


@functools.lru_cache(1 << 16)
def _number(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(errors="replace"), digest_size=7).digest())
