"""Finds which articles have runs of words in common, in a time that grows with their words and not with their pairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .tokens import Running

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

    def __init__(self, texts: Mapping[str, Running]) -> None:
        numbers: dict[str, int] = {}
        self._places: dict[str, dict[int, int]] = {}
        for name, text in texts.items():
            words = [numbers.setdefault(word, len(numbers)) for word in text.words]
            runs = map(hash, zip(*(words[start:] for start in range(SHINGLE)), strict=False))
            places: dict[int, int] = {}
            for at, run in enumerate(runs):
                places.setdefault(run, at)
            self._places[name] = places

    def neighbours(self) -> Seeds:
        """The places that articles have in common, each article looked at beside those right before it that have the
        same words."""
        seen: dict[int, str | list[str]] = {}
        found: dict[Pair, list[tuple[int, int]]] = {}
        for name, places in self._places.items():
            for run, at in places.items():
                before = seen.get(run)
                if before is None:
                    seen[run] = name
                    continue
                row = before if isinstance(before, list) else [before]
                for other in row[-NEIGHBOURS:]:
                    found.setdefault((other, name), []).append((self._places[other][run], at))
                row.append(name)
                seen[run] = row[-NEIGHBOURS:]
        return found

    def between(self, pairs: Iterable[Pair]) -> Seeds:
        """The places that the two articles of each pair have in common."""
        found = {}
        for first, second in pairs:
            places, others = self._places[first], self._places[second]
            found[first, second] = [(places[run], at) for run, at in others.items() if run in places]
        return found
