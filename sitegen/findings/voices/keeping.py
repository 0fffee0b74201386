"""Shared passages as plain numbers, by the pair of texts that have them: kept from one build to the next."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

from ...passages import Known, Stretch, Text
from .aligning import Piece, SharedPassage

# What was found, by the texts and by the places from which it grew.
Key = tuple[int, int, int]
_NAME: Final = "shared passages"
_STATES: Final[tuple[Literal["same", "respelt", "edited"], ...]] = ("same", "respelt", "edited")


def identity(text: Text, start: int) -> int:
    """A number that tells the words of a text, from an offset on, from those of others."""
    blocks = array("q", (at for block in text.blocks for at in (block.start, block.end)))
    made = hashlib.blake2b(text.plain.encode(errors="replace"), digest_size=8)
    made.update(blocks.tobytes() + b"%d" % start)
    return int.from_bytes(made.digest(), signed=True)


def seeds_number(seeds: Iterable[tuple[int, int]]) -> int:
    """A number that tells places in two texts from others; numbers alone have the same one in every process."""
    return hash(tuple(sorted(seeds)))


def kept_passages(known: Known) -> Mapping[Key, Sequence[int]]:
    """What was found before, each as the numbers that `passages` reads."""
    numbers, found, at = known.kept_numbers(_NAME, "q"), {}, 0
    while at < len(numbers):
        first, second, seeds, length = numbers[at : at + 4]
        found[first, second, seeds] = numbers[at + 4 : at + 4 + length]
        at += 4 + length
    return found


def keep_passages(known: Known, found: Mapping[Key, Sequence[int]]) -> None:
    """Keeps what was found now, and nothing else."""
    numbers = array("q")
    for key, flat in found.items():
        numbers.extend((*key, len(flat)))
        numbers.extend(flat)
    known.keep_numbers(_NAME, numbers)


def flat_passages(passages: Iterable[SharedPassage]) -> Iterator[int]:
    """Passages as numbers."""
    for one in passages:
        yield from (one.first.start, one.first.end, one.second.start, one.second.end, one.words, len(one.pieces))
        for piece in one.pieces:
            yield _STATES.index(piece.state)
            yield from _flat(piece.first)
            yield from _flat(piece.second)


def passages(flat: Sequence[int]) -> tuple[SharedPassage, ...]:
    """Numbers as passages."""
    numbers, found = iter(flat), []
    for start in numbers:
        first, second = Stretch(start, next(numbers)), Stretch(next(numbers), next(numbers))
        words, count = next(numbers), next(numbers)
        found.append(SharedPassage(first, second, tuple(_piece(numbers) for _ in range(count)), words))
    return tuple(found)


def _flat(stretch: Stretch | None) -> tuple[int, int]:
    return (stretch.start, stretch.end) if stretch else (-1, -1)


def _piece(numbers: Iterator[int]) -> Piece:
    state = _STATES[next(numbers)]
    return Piece(state, _stretch(numbers), _stretch(numbers))


def _stretch(numbers: Iterator[int]) -> Stretch | None:
    start, end = next(numbers), next(numbers)
    return Stretch(start, end) if start >= 0 else None
