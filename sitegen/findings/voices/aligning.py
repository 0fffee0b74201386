"""Lays two texts side by side: from words they have in common outwards over small edits, with each edit marked."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ...passages import Stretch
from .tokens import Running

# The longest edit that a passage goes on over, in words of either text, and the fewest words that two passages must
# have in common to be more than a phrase that everybody uses.
LONGEST_EDIT = 4
FEWEST_WORDS = 12
# What an edit may cost: how many words of the one and of the other are passed over, and how many must be the same
# behind it; the cheapest first.
_EDITS = sorted(
    ((a, b, max(a, b) + 1) for a in range(LONGEST_EDIT + 1) for b in range(LONGEST_EDIT + 1) if a or b),
    key=lambda edit: (edit[0] + edit[1], edit[2], edit),
)


@dataclass(frozen=True, slots=True)
class Aligned:
    """Words that stand in both texts: `length` of them, from number `first` in the one and `second` in the other."""

    first: int
    second: int
    length: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a shared passage in both texts: the same words, the same but spelt otherwise, or edited, where one
    of the two may have none."""

    state: Literal["same", "respelt", "edited"]
    first: Stretch | None
    second: Stretch | None


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """A passage that stands in two texts, with its edits. `words` is how many words both have."""

    first: Stretch
    second: Stretch
    pieces: tuple[Piece, ...]
    words: int


def shared_passages(
    first: Running, second: Running, seeds: Iterable[tuple[int, int]], size: int
) -> list[SharedPassage]:
    """The passages that grow from `seeds`, places in both texts where `size` words are the same. Every word belongs to
    one passage at most, and none leaves its block."""
    taken = (_Taken(), _Taken())
    found: list[SharedPassage] = []
    # Where a seed has grown to too little, the next one in the same run of words would grow to the same.
    grown_to: dict[int, int] = {}
    for seed_first, seed_second in sorted(seeds):
        if seed_first < grown_to.get(seed_second - seed_first, 0):
            continue
        if seed_first in taken[0] or seed_second in taken[1] or not _same(first, second, seed_first, seed_second, size):
            continue
        aligned = _grown(_Pair(first, second, taken), seed_first, seed_second)
        if sum(one.length for one in aligned) < FEWEST_WORDS:
            grown_to |= {one.second - one.first: one.first + one.length for one in aligned}
            continue
        taken[0].add(aligned[0].first, aligned[-1].first + aligned[-1].length)
        taken[1].add(aligned[0].second, aligned[-1].second + aligned[-1].length)
        found.append(_passage(first, second, aligned))
    return found


class _Taken:
    """The words of a text that belong to a passage already, as numbers from one to before another."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def add(self, start: int, end: int) -> None:
        """Takes words that nobody has taken."""
        at = bisect.bisect(self._starts, start)
        self._starts.insert(at, start)
        self._ends.insert(at, end)

    def __contains__(self, word: int) -> bool:
        at = bisect.bisect(self._starts, word)
        return at > 0 and word < self._ends[at - 1]

    def free(self, word: int, start: int, end: int) -> tuple[int, int]:
        """What is free round a word that is, within bounds."""
        at = bisect.bisect(self._starts, word)
        before = max(start, self._ends[at - 1]) if at else start
        return before, min(end, self._starts[at]) if at < len(self._starts) else end


def _same(first: Running, second: Running, at: int, other: int, size: int) -> bool:
    blocks = first.blocks[at] == first.blocks[at + size - 1] and second.blocks[other] == second.blocks[other + size - 1]
    return blocks and first.words[at : at + size] == second.words[other : other + size]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two texts, and the words of each that belong to a passage already."""

    first: Running
    second: Running
    taken: tuple[_Taken, _Taken]


def _grown(pair: _Pair, first: int, second: int) -> Sequence[Aligned]:
    """The aligned words round a seed, in order."""
    here = _Blocks(pair, first, second)
    back = [
        Aligned(one.first - one.length + 1, one.second - one.length + 1, one.length)
        for one in _walk(here, first, second, -1)
    ]
    onward = list(_walk(here, first, second, 1))
    joint = Aligned(back[0].first, back[0].second, back[0].length + onward[0].length - 1)
    return [*reversed(back[1:]), joint, *onward[1:]]


def _walk(here: _Blocks, first: int, second: int, step: int) -> Iterator[Aligned]:
    """The runs of same words from a place in one direction, over one small edit after another."""
    while length := here.run(first, second, step):
        yield Aligned(first, second, length)
        first, second = first + step * length, second + step * length
        edit = here.edit(first, second, step)
        if edit is None:
            return
        first, second = first + step * edit[0], second + step * edit[1]


class _Blocks:
    """The words of two blocks in which a passage may grow: those round it that no other passage has."""

    def __init__(self, pair: _Pair, first: int, second: int) -> None:
        self._words, self._others = pair.first.words, pair.second.words
        self._first = pair.taken[0].free(first, *pair.first.block_round(first))
        self._second = pair.taken[1].free(second, *pair.second.block_round(second))

    def _room(self, first: int, second: int, step: int) -> tuple[int, int]:
        """How many words there are from here on in each of the two."""
        if step > 0:
            return self._first[1] - first, self._second[1] - second
        return first - self._first[0] + 1, second - self._second[0] + 1

    def run(self, first: int, second: int, step: int, most: int | None = None) -> int:
        """How many words from here are the same."""
        words, others, length = self._words, self._others, 0
        room = min(self._room(first, second, step))
        room = room if most is None else min(room, most)
        while length < room and words[first] == others[second]:
            length, first, second = length + 1, first + step, second + step
        return length

    def edit(self, first: int, second: int, step: int) -> tuple[int, int] | None:
        """The smallest edit behind which both go on with more words than it has; at the end of both blocks with the
        words that are left."""
        words, others, (room, other_room) = self._words, self._others, self._room(first, second, step)
        for skip, other_skip, need in _EDITS:
            if skip >= room or other_skip >= other_room:
                continue
            at, other = first + step * skip, second + step * other_skip
            # Nearly always the first word behind an edit tells that it is none.
            if words[at] != others[other]:
                continue
            length = self.run(at, other, step, need)
            if length == need or max(room - skip, other_room - other_skip) == length:
                return skip, other_skip
        return None


# ── pieces


def _passage(first: Running, second: Running, aligned: Sequence[Aligned]) -> SharedPassage:
    last = aligned[-1]
    return SharedPassage(
        first.stretch(aligned[0].first, last.first + last.length),
        second.stretch(aligned[0].second, last.second + last.length),
        tuple(_pieces(first, second, aligned)),
        sum(one.length for one in aligned),
    )


def _pieces(first: Running, second: Running, aligned: Sequence[Aligned]) -> Iterator[Piece]:
    at, other = aligned[0].first, aligned[0].second
    for one in aligned:
        if one.first > at or one.second > other:
            yield Piece("edited", _between(first, at, one.first), _between(second, other, one.second))
        yield from _same_pieces(first, second, one)
        at, other = one.first + one.length, one.second + one.length


def _between(text: Running, start: int, end: int) -> Stretch | None:
    return text.stretch(start, end) if end > start else None


def _same_pieces(first: Running, second: Running, one: Aligned) -> Iterator[Piece]:
    """The words of an aligned run, those spelt otherwise apart."""
    start = 0
    for number in range(one.length + 1):
        ends = number == one.length
        if not ends and first.spelt[one.first + number] == second.spelt[one.second + number]:
            continue
        if number > start:
            yield _piece("same", first, second, one, start, number)
        if not ends:
            yield _piece("respelt", first, second, one, number, number + 1)
        start = number + 1


def _piece(
    state: Literal["same", "respelt"], first: Running, second: Running, one: Aligned, start: int, end: int
) -> Piece:
    return Piece(
        state,
        first.stretch(one.first + start, one.first + end),
        second.stretch(one.second + start, one.second + end),
    )
