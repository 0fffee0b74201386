"""What stands in an article and in no statement: quotations, names, numbers and dated words."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator

from ...kinds.article import LeftOut
from ...kinds.date import Dated
from ...kinds.part import TextPart
from ...kinds.quote import Quote
from ...language import message
from ...library import Document, Library
from ...passages import Stretch, find
from ..anchors import Anchor
from ..mentions import Mentions
from ..names import Names, plain_name
from . import signs
from .kinds import Gap, GapKind
from .quotations import find_quotations


class Cover:
    """Stretches of a text that something stands on, for asking quickly whether words lie in them."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self._merged: list[Stretch] = []
        for stretch in sorted(stretches):
            if self._merged and stretch.start <= self._merged[-1].end:
                last = self._merged.pop()
                stretch = Stretch(last.start, max(last.end, stretch.end))
            self._merged.append(stretch)
        self._starts = [stretch.start for stretch in self._merged]

    def touches(self, stretch: Stretch) -> bool:
        """Whether any part of the stretch is covered."""
        return any(piece.overlaps(stretch) for piece in self._near(stretch))

    def left_of(self, plain: str, stretch: Stretch) -> str:
        """The letters and digits of a stretch that nothing covers."""
        left, at = [], stretch.start
        for piece in self._near(stretch):
            left.append(plain[at : max(at, min(piece.start, stretch.end))])
            at = max(at, piece.end)
        left.append(plain[at : stretch.end])
        return "".join(letter for letter in "".join(left) if letter.isalnum())

    def _near(self, stretch: Stretch) -> list[Stretch]:
        first = max(0, bisect.bisect_right(self._starts, stretch.start) - 1)
        return self._merged[first : bisect.bisect_left(self._starts, stretch.end)]


def gaps_in_text(
    library: Library, document: Document, anchors: list[Anchor], mentions: Mentions, names: Names
) -> Iterator[Gap]:
    """The gaps of one article in the order of its text."""
    found = [
        *_quotations(document, anchors),
        *_dates_and_numbers(document, anchors, mentions),
        *_names(library, document, anchors, mentions, names),
        *_acronyms(library, document, names),
    ]
    reasons = _reasons(document)
    for gap in sorted(found, key=lambda gap: (gap.stretch or Stretch(0, 0), gap.kind)):
        yield _explained(gap, reasons)


def _pieces(anchors: Iterable[Anchor]) -> Iterator[Stretch]:
    return (piece for anchor in anchors for piece in anchor.passage.pieces)


def _gap(kind: GapKind, document: Document, stretch: Stretch, what: str) -> Gap:
    return Gap(kind, document.text.printed(stretch), what, document.id, stretch)


def _quotations(document: Document, anchors: list[Anchor]) -> Iterator[Gap]:
    quoted = Cover(_pieces(one for one in anchors if one.statement and one.statement.kind in ("quote", "stance")))
    parts = Cover(_pieces(one for one in anchors if _is_heading(one)))
    for quotation in find_quotations(document.text):
        stretch = quotation.stretch
        if not quoted.left_of(document.text.plain, stretch) or not parts.left_of(document.text.plain, stretch):
            continue
        if not quotation.closed and quoted.touches(Stretch(stretch.start, stretch.start + 1)):
            # Where an unclosed quotation ends is the annotator's to say; its beginning is annotated.
            continue
        what = message("a quotation that no statement rests on; its marks are never closed")
        if quotation.closed:
            what = message("a quotation that no statement rests on")
        yield _gap("quotation", document, stretch, what)


def _is_heading(anchor: Anchor) -> bool:
    return isinstance(anchor.statement, TextPart) and anchor.statement.role != "caption"


def _dates_and_numbers(document: Document, anchors: list[Anchor], mentions: Mentions) -> Iterator[Gap]:
    dated = [one for one in anchors if isinstance(one.statement, Dated)]
    dates = Cover([*_pieces(dated), *(p for one in anchors for p in _when(one)), Stretch(0, document.stamp_end)])
    named = Cover(mention.stretch for mention in mentions.in_article[document.id])
    counted = Cover(_pieces(one for one in anchors if one.statement and one.statement.kind == "figure"))
    for stretch in signs.dated_words(document.text):
        if not dates.touches(stretch) and named.left_of(document.text.plain, stretch):
            yield _gap("date", document, stretch, message("dated words that no `date` resolves"))
    sayings = Cover(signs.dated_words(document.text))
    for stretch in signs.numbers(document.text):
        if not any(cover.touches(stretch) for cover in (dates, counted, sayings)) and named.left_of(
            document.text.plain, stretch
        ):
            yield _gap("number", document, stretch, message("a number that no `figure` keeps"))


def _when(anchor: Anchor) -> tuple[Stretch, ...]:
    passage = anchor.evidence.get("when") if isinstance(anchor.statement, Quote) else None
    return passage.pieces if passage else ()


def _names(
    library: Library, document: Document, anchors: list[Anchor], mentions: Mentions, names: Names
) -> Iterator[Gap]:
    known = Cover(
        [
            *(mention.stretch for mention in mentions.in_article[document.id]),
            *_pieces(one for one in anchors if one.statement and one.statement.kind in ("mention", "part", "date")),
            *signs.dated_words(document.text),
            Stretch(0, document.stamp_end),
        ]
    )
    skip = {*library.site.not_names}
    plain, run = document.text.plain, None
    for stretch in signs.capitalised(document.text, document.stamp_end):
        word = document.text.printed(stretch)
        if (
            known.touches(stretch)
            or word in skip
            or _is_claimed(word, names)
            or all(part in skip for part in word.split("-") if part[:1].isupper())
        ):
            continue
        if run and plain[run.end : stretch.start] == " ":
            run = Stretch(run.start, stretch.end)
            continue
        if run:
            yield _gap("name", document, run, message("a name that no actor, event, term or place has"))
        run = stretch
    if run:
        yield _gap("name", document, run, message("a name that no actor, event, term or place has"))


def _is_claimed(word: str, names: Names) -> bool:
    name = plain_name(word)
    return name in names.strong or name in names.weak


def _acronyms(library: Library, document: Document, names: Names) -> Iterator[Gap]:
    """Abbreviations whose thing nowhere says what they stand for, each once."""
    seen: set[str] = set()
    for stretch in signs.acronyms(document.text):
        words = document.text.printed(stretch)
        thing = names.strong.get(words)
        if words in seen or thing is None or thing.kind not in ("actor", "term"):
            continue
        seen.add(words)
        longer = any(" " in name and _initials(name) == words.replace(".", "") for name in (thing.name, *thing.names))
        if not longer and not getattr(thing, "expansion", None) and not thing.elsewhere:
            yield _gap(
                "acronym",
                document,
                stretch,
                message("what it stands for is said nowhere (%(record)s)", record=f"{thing.kind} {thing.id}"),
            )


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())


def _reasons(document: Document) -> list[tuple[Cover, LeftOut]]:
    reasons = []
    for left in document.article.left_out:
        places = (piece for passage in find(document.text, left.words) for piece in passage.pieces)
        reasons.append((Cover(places), left))
    return reasons


def _explained(gap: Gap, reasons: list[tuple[Cover, LeftOut]]) -> Gap:
    assert gap.stretch is not None
    for cover, left in reasons:
        if cover.touches(gap.stretch):
            return Gap(gap.kind, gap.words, gap.what, gap.article, gap.stretch, gap.record, left.because)
    return gap
