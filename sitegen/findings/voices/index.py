"""Finds which articles have runs of words in common, in a time that grows with their words and not with their pairs."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

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
        self._places = {name: _places(of_text, common) for name, of_text in runs.items()}

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
        return {(first, second): _both(self._places[first], self._places[second]) for first, second in pairs}


def after_edit(texts: Mapping[str, Article], edited: str, before: Article, confirmed: Iterable[Pair]) -> Seeds | None:
    """What `neighbours` and `between` find of one article that was edited, where all others have the neighbours that
    they had: no run of words that came or went stands in another. None where one does."""
    now, runs = runs_of(texts[edited]), {name: runs_of(article) for name, article in texts.items()}
    here, found = _places(now, frozenset(now)), dict[Pair, list[tuple[int, int]]]()
    was = set(runs_of(before))
    either, moved = was | here.keys(), was ^ here.keys()
    earlier, later = dict[int, list[str]](), dict[int, list[str]]()
    beside = earlier
    for name, of_text in runs.items():
        if name == edited:
            beside = later
            continue
        # In this order nothing is made of the runs of the other, of which there are as many as it has words.
        for run in either.intersection(of_text):
            if run in moved:
                return None
            beside.setdefault(run, []).append(name)
    for run, names in earlier.items():
        for other in names[-NEIGHBOURS:]:
            found.setdefault((other, edited), []).append((runs[other].index(run), here[run]))
    for run, names in later.items():
        for other in names[:NEIGHBOURS]:
            found.setdefault((edited, other), []).append((here[run], runs[other].index(run)))
    for first, second in confirmed:
        if edited in (first, second):
            found[first, second] = _both(*(_places(runs[one], frozenset(runs[one])) for one in (first, second)))
    return found


def _places(of_text: Sequence[int], wanted: Set[int]) -> dict[int, int]:
    """Where a text has each run that is wanted: of one that stands in it twice the first place counts."""
    return {of_text[at]: at for at in range(len(of_text) - 1, -1, -1) if of_text[at] in wanted}


def _both(places: Mapping[int, int], others: Mapping[int, int]) -> list[tuple[int, int]]:
    """The places of the runs that two texts have."""
    return [(places[run], at) for run, at in others.items() if run in places]


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
