"""What a public build may show of each source: the stretches of its text, their share, and what costs most."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..kinds.part import TextPart
from ..library import Document, Library
from ..passages import Stretch, find
from ..problems import Problem
from ..prose import Markup, Run
from .anchors import Anchor, Anchors

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_SPACED = re.compile(r"\S+")
_HEADING = re.compile(r"<h[1-6]>")


@dataclass(frozen=True, slots=True)
class Licence:
    """What may be shown of one article: `stretches` of its text, apart and in order; `words` of its `total` words,
    and the anchors that let most words through, with how many."""

    stretches: tuple[Stretch, ...]
    words: int
    total: int
    costliest: tuple[tuple[Anchor, int], ...]

    @property
    def share(self) -> float:
        """The share of the article's words that may be shown, from 0 to 1."""
        return self.words / self.total if self.total else 0.0

    def pieces(self, stretch: Stretch) -> Iterator[tuple[Stretch, bool]]:
        """A stretch cut into pieces that may be shown and pieces that may not."""
        at = stretch.start
        first = bisect.bisect_right(self.stretches, Stretch(stretch.start, stretch.start)) - 1
        for shown in self.stretches[max(0, first) :]:
            if shown.start >= stretch.end:
                break
            if shown.end <= at:
                continue
            if shown.start > at:
                yield Stretch(at, shown.start), False
            at = min(shown.end, stretch.end)
            yield Stretch(max(shown.start, stretch.start), at), True
        if at < stretch.end:
            yield Stretch(at, stretch.end), False


@dataclass(frozen=True, slots=True)
class Rights:
    """The licence of every article of one build. A private build shows all."""

    licences: Mapping[str, Licence]
    private: bool

    def whole(self, document: Document) -> bool:
        """Whether the whole text may be shown."""
        return self.private or document.article.rights == "full"

    def pieces(self, document: Document, stretch: Stretch) -> Iterator[tuple[Stretch, bool]]:
        """A stretch cut into pieces that may be shown and pieces that may not."""
        return self.licences[document.id].pieces(stretch)

    def opening(self, document: Document, count: int) -> str:
        """The first words of an article, as far as they may be shown."""
        words = list(itertools.islice(_SPACED.finditer(document.text.plain, document.stamp_end), count + 1))
        if not words:
            return ""
        opening = Stretch(words[0].start(), words[min(count, len(words)) - 1].end())
        shown = " ".join(self.text(document, opening).split()).removesuffix(OMISSION).rstrip()
        return f"{shown} …" if shown and len(words) > count else shown

    def text(self, document: Document, stretch: Stretch) -> str:
        """The words of a stretch as they may be shown, each omission marked."""
        plain = document.text.plain
        if self.whole(document):
            return plain[stretch.start : stretch.end]
        out = []
        for piece, shown in self.pieces(document, stretch):
            words = plain[piece.start : piece.end]
            out.append(words if shown or not has_words(words) else OMISSION.join(around_omission(words)))
        return "".join(out)


def licensed(rights: Rights, document: Document, stretch: Stretch) -> bool:
    """Whether every word of a stretch may be shown."""
    return rights.whole(document) or all(shown for _, shown in rights.pieces(document, stretch))


OMISSION = "[…]"


def has_words(text: str) -> bool:
    """Whether a piece of text holds any word; marks between two words that are shown may be shown with them."""
    return _WORD.search(text) is not None


_CLOSING = tuple(".,;:!?…”’»)]")


def around_omission(words: str) -> tuple[str, str]:
    """What may stand before and after the mark of an omission: the spaces and marks at the ends of what is left out,
    so that a sentence still reads as one."""
    first = _WORD.search(words)
    if first is None:
        return words, ""
    last = max(found.end() for found in _WORD.finditer(words))
    before, after = words[: first.start()], words[last:]
    return f"{before} " if before[-1:] in _CLOSING else before, after


def work_out_rights(library: Library, anchors: Anchors, private: bool) -> tuple[Rights, list[Problem]]:
    """The licence of every article, and an error for each that shows more than the site's declared limit."""
    licences: dict[str, Licence] = {}
    problems: list[Problem] = []
    for document in library.documents.values():
        there = tuple(anchors.in_article(document.id))
        licence = document.once("licence", there, _over_saves, document, there)
        licences[document.id] = licence
        problems += _over(library, document, licence)
    return Rights(licences, private), problems


def _over_saves(document: Document, anchors: Sequence[Anchor]) -> Licence:
    clue = document.article.outlet_clue
    text = (document.text, document.flow, document.stamp_end)
    rests_on = (text, anchors, document.article.rights, clue.words if clue else None)
    return document.over_saves("licence", rests_on, _licence, document, anchors)


def _licence(document: Document, anchors: Sequence[Anchor]) -> Licence:
    starts = starts_of_words(document)
    if document.article.rights == "full":
        return Licence((Stretch(0, len(document.text.plain)),), len(starts), len(starts), ())
    if document.article.rights == "link":
        return Licence((), 0, len(starts), ())
    licensing = [anchor for anchor in anchors if _licenses(anchor)]
    resting = [*(s for anchor in licensing for s in _stretches(anchor)), *_clue(document), *_headings(document)]
    stretches = _merged(resting)
    costs = [(anchor, sum(_count(starts, piece) for piece in anchor.passage.pieces)) for anchor in licensing]
    costs.sort(key=lambda cost: (-cost[1], cost[0].passage.start, cost[0].id))
    return Licence(tuple(stretches), sum(_count(starts, s) for s in stretches), len(starts), tuple(costs[:5]))


def starts_of_words(document: Document) -> Sequence[int]:
    """Where the words of an article begin."""
    text, start = document.text, document.stamp_end
    return text.known.numbers(f"words {start}", lambda: (found.start() for found in _WORD.finditer(text.plain, start)))


def _licenses(anchor: Anchor) -> bool:
    """Whether an anchor lets its words be shown. A caption marked as such is told apart from the body, not used."""
    return not (isinstance(anchor.statement, TextPart) and anchor.statement.role == "caption")


def _stretches(anchor: Anchor) -> Iterator[Stretch]:
    yield from anchor.passage.pieces
    for passage in anchor.evidence.values():
        yield from passage.pieces


def _clue(document: Document) -> Iterator[Stretch]:
    """The words that the article's outlet rests on."""
    clue = document.article.outlet_clue
    for passage in find(document.text, clue.words)[:1] if clue else ():
        yield from passage.pieces


def _headings(document: Document) -> Iterator[Stretch]:
    """The headings that an article in Markdown has of its own."""
    inside = False
    for item in document.flow:
        if isinstance(item, Markup):
            inside = bool(_HEADING.match(item.html)) or (inside and not item.html.startswith("</h"))
        elif isinstance(item, Run) and inside:
            yield Stretch(item.start, item.start + len(item.text))


def _merged(stretches: list[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for stretch in sorted(stretches):
        if merged and stretch.start <= merged[-1].end:
            merged[-1] = Stretch(merged[-1].start, max(merged[-1].end, stretch.end))
        else:
            merged.append(stretch)
    return merged


def _count(starts: Sequence[int], stretch: Stretch) -> int:
    return bisect.bisect_left(starts, stretch.end) - bisect.bisect_left(starts, stretch.start)


def _over(library: Library, document: Document, licence: Licence) -> Iterator[Problem]:
    limit = library.site.rights_limit
    if limit is None or document.article.rights != "excerpt" or licence.share * 100 <= limit:
        return
    shown = f"{licence.words:,} of its {licence.total:,} words ({licence.share:.0%})"
    message = f"a public build would show {shown}, and `rights_limit` is {limit}%"
    details = tuple(f"{count} words: {_whose(document, anchor)}" for anchor, count in licence.costliest)
    hint = "shorten the statements that cost most, raise the limit, or record a permission with `rights: full`"
    yield Problem(document.article.place("rights"), "rights-limit", message, hint, details=details)


def _whose(document: Document, anchor: Anchor) -> str:
    """Which statement shows words, or the words themselves where only our own prose cites them."""
    if anchor.statement:
        return f"{anchor.statement.place()}, {anchor.id}"
    words = " … ".join(" ".join(document.text.printed(piece).split()) for piece in anchor.passage.pieces)
    return f"cited by our own prose, “{words if len(words) <= 60 else f'{words[:60].rstrip()}…'}”"
