"""Passages that two articles share, side by side with their edits, as far as the rights of each let them be shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..composing import Composer, Reference
from ..findings.rights import OMISSION, has_words
from ..findings.voices import SharedCopy, SharedPassage
from ..library import Document
from ..page import address_of_article
from ..passages import Stretch
from .dossier import said_date


@dataclass(frozen=True, slots=True)
class CopyPiece:
    """Words of a passage; `edited` where the other article has others, or spells them otherwise."""

    text: str
    edited: bool


@dataclass(frozen=True, slots=True)
class CopySide:
    """A passage as one article has it, with the way to its place."""

    article: Reference
    href: str
    language: str
    pieces: tuple[CopyPiece, ...]


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage in both articles. `edits` are the words that differ, empty on a side that has none; only those are
    there that both sources let be shown, and `whole` says that nothing had to be left out."""

    first: CopySide
    second: CopySide
    words: int
    edits: tuple[tuple[str, str], ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class CopyView:
    """The copy that an article, which comes first in every passage, shares with another."""

    article: Reference
    other: Reference
    date: str
    words: int
    confirmed: bool
    passages: tuple[PassageView, ...]


@dataclass(frozen=True, slots=True)
class CopiesView:
    """Shared copy: all that a person confirmed, and the most of what the build proposes; `more` is how many of its
    proposals have fewer words and are not shown."""

    shown: tuple[CopyView, ...]
    more: int


_MOST_PROPOSALS = 5


def copies_of(composer: Composer, document: Document) -> CopiesView:
    """The copy that an article shares with others."""
    return _copies(composer, composer.findings.voices.with_article(document.id), document.id)


def all_copies(composer: Composer) -> CopiesView:
    """The copy that any two articles share."""
    return _copies(composer, composer.findings.voices.copies)


def _copies(composer: Composer, copies: tuple[SharedCopy, ...], article: str = "") -> CopiesView:
    confirmed = sum(copy.confirmed for copy in copies)
    shown = copies[: confirmed + _MOST_PROPOSALS]
    return CopiesView(tuple(_copy(composer, article or copy.first, copy) for copy in shown), len(copies) - len(shown))


def _copy(composer: Composer, article: str, copy: SharedCopy) -> CopyView:
    first = composer.library.documents[article]
    other = composer.library.documents[copy.second if copy.first == article else copy.first]
    turned = copy.first != article
    return CopyView(
        article=composer.article(first),
        other=composer.article(other),
        date=said_date(composer, other),
        words=copy.words,
        confirmed=copy.confirmed,
        passages=tuple(_passage(composer, first, other, passage, turned) for passage in copy.passages),
    )


def _passage(
    composer: Composer, first: Document, second: Document, passage: SharedPassage, turned: bool
) -> PassageView:
    """A passage, with the two sides changed over where the article comes second in it."""
    pairs = [(piece.state != "same", piece.first, piece.second) for piece in passage.pieces]
    stretches = (passage.first, passage.second)
    if turned:
        pairs = [(edited, there, here) for edited, here, there in pairs]
        stretches = (passage.second, passage.first)
    shown = _Shown(composer)
    edits = [(shown.words(first, here), shown.words(second, there)) for edited, here, there in pairs if edited]
    return PassageView(
        first=shown.side(first, stretches[0], [(edited, here) for edited, here, _ in pairs if here]),
        second=shown.side(second, stretches[1], [(edited, there) for edited, _, there in pairs if there]),
        words=passage.words,
        edits=tuple((here, there) for here, there in edits if here is not None and there is not None),
        whole=shown.whole(first, stretches[0]) and shown.whole(second, stretches[1]),
    )


class _Shown:
    """What of a passage may be shown on the page at hand."""

    def __init__(self, composer: Composer) -> None:
        self._composer = composer
        self._rights = composer.findings.rights

    def _pieces(self, document: Document, stretch: Stretch) -> Iterator[tuple[Stretch, bool]]:
        if self._rights.whole(document):
            yield stretch, True
            return
        for piece, shown in self._rights.pieces(document, stretch):
            yield piece, shown or not has_words(document.text.printed(piece))

    def whole(self, document: Document, stretch: Stretch) -> bool:
        """Whether all of a stretch may be shown."""
        return all(shown for _, shown in self._pieces(document, stretch))

    def words(self, document: Document, stretch: Stretch | None) -> str | None:
        """The words of an edit, empty for none, or None where they may not be shown whole."""
        if stretch is None:
            return ""
        return " ".join(document.text.printed(stretch).split()) if self.whole(document, stretch) else None

    def side(self, document: Document, stretch: Stretch, marked: list[tuple[bool, Stretch]]) -> CopySide:
        """One side of a passage: its words with the edited ones marked."""
        row = document.text.block_of(stretch.start) + 1
        return CopySide(
            article=self._composer.article(document),
            href=self._composer.href(f"{address_of_article(document.id)}#p{row}"),
            language=document.article.language,
            pieces=tuple(self._cut(document, stretch, marked)),
        )

    def _cut(self, document: Document, stretch: Stretch, marked: list[tuple[bool, Stretch]]) -> Iterator[CopyPiece]:
        """The words piece by piece, what stands between two words going with neither edit. Stretches that may not be
        shown leave one mark, however many they are."""
        hidden = False
        for edited, part in _contiguous(stretch, marked):
            for piece, shown in self._pieces(document, part):
                text = " ".join(document.text.printed(piece).split("\n"))
                if shown and (has_words(text) or not hidden):
                    yield CopyPiece(text, edited and has_words(text))
                    hidden = False
                elif not hidden:
                    yield CopyPiece(f" {OMISSION} ", False)
                    hidden = True


def _contiguous(stretch: Stretch, marked: list[tuple[bool, Stretch]]) -> Iterator[tuple[bool, Stretch]]:
    at = stretch.start
    for edited, part in marked:
        if part.start > at:
            yield False, Stretch(at, part.start)
        yield edited, part
        at = part.end
    if at < stretch.end:
        yield False, Stretch(at, stretch.end)
