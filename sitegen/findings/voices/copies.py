"""The copy that articles share: what a person confirmed, and what the build proposes."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace

from ...library import Document, Library
from ...passages import Known, Text
from ...problems import Problem
from .aligning import SharedPassage, shared_passages
from .index import SHINGLE, Pair, Shingles, after_edit
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
    found = library.once.renewed(
        "copies", functools.partial(_renewed, words, tuple(_confirmed(library)), library.known)
    )
    return found.copies, list(_without_copy(library, found.sharing))


# An article by its id: its text, and where the text proper begins.
_Words = tuple[str, Text, int]


@dataclass(frozen=True, slots=True)
class _Found:
    """The shared copy of some articles, of which a person confirmed some pairs; which pairs have any, and the words of
    those articles that were looked at after the last edit."""

    articles: tuple[_Words, ...]
    confirmed: tuple[Pair, ...]
    copies: tuple[SharedCopy, ...]
    sharing: frozenset[Pair]
    texts: Mapping[str, Article] = field(default_factory=dict, compare=False)


def _renewed(articles: tuple[_Words, ...], confirmed: tuple[Pair, ...], known: Known, before: _Found | None) -> _Found:
    """The shared copy of some articles. A preview asks for that of the same texts at nearly every save, and of all but
    one at the others."""
    if before and before.confirmed == confirmed and [one[0] for one in before.articles] == [one[0] for one in articles]:
        others = [
            at for at, (one, was) in enumerate(zip(articles, before.articles, strict=True)) if not _same(one, was)
        ]
        if not others:
            return before
        if len(others) == 1 and (after := _after_edit(articles, before, others[0])) is not None:
            return after
    copies = _found(articles, confirmed, known)
    return _Found(articles, confirmed, copies, _sharing(copies))


def _sharing(copies: Iterable[SharedCopy]) -> frozenset[Pair]:
    return frozenset([(copy.first, copy.second) for copy in copies])


def _same(one: _Words, other: _Words) -> bool:
    return one[1] is other[1] and one[2] == other[2]


def _after_edit(articles: tuple[_Words, ...], before: _Found, edited: int) -> _Found | None:
    """The shared copy after an edit of one article, the very same where it is equal; None where others may have another
    neighbour by it."""
    name, was, began = before.articles[edited]
    texts = {one: before.texts.get(one) or Article(text, start) for one, text, start in articles}
    texts[name] = Article(*articles[edited][1:])
    seeds = after_edit(texts, name, Article(was, began), before.confirmed)
    if seeds is None:
        return None
    now = []
    for (first, second), places in seeds.items():
        flat = tuple(flat_passages(shared_passages(texts[first].running, texts[second].running, places, SHINGLE)))
        if flat:
            now.append(SharedCopy(first, second, passages(flat), (first, second) in before.confirmed))
    again = replace(before, articles=articles, texts=texts)
    if _in_order(now, texts) == tuple(copy for copy in before.copies if name in (copy.first, copy.second)):
        return again
    others = (copy for copy in before.copies if name not in (copy.first, copy.second))
    copies = _in_order([*others, *now], texts)
    return replace(again, copies=copies, sharing=_sharing(copies))


def _in_order(copies: list[SharedCopy], articles: Iterable[str]) -> tuple[SharedCopy, ...]:
    order = {article: number for number, article in enumerate(articles)}
    return tuple(sorted(copies, key=lambda copy: (order[copy.first], order[copy.second])))


def _found(articles: tuple[_Words, ...], confirmed: tuple[Pair, ...], known: Known) -> tuple[SharedCopy, ...]:
    """The shared copy of some articles."""
    texts = {name: Article(text, start) for name, text, start in articles}
    identities = {name: identity(text, start) for name, text, start in articles}
    shingles = Shingles(texts)
    before, now = kept_passages(known), {}
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
    return _in_order(found, texts)


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


def _without_copy(library: Library, found: Set[Pair]) -> Iterator[Problem]:
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
