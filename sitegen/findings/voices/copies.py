"""The copy that articles share: what a person confirmed, and what the build proposes."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from ...library import Document, Library
from ...passages import Known, Text
from ...problems import Problem
from .aligning import SharedPassage, shared_passages
from .index import SHINGLE, Pair, Shingles
from .keeping import flat_passages, identity, keep_passages, kept_passages, passages, seeds_number
from .tokens import Article


@dataclass(frozen=True, slots=True)
class SharedCopy:
    """The passages that two articles share, in the order of the first; `confirmed` by a person, or proposed."""

    first: str
    second: str
    passages: tuple[SharedPassage, ...]
    confirmed: bool

    @property
    def words(self) -> int:
        """How many words both have."""
        return sum(passage.words for passage in self.passages)


def find_copies(library: Library) -> tuple[tuple[SharedCopy, ...], list[Problem]]:
    """The shared copy of every pair of articles that has any, a warning for each confirmed one that is not there."""
    words = tuple((document.id, document.text, document.stamp_end) for document in library.documents.values())
    found = _found(words, tuple(_confirmed(library)), library.known)
    return found, list(_without_copy(library, {(copy.first, copy.second) for copy in found}))


@functools.lru_cache(1)
def _found(
    articles: tuple[tuple[str, Text, int], ...], confirmed: tuple[Pair, ...], known: Known
) -> tuple[SharedCopy, ...]:
    """The shared copy of some articles; a preview asks for that of the same texts at nearly every save."""
    texts = {name: Article(text, start) for name, text, start in articles}
    identities = {name: identity(text, start) for name, text, start in articles}
    shingles = Shingles(texts)
    before, now = kept_passages(known), {}
    order = {article: number for number, article in enumerate(texts)}
    found = []
    for (first, second), seeds in {**shingles.neighbours(), **shingles.between(confirmed)}.items():
        key = (identities[first], identities[second], seeds_number(seeds))
        flat = before.get(key)
        if flat is None:
            flat = tuple(flat_passages(shared_passages(texts[first].running, texts[second].running, seeds, SHINGLE)))
        now[key] = flat
        if flat:
            found.append(SharedCopy(first, second, passages(flat), (first, second) in confirmed))
    keep_passages(known, now)
    found.sort(key=lambda copy: (order[copy.first], order[copy.second]))
    return tuple(found)


def _confirmed(library: Library) -> dict[Pair, None]:
    """Every pair that one of its two articles names, in the order of the articles."""
    order = {article: number for number, article in enumerate(library.documents)}
    pairs: dict[Pair, None] = {}
    for document in library.documents.values():
        for other in document.article.shares_copy_with:
            if other in order and other != document.id:
                first, second = sorted((document.id, other), key=order.__getitem__)
                pairs[first, second] = None
    return pairs


def _without_copy(library: Library, found: set[Pair]) -> Iterator[Problem]:
    for document in library.documents.values():
        for number, other in enumerate(document.article.shares_copy_with):
            if (document.id, other) not in found and (other, document.id) not in found and other in library.documents:
                yield _not_found(document, number, other)


def _not_found(document: Document, number: int, other: str) -> Problem:
    place = document.article.place("shares_copy_with", number)
    if other == document.id:
        message = "an article does not share copy with itself"
    else:
        message = f"no passage was found that {document.id} shares with {other}"
    hint = "take it out; articles are one voice only in words that both print"
    return Problem(place, "shared-copy-not-found", message, hint, severity="warning")
