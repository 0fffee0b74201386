"""How many voices speak: articles count apart, except in the words that they share by confirmed copy."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...library import Library
from ...passages import Stretch
from ...problems import Problem
from .copies import SharedCopy, find_copies
from .groups import Groups


@dataclass(frozen=True, slots=True, order=True)
class Voice:
    """Who speaks in a stretch of an article: the article itself, or with `copy` those who share that copy."""

    article: str
    copy: int = -1


@dataclass(frozen=True, slots=True)
class Count:
    """How many articles say something, and how many voices these are: never more than the articles."""

    articles: int
    voices: int


@dataclass(frozen=True, slots=True)
class _Claim:
    """A stretch of an article that belongs to shared copy, by the number of that copy."""

    stretch: Stretch
    copy: int


@dataclass(frozen=True, slots=True)
class Voices:
    """All shared copy, what is confirmed before what is proposed and the most words first, and the stretches of each
    article that are confirmed copy."""

    copies: tuple[SharedCopy, ...]
    _of_article: Mapping[str, tuple[SharedCopy, ...]]
    _claims: Mapping[str, tuple[_Claim, ...]]

    @property
    def proposed(self) -> tuple[SharedCopy, ...]:
        """What the build found and nobody confirmed."""
        return tuple(copy for copy in self.copies if not copy.confirmed)

    def with_article(self, article: str) -> tuple[SharedCopy, ...]:
        """The copy that an article shares with others: what is confirmed first, then by how much it is."""
        return self._of_article.get(article, ())

    def of(self, article: str, stretch: Stretch) -> Voice:
        """Who speaks in a stretch: the shared copy that at least half of it lies in, or the article."""
        claims = self._claims.get(article, ())
        inside: dict[int, int] = {}
        for claim in claims[max(0, bisect.bisect_right(claims, stretch.start, key=_start) - 1) :]:
            if claim.stretch.start >= stretch.end:
                break
            shared = min(claim.stretch.end, stretch.end) - max(claim.stretch.start, stretch.start)
            inside[claim.copy] = inside.get(claim.copy, 0) + max(0, shared)
        most = max(inside, key=lambda copy: (inside[copy], -copy), default=-1)
        if most >= 0 and 2 * inside[most] >= stretch.end - stretch.start:
            return Voice("", most)
        return Voice(article)

    def count(self, statements: Iterable[tuple[str, Stretch]]) -> Count:
        """The articles and the voices of statements: every article that says one in words of its own is a voice, and
        copy is one more only where none of these articles has it."""
        asked = {(article, self.of(article, stretch)) for article, stretch in statements}
        own = {article for article, voice in asked if voice.copy < 0}
        sharing: dict[int, set[str]] = {}
        for article, voice in asked:
            if voice.copy >= 0:
                sharing.setdefault(voice.copy, set()).add(article)
        groups = Groups[str]()
        alone = [articles for articles in sharing.values() if not articles & own]
        for articles in alone:
            groups.join(articles)
        heads = {groups.head(next(iter(articles))) for articles in alone}
        return Count(len({article for article, _ in asked}), len(own) + len(heads))

    def among(self, articles: Iterable[str]) -> Count:
        """How many voices whole articles are: those that share confirmed copy are one."""
        groups, asked = Groups[str](), set(articles)
        for copy in self.copies:
            if copy.confirmed and {copy.first, copy.second} <= asked:
                groups.join((copy.first, copy.second))
        return Count(len(asked), len({groups.head(article) for article in asked}))


def _start(claim: _Claim) -> int:
    return claim.stretch.start


def work_out_voices(library: Library) -> tuple[Voices, list[Problem]]:
    """All shared copy, and a warning for each that was confirmed and is not there."""
    copies, problems = find_copies(library)
    return library.once("voices", copies, voices_of, copies), problems


def voices_of(copies: Iterable[SharedCopy]) -> Voices:
    """The voices that follow from all shared copy."""
    found = tuple(sorted(copies, key=lambda copy: (not copy.confirmed, -copy.words)))
    of_article: dict[str, list[SharedCopy]] = {}
    for copy in found:
        for article in (copy.first, copy.second):
            of_article.setdefault(article, []).append(copy)
    by_article = {article: tuple(shared) for article, shared in of_article.items()}
    return Voices(found, by_article, _claims(copy for copy in found if copy.confirmed))


def _claims(copies: Iterable[SharedCopy]) -> Mapping[str, tuple[_Claim, ...]]:
    """The stretches of each article that are copy. Passages that overlap in any article are one copy, and so is
    whatever they are joined to in others."""
    sides: dict[str, list[Stretch]] = {}
    groups = Groups[tuple[str, Stretch]]()
    for copy in copies:
        for passage in copy.passages:
            pair = ((copy.first, passage.first), (copy.second, passage.second))
            groups.join(pair)
            for article, stretch in pair:
                sides.setdefault(article, []).append(stretch)
    for article, stretches in sides.items():
        stretches.sort()
        reach = stretches[0]
        for stretch in stretches[1:]:
            if stretch.overlaps(reach):
                groups.join(((article, reach), (article, stretch)))
            reach = max(reach, stretch, key=lambda one: one.end)
    heads = {groups.head((article, stretch)) for article, stretches in sides.items() for stretch in stretches}
    numbers = {head: number for number, head in enumerate(sorted(heads))}
    return {
        article: tuple(
            _Claim(stretch, numbers[groups.head((article, stretch))]) for stretch in dict.fromkeys(stretches)
        )
        for article, stretches in sides.items()
    }
